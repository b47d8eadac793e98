"""The night round: when somebody walked through the rooms, and what they saw at each bed."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.walls import OpenTable, Wall
from housing.beds.enums import BedState
from housing.beds.models import Bed
from housing.nights.enums import Seen
from housing.stays.enums import StayCompartment
from housing.stays.models import Stay
from intake.person.models import Person


class Round(models.Model):
    """One walk through the rooms in the night of a service day; the first is number 1. No person stands here."""

    service_day = models.DateField(_("night of"))
    number = models.PositiveSmallIntegerField(_("round"))
    opened_at = models.DateTimeField(_("begun at"))
    opened_by = models.BigIntegerField(_("begun by"))
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    closed_by = models.BigIntegerField(_("closed by"), null=True, blank=True)

    wall = OpenTable(
        add=("housing.walk_round",), change=("housing.walk_round",), only_columns=("closed_at", "closed_by"),
        hands=("opened_by", "closed_by"),
    )
    classified: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "service_day", "number", "opened_at", "opened_by", "closed_at", "closed_by"), "operational"
    )
    history = track()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["service_day", "number"], name="round_once_a_night"),
            models.CheckConstraint(condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")), name="night_round_ends_after_it_starts"),
        ]

    def __str__(self) -> str:
        return f"{self.service_day:%Y-%m-%d} {self.number}"


class Look(models.Model):
    """What was seen at one bed on one round, and what the system believed then (`believed`, `stay`).

    `person` is empty when the bed was believed free, and after erasure. A tap again changes the row while the round
    is open; its history keeps each tap.
    """

    round = models.ForeignKey(Round, models.PROTECT, related_name="looks", verbose_name=_("round"))
    bed = models.ForeignKey(Bed, models.PROTECT, related_name="looks", verbose_name=_("bed"))
    stay = models.ForeignKey(Stay, models.PROTECT, null=True, related_name="looks", verbose_name=_("stay"))
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="looks", verbose_name=_("person"))
    compartment = models.CharField(_("compartment"), max_length=20, choices=StayCompartment.choices)
    believed = models.CharField(_("believed"), max_length=10, choices=BedState.choices)
    seen = models.CharField(_("seen"), max_length=10, choices=Seen.choices)
    seen_at = models.DateTimeField(_("seen at"))
    seen_by = models.BigIntegerField(_("seen by"))

    wall = Wall(
        person="person", compartment_field="compartment", anonymous=True, add=("housing.walk_round",), change=("housing.walk_round",),
        hands=("seen_by",), only_columns=("stay", "person", "compartment", "believed", "seen", "seen_at", "seen_by"),
    )
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "round": "operational", "bed": "social", "stay": "social", "person": "social",
        "compartment": "social", "believed": "social", "seen": "social", "seen_at": "operational", "seen_by": "operational",
    }
    history = track()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "bed"], name="look_once_a_bed")]
        indexes = [models.Index(fields=["person"], name="look_by_person")]

    def __str__(self) -> str:
        return self.get_seen_display()
