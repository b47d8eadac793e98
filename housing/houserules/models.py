"""The rules of the house about stays, each valid from a day on. No person stands in this file."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.walls import OpenTable
from housing.beds.models import Room


class HouseRule(models.Model):
    """What coordinators decided, for the house or for one room, from a service day on; never changed afterwards.

    An empty number leaves what stood before: the room follows the house, the house its settings. Of two rules from
    the same day the one written last counts.
    """

    room = models.ForeignKey(Room, models.PROTECT, null=True, blank=True, related_name="house_rules", verbose_name=_("room"))
    from_on = models.DateField(_("from"))
    hold_hours = models.PositiveSmallIntegerField(_("hours a bed is held"), null=True, blank=True)
    keep_hours = models.PositiveSmallIntegerField(_("hours a bed is kept for somebody out"), null=True, blank=True)
    longest_days = models.PositiveSmallIntegerField(_("longest stay in nights"), null=True, blank=True)
    warn_days = models.PositiveSmallIntegerField(_("days of warning before the end"), null=True, blank=True)
    census_hour = models.PositiveSmallIntegerField(_("hour at which sleepers are counted"), null=True, blank=True)
    rounds = models.PositiveSmallIntegerField(_("rounds in a night"), null=True, blank=True)
    reopen_hours = models.PositiveSmallIntegerField(_("hours in which an end is taken back"), null=True, blank=True)
    emergency_apart = models.BooleanField(_("emergency beds counted apart"), null=True, blank=True)
    set_by = models.BigIntegerField(_("set by"))
    set_at = models.DateTimeField(_("set at"))
    client_uuid = models.UUIDField(_("form number"), unique=True, editable=False)

    wall = OpenTable(add=("housing.set_house_rules",), append_only=True, own="set_by", through="room")
    classified: ClassVar[dict[str, str]] = dict.fromkeys(
        (
            "id", "room", "from_on", "hold_hours", "keep_hours", "longest_days", "warn_days", "census_hour", "rounds",
            "reopen_hours", "emergency_apart", "set_by", "set_at", "client_uuid",
        ),
        "operational",
    )
    history = track()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(census_hour=None) | Q(census_hour__lte=23), name="census_hour_on_the_clock"),
            models.CheckConstraint(
                condition=Q(room=None) | Q(census_hour=None, rounds=None, emergency_apart=None), name="house_rule_of_the_whole_house"
            ),
        ]
        indexes = [models.Index(fields=["from_on", "id"], name="house_rule_by_day")]

    def __str__(self) -> str:
        return f"{self.from_on:%Y-%m-%d}"
