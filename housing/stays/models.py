"""A stay: one person in one bed for one period. Bed-nights are counted from these rows, never stored."""

import uuid

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateTimeRangeField, RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.vault.fields import SealedTextField
from audit.walls import Wall
from housing.beds.models import Bed
from housing.requests.models import BedRequest
from housing.stays.enums import (
    Destination,
    EthosLight,
    ExitReason,
    ExtensionReason,
    LateReason,
    StayCompartment,
    StayState,
)
from intake.person.models import Person

GIVE = ("housing.admit_to_bed", "housing.hold_bed", "housing.move_bed")


class Stay(models.Model):
    """A stay in a bed.

    `period` is [from, to) in UTC; without an end the bed is kept until further notice. A held bed and a bed kept for
    someone out tonight have an end, after which they free themselves. Moving closes one row and opens the next with
    the same `began_at`. `person` is empty only after erasure: the bed-night stays counted, of nobody.
    A hold to which nobody came has an empty period: it keeps no bed and is held against nobody.

    What happened and when it was written are two things: `began_at` and `given_at`, `ended_at` and `end_recorded_at`.
    What is written after its quarter was closed counts from `counted_from`, the first day of the next open one, in the
    figures of the house. Nothing that is released counts stays; a release has late data of its own (`Window`).
    """

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="stays", verbose_name=_("person"))
    bed = models.ForeignKey(Bed, models.PROTECT, related_name="stays", verbose_name=_("bed"))
    state = models.CharField(_("state"), max_length=12, choices=StayState.choices)
    period = DateTimeRangeField(_("period"))
    began_at = models.DateTimeField(_("start of the whole stay"))
    compartment = models.CharField(_("compartment"), max_length=20, choices=StayCompartment.choices)
    planned_end = models.DateField(_("planned end"), null=True, blank=True)
    given_by = models.BigIntegerField(_("given by"), null=True, blank=True)
    given_at = models.DateTimeField(_("given at"), null=True, blank=True)
    override_reason = models.CharField(_("why the room rule was set aside"), max_length=200, blank=True)
    moved_from = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="moved_to", verbose_name=_("moved from")
    )
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.BigIntegerField(_("ended by"), null=True, blank=True)
    exit_reason = models.CharField(_("reason of leaving"), max_length=20, choices=ExitReason.choices, blank=True)
    exit_destination = models.CharField(_("goes to"), max_length=3, choices=Destination.choices, blank=True)
    exit_ethos = models.CharField(_("living situation after"), max_length=2, choices=EthosLight.choices, blank=True)
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)
    ethos_before = models.CharField(
        _("living situation before"), max_length=2, choices=EthosLight.choices, blank=True, default="", db_default=""
    )
    with_dog = models.BooleanField(_("comes with a dog"), default=False, db_default=False)
    together = models.UUIDField(_("couple admitted together"), null=True, blank=True, editable=False)
    given_late = models.CharField(
        _("why the admission is entered afterwards"), max_length=12, choices=LateReason.choices, blank=True, default="", db_default=""
    )
    ended_late = models.CharField(
        _("why the end is entered afterwards"), max_length=12, choices=LateReason.choices, blank=True, default="", db_default=""
    )
    end_recorded_at = models.DateTimeField(_("end written at"), null=True, blank=True)
    counted_from = models.DateField(_("counted from"), null=True, blank=True)
    request = models.ForeignKey(
        BedRequest, models.PROTECT, null=True, blank=True, related_name="stays", verbose_name=_("request")
    )

    wall = Wall(
        person="person", compartment_field="compartment", add=GIVE, hands=("given_by", "ended_by"),
        only_columns=(
            "state", "period", "began_at", "planned_end", "given_by", "given_at", "override_reason", "ended_at", "ended_by", "exit_reason",
            "exit_destination", "exit_ethos", "client_uuid", "ethos_before", "with_dog", "together", "given_late", "ended_late",
            "end_recorded_at", "counted_from", "request",
        ),
    )
    classified = {
        "id": "none",
        "person": "social",
        "bed": "social",
        "state": "social",
        "period": "social",
        "began_at": "social",
        "compartment": "social",
        "planned_end": "social",
        "given_by": "operational",
        "given_at": "operational",
        "override_reason": "social",
        "moved_from": "social",
        "ended_at": "social",
        "ended_by": "operational",
        "exit_reason": "social",
        "exit_destination": "social",
        "exit_ethos": "social",
        "client_uuid": "operational",
        "ethos_before": "social",
        "with_dog": "social",
        "together": "social",
        "given_late": "operational",
        "ended_late": "operational",
        "end_recorded_at": "operational",
        "counted_from": "operational",
        "request": "social",
    }
    history = track()

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="stay_once_per_bed",
                expressions=[("bed", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                condition=~Q(state=StayState.CANCELLED),
            ),
            ExclusionConstraint(
                name="stay_once_per_person",
                expressions=[("person", RangeOperators.EQUAL), ("period", RangeOperators.OVERLAPS)],
                condition=~Q(state=StayState.CANCELLED),
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-began_at"], name="stay_by_person"),
            models.Index(fields=["bed"], name="stay_live_by_bed", condition=Q(state__in=["held", "in", "absent"])),
            models.Index(fields=["bed", "-ended_at"], name="stay_left_by_bed", condition=Q(ended_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.get_state_display()


class Absence(models.Model):
    """A night, or part of one, that a person with a bed spends elsewhere; no bed-night is counted while it runs."""

    stay = models.ForeignKey(Stay, models.PROTECT, related_name="absences", verbose_name=_("stay"))
    left_at = models.DateTimeField(_("left at"))
    back_at = models.DateTimeField(_("back at"), null=True, blank=True)
    recorded_by = models.BigIntegerField(_("recorded by"))

    wall = Wall(through="stay", add=("housing.mark_absent",), hands=("recorded_by",), only_columns=("back_at",))
    classified = {
        "id": "none",
        "stay": "social",
        "left_at": "social",
        "back_at": "social",
        "recorded_by": "operational",
    }
    history = track()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["stay"], condition=Q(back_at__isnull=True), name="absence_open_once"),
        ]

    def __str__(self) -> str:
        return f"{self.left_at:%Y-%m-%d}"


class Extension(models.Model):
    """A stay may last longer: until when, why, who said so. Words about the person are sealed."""

    stay = models.ForeignKey(Stay, models.PROTECT, related_name="extensions", verbose_name=_("stay"))
    before = models.DateField(_("planned end before"), null=True, blank=True)
    until = models.DateField(_("new planned end"))
    reason = models.CharField(_("why"), max_length=10, choices=ExtensionReason.choices)
    words = SealedTextField(subject="stay.person", null=True)
    beyond = models.BooleanField(_("beyond the longest stay"), default=False)
    given_by = models.BigIntegerField(_("given by"))
    given_at = models.DateTimeField(_("given at"))
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    wall = Wall(through="stay", add=("housing.extend_stay",), own="given_by", append_only=True)
    classified = {
        "id": "none", "stay": "social", "before": "social", "until": "social", "reason": "social", "words": "social",
        "beyond": "social", "given_by": "operational", "given_at": "operational", "client_uuid": "operational",
    }
    history = track()

    class Meta:
        indexes = [models.Index(fields=["stay", "given_at"], name="extension_by_stay")]

    def __str__(self) -> str:
        return f"{self.until:%Y-%m-%d}"
