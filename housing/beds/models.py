"""Wards, rooms, beds and the periods when a bed is closed. No person stands in this file."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.walls import OpenTable
from housing.beds.enums import ClosureReason, RoomSpace


class Ward(models.Model):
    """A floor or a wing: rooms that stand together on the board."""

    label = models.CharField(_("label"), max_length=60, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    wall = OpenTable(add=("housing.close_bed",), change=("housing.close_bed",))
    classified = {"id": "none", "label": "none", "order": "none"}
    history = track()

    def __str__(self) -> str:
        return self.label


class Room(models.Model):
    """A room with its rules. `compartment` is empty for the house, or the space whose teams alone see the room."""

    ward = models.ForeignKey(Ward, models.PROTECT, related_name="rooms", verbose_name=_("ward"))
    label = models.CharField(_("label"), max_length=60)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    women_only = models.BooleanField(_("women only"), default=False)
    calm = models.BooleanField(_("calm"), default=False)
    dogs = models.BooleanField(_("dogs welcome"), default=False)
    couples = models.BooleanField(_("couples"), default=False)
    wheelchair = models.BooleanField(_("wheelchair"), default=False)
    compartment = models.CharField(
        _("space"), max_length=20, choices=RoomSpace.choices, default=RoomSpace.HOUSE, blank=True
    )

    wall = OpenTable(add=("housing.close_bed",), change=("housing.close_bed",))
    classified = {
        "id": "none",
        "ward": "none",
        "label": "none",
        "order": "none",
        "women_only": "operational",
        "calm": "none",
        "dogs": "none",
        "couples": "none",
        "wheelchair": "none",
        "compartment": "operational",
    }
    history = track()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ward", "label"], name="room_label_once_per_ward")]

    def __str__(self) -> str:
        return self.label


class Bed(models.Model):
    """One bed. In service from `open_from` until the day before `open_until` (both optional dates)."""

    room = models.ForeignKey(Room, models.PROTECT, related_name="beds", verbose_name=_("room"))
    label = models.CharField(_("label"), max_length=30)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    emergency = models.BooleanField(_("emergency bed"), default=False)
    lower = models.BooleanField(_("lower bunk"), default=False)
    medical = models.BooleanField(_("medical bed"), default=False)
    note = models.CharField(_("note"), max_length=120, blank=True)
    open_from = models.DateField(_("in service from"), null=True, blank=True)
    open_until = models.DateField(_("in service until"), null=True, blank=True)
    cleaned_at = models.DateTimeField(_("cleaned at"), null=True, blank=True)
    cleaned_by = models.BigIntegerField(_("cleaned by"), null=True, blank=True)

    wall = OpenTable(
        add=("housing.close_bed",), change=("housing.mark_cleaned", "housing.admit_to_bed", "housing.close_bed"),
        only_columns=("cleaned_at", "cleaned_by"), unless="housing.close_bed",
    )
    classified = {
        "id": "none",
        "room": "none",
        "label": "none",
        "order": "none",
        "emergency": "none",
        "lower": "none",
        "medical": "none",
        "note": "operational",
        "open_from": "none",
        "open_until": "none",
        "cleaned_at": "operational",
        "cleaned_by": "operational",
    }
    history = track()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "label"], name="bed_label_once_per_room")]

    def __str__(self) -> str:
        return self.label


class Closure(models.Model):
    """A period in which a bed is out of service; reopening ends the period early, the row stays."""

    bed = models.ForeignKey(Bed, models.PROTECT, related_name="closures", verbose_name=_("bed"))
    period = DateTimeRangeField(_("period"))
    reason = models.CharField(_("reason"), max_length=20, choices=ClosureReason.choices)
    note = models.CharField(_("note"), max_length=200, blank=True)
    closed_by = models.BigIntegerField(_("closed by"))
    reopened_at = models.DateTimeField(_("reopened at"), null=True, blank=True)
    reopened_by = models.BigIntegerField(_("reopened by"), null=True, blank=True)

    wall = OpenTable(
        add=("housing.close_bed",), change=("housing.reopen_bed",), only_columns=("period", "reopened_at", "reopened_by")
    )
    classified = {
        "id": "none",
        "bed": "none",
        "period": "operational",
        "reason": "operational",
        "note": "operational",
        "closed_by": "operational",
        "reopened_at": "operational",
        "reopened_by": "operational",
    }
    history = track()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="closure_once_per_bed",
                expressions=[("bed", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
            )
        ]

    def __str__(self) -> str:
        return self.get_reason_display()
