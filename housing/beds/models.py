"""Buildings, wards, rooms, beds and the periods when a bed is closed. No person stands in this file."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.walls import OpenTable
from housing.beds.enums import CleaningReason, ClosureReason, RoomSpace


class Building(models.Model):
    """A house with its address: wards that stand together on the board."""

    label = models.CharField(_("label"), max_length=60, unique=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    client_uuid = models.UUIDField(_("form number"), unique=True, null=True, editable=False)

    wall = OpenTable(add=("housing.arrange_beds",), change=("housing.arrange_beds",))
    classified = {"id": "none", "label": "none", "address": "none", "order": "none", "client_uuid": "operational"}
    history = track()

    def __str__(self) -> str:
        return self.label


class Ward(models.Model):
    """A floor or a wing: rooms that stand together on the board. One without a building stands in the only house there is."""

    building = models.ForeignKey(
        Building, models.PROTECT, null=True, blank=True, related_name="wards", verbose_name=_("building")
    )
    label = models.CharField(_("label"), max_length=60, unique=True)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    client_uuid = models.UUIDField(_("form number"), unique=True, null=True, editable=False)

    wall = OpenTable(add=("housing.arrange_beds",), change=("housing.arrange_beds",))
    classified = {"id": "none", "building": "none", "label": "none", "order": "none", "client_uuid": "operational"}
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
    ground_floor = models.BooleanField(_("ground floor"), default=False)
    compartment = models.CharField(
        _("space"), max_length=20, choices=RoomSpace.choices, default=RoomSpace.HOUSE, blank=True
    )
    client_uuid = models.UUIDField(_("form number"), unique=True, null=True, editable=False)

    wall = OpenTable(add=("housing.arrange_beds",), change=("housing.arrange_beds",), compartment_field="compartment")
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
        "ground_floor": "none",
        "compartment": "operational",
        "client_uuid": "operational",
    }
    history = track()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ward", "label"], name="room_label_once_per_ward")]

    def __str__(self) -> str:
        return self.label


class Bed(models.Model):
    """One bed. In service from the service day `open_from` until the one before `open_until` (both optional), nights included.

    It is to be cleaned when its sleeper left, or somebody asked for it (`to_clean_at`), after it was last cleaned.
    """

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
    to_clean_at = models.DateTimeField(_("to be cleaned since"), null=True, blank=True)
    to_clean_by = models.BigIntegerField(_("cleaning asked by"), null=True, blank=True)
    to_clean_reason = models.CharField(
        _("why it is to be cleaned"), max_length=20, choices=CleaningReason.choices, blank=True
    )
    client_uuid = models.UUIDField(_("form number"), unique=True, null=True, editable=False)

    wall = OpenTable(
        add=("housing.arrange_beds",),
        change=("housing.mark_cleaned", "housing.admit_to_bed", "housing.close_bed", "housing.arrange_beds"),
        only_columns=("cleaned_at", "cleaned_by", "to_clean_at", "to_clean_by", "to_clean_reason"),
        unless="housing.arrange_beds",
        hands=("cleaned_by", "to_clean_by"),
        through="room",
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
        "to_clean_at": "operational",
        "to_clean_by": "operational",
        "to_clean_reason": "operational",
        "client_uuid": "operational",
    }
    history = track()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "label"], name="bed_label_once_per_room")]

    def __str__(self) -> str:
        return self.label


class Closure(models.Model):
    """A period in which a bed is out of service; reopening ends the period early, the row stays.

    What was said before is kept in its history, each time with who, when and `why`. A cancelled closure closes nothing:
    its period is empty, so that no figure can count it. `closed_by` is empty when it came with a file.
    """

    bed = models.ForeignKey(Bed, models.PROTECT, related_name="closures", verbose_name=_("bed"))
    period = DateTimeRangeField(_("period"))
    reason = models.CharField(_("reason"), max_length=20, choices=ClosureReason.choices)
    note = models.CharField(_("note"), max_length=200, blank=True)
    recorded_at = models.DateTimeField(_("written down at"), null=True, blank=True)
    closed_by = models.BigIntegerField(_("closed by"), null=True, blank=True)
    revised_at = models.DateTimeField(_("changed at"), null=True, blank=True)
    revised_by = models.BigIntegerField(_("changed by"), null=True, blank=True)
    why = models.CharField(_("why it was changed"), max_length=200, blank=True)
    reopened_at = models.DateTimeField(_("reopened at"), null=True, blank=True)
    reopened_by = models.BigIntegerField(_("reopened by"), null=True, blank=True)
    cancelled_at = models.DateTimeField(_("cancelled at"), null=True, blank=True)
    cancelled_by = models.BigIntegerField(_("cancelled by"), null=True, blank=True)
    client_uuid = models.UUIDField(_("form number"), unique=True, null=True, editable=False)

    wall = OpenTable(
        add=("housing.close_bed",),
        change=("housing.reopen_bed", "housing.close_bed"),
        only_columns=(
            "period", "reason", "note", "revised_at", "revised_by", "why", "reopened_at", "reopened_by", "cancelled_at",
            "cancelled_by",
        ),
        hands=("closed_by", "revised_by", "reopened_by", "cancelled_by"),
        through="bed",
    )
    classified = {
        "id": "none",
        "bed": "none",
        "period": "operational",
        "reason": "operational",
        "note": "operational",
        "recorded_at": "operational",
        "closed_by": "operational",
        "revised_at": "operational",
        "revised_by": "operational",
        "why": "operational",
        "reopened_at": "operational",
        "reopened_by": "operational",
        "cancelled_at": "operational",
        "cancelled_by": "operational",
        "client_uuid": "operational",
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
