"""A person housed: the placement, its leases one after another, the rent of each month, what happens in the home.

Amounts are in cents. The person may be gone (erasure): the placement then stays counted, of nobody.
"""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeBoundary, RangeOperators
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.vault.fields import SealedTextField
from audit.walls import Wall
from centre.access.enums import Compartment
from housing.stays.enums import Destination, EthosLight
from intake.person.models import Person

from .enums import (
    ArrearsState,
    AwayAt,
    EventKind,
    ExitReason,
    GuaranteeForm,
    Holder,
    NoticeBy,
    PlacementState,
    RentSource,
)

LET = ("housing.keep_lease",)
#: Whoever does something with a placement, so that two wait for each other.
FOLLOW = (
    "housing.plan_placement", "housing.move_in", "housing.end_placement", "housing.keep_lease", "housing.write_event",
    "housing.record_visit", "housing.agree_visits",
)


class Days(Func):
    """The days from one date to another as a range; without a last day it is open."""

    function = "DATERANGE"
    output_field = DateRangeField()


class Placement(models.Model):
    """Somebody whom a programme houses, from the day it took them on.

    `previous`: the placement this one follows, when it is a second home. `worker`, `cover`: user ids of whoever
    accompanies the person and of whoever stands in. `died` keeps deaths apart from other ends.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="placements", verbose_name=_("person"))
    programme = models.ForeignKey("housing.Programme", models.PROTECT, related_name="placements", verbose_name=_("programme"))
    dwelling = models.ForeignKey(
        "housing.Dwelling", models.PROTECT, null=True, blank=True, related_name="placements", verbose_name=_("home")
    )
    candidature = models.ForeignKey(
        "housing.Candidature", models.SET_NULL, null=True, blank=True, related_name="placements", verbose_name=_("application")
    )
    previous = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="following", verbose_name=_("former home")
    )
    state = models.CharField(_("state"), max_length=10, choices=PlacementState.choices, default=PlacementState.PLANNED)
    enrolled_on = models.DateField(_("taken on"))
    moved_in_on = models.DateField(_("moved in on"), null=True, blank=True)
    ended_on = models.DateField(_("ended"), null=True, blank=True)
    own_name = models.BooleanField(_("tenancy in the person's name"), null=True, blank=True)
    ethos_before = models.CharField(_("living situation before"), max_length=2, choices=EthosLight.choices, blank=True)
    ethos_after = models.CharField(_("living situation after"), max_length=2, choices=EthosLight.choices, blank=True)
    exit_reason = models.CharField(_("reason of the end"), max_length=12, choices=ExitReason.choices, blank=True)
    exit_destination = models.CharField(_("goes to"), max_length=3, choices=Destination.choices, blank=True)
    died = models.BooleanField(_("died"), default=False)
    worker = models.PositiveIntegerField(_("worker"), null=True, blank=True)
    cover = models.PositiveIntegerField(_("stands in"), null=True, blank=True)
    written_by = models.PositiveIntegerField(null=True, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.PositiveIntegerField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    history = track()
    wall = Wall(
        person="person", compartment=Compartment.HOUSING, anonymous=True, add=("housing.plan_placement",), change=FOLLOW,
        hands=("written_by", "ended_by"),
    )
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "person": "social", "programme": "social", "dwelling": "social", "candidature": "social",
        "previous": "social", "state": "social", "enrolled_on": "social", "moved_in_on": "social", "ended_on": "social",
        "own_name": "social", "ethos_before": "social", "ethos_after": "social", "exit_reason": "social",
        "exit_destination": "social", "died": "health", "worker": "operational", "cover": "operational",
        "written_by": "operational", "written_at": "operational", "ended_by": "operational", "ended_at": "operational",
        "client_uuid": "none",
    }

    class Meta:
        indexes = [models.Index(fields=["state", "programme"], name="placement_by_state")]
        constraints = [
            ExclusionConstraint(
                name="placement_once_at_a_time",
                expressions=[("person", RangeOperators.EQUAL), (Days("enrolled_on", "ended_on"), RangeOperators.OVERLAPS)],
                condition=~Q(state=PlacementState.CANCELLED),
            ),
            models.CheckConstraint(
                condition=Q(moved_in_on=None) | Q(moved_in_on__gte=F("enrolled_on")), name="placement_moved_in_after_taken_on"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None)
                | Q(ended_on__gte=F("enrolled_on"), moved_in_on=None)
                | Q(ended_on__gte=F("moved_in_on")),
                name="placement_ends_after_it_began",
            ),
            models.CheckConstraint(
                condition=Q(state__in=(PlacementState.PLANNED, PlacementState.CANCELLED), moved_in_on=None, ended_on=None)
                | Q(state=PlacementState.HOUSED, moved_in_on__isnull=False, ended_on=None)
                | Q(state=PlacementState.ENDED, ended_on__isnull=False),
                name="placement_state_and_dates",
            ),
            models.CheckConstraint(condition=Q(died=False) | Q(state=PlacementState.ENDED), name="placement_died_has_ended"),
            models.CheckConstraint(condition=Q(previous=None) | ~Q(previous=F("id")), name="placement_not_its_own_former"),
        ]

    def __str__(self) -> str:
        return str(self.programme)

    @property
    def whom(self) -> uuid.UUID:
        """The person's number. A placement of nobody takes no new row: the rules say so before this is asked."""
        assert self.person_id is not None
        return self.person_id


class Lease(models.Model):
    """One lease of a placement. Without a last day it runs on until notice; no two run at once."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="leases")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    dwelling = models.ForeignKey("housing.Dwelling", models.PROTECT, null=True, blank=True, related_name="leases", verbose_name=_("home"))
    landlord = models.ForeignKey("housing.Landlord", models.PROTECT, null=True, blank=True, related_name="leases", verbose_name=_("landlord or agency"))
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    holder = models.CharField(_("in whose name"), max_length=8, choices=Holder.choices)
    rent_cents = models.PositiveIntegerField(_("rent a month"))
    charges_cents = models.PositiveIntegerField(_("charges a month"), default=0)
    rent_source = models.CharField(_("paid from"), max_length=8, choices=RentSource.choices, blank=True)
    guarantee_form = models.CharField(_("guarantee"), max_length=8, choices=GuaranteeForm.choices, default=GuaranteeForm.NONE)
    guarantee_cents = models.PositiveIntegerField(_("amount of the guarantee"), default=0)
    guarantee_paid_on = models.DateField(_("guarantee paid"), null=True, blank=True)
    guarantee_returned_on = models.DateField(_("guarantee returned"), null=True, blank=True)
    notice_on = models.DateField(_("notice given"), null=True, blank=True)
    notice_by = models.CharField(_("notice by"), max_length=8, choices=NoticeBy.choices, blank=True)
    note = SealedTextField(subject="person", null=True)
    by = models.PositiveIntegerField()
    at = models.DateTimeField()
    client_uuid = models.UUIDField(unique=True)

    history = track()
    wall = Wall(
        person="person", compartment=Compartment.HOUSING, add=LET, change=(*LET, "housing.end_placement"), parent="placement", hands=("by",)
    )
    classified: ClassVar[dict[str, str]] = dict.fromkeys(
        ("placement", "person", "dwelling", "landlord", "starts_on", "ends_on", "holder", "rent_cents", "charges_cents",
         "rent_source", "guarantee_form", "guarantee_cents", "guarantee_paid_on", "guarantee_returned_on", "notice_on",
         "notice_by", "note"), "social",
    ) | {"id": "none", "by": "operational", "at": "operational", "client_uuid": "none"}

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="lease_once_at_a_time",
                expressions=[
                    ("placement", RangeOperators.EQUAL),
                    (Days("starts_on", "ends_on", RangeBoundary(inclusive_upper=True)), RangeOperators.OVERLAPS),
                ],
            ),
            models.CheckConstraint(condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="lease_ends_after_it_began"),
            models.CheckConstraint(
                condition=Q(notice_on=None, notice_by="") | (Q(notice_on__isnull=False) & ~Q(notice_by="")),
                name="lease_notice_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_on:%Y-%m-%d}"


class Arrears(models.Model):
    """The rent of one month that was not paid in time, and what was agreed about it. One row a month."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="arrears")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    month = models.DateField(_("month"))
    owed_cents = models.PositiveIntegerField(_("owed"))
    state = models.CharField(_("state"), max_length=4, choices=ArrearsState.choices, default=ArrearsState.OPEN)
    plan = SealedTextField(subject="person", null=True)
    by = models.PositiveIntegerField()
    at = models.DateTimeField()
    client_uuid = models.UUIDField(unique=True)

    history = track()
    wall = Wall(person="person", compartment=Compartment.HOUSING, add=LET, change=LET, parent="placement", hands=("by",))
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "placement": "social", "person": "social", "month": "social", "owed_cents": "social", "state": "social",
        "plan": "social", "by": "operational", "at": "operational", "client_uuid": "none",
    }

    class Meta:
        verbose_name_plural = "arrears"
        constraints = [
            models.UniqueConstraint(fields=["placement", "month"], name="arrears_once_a_month"),
            models.CheckConstraint(condition=Q(month__day=1), name="arrears_of_a_month"),
        ]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"


class TenancyEvent(models.Model):
    """Something dated about a home: a crisis, an absence during which the lease is kept, a conflict, a repair…"""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    placement = models.ForeignKey(Placement, models.PROTECT, related_name="events")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    kind = models.CharField(_("what"), max_length=10, choices=EventKind.choices)
    on = models.DateField(_("day"))
    until = models.DateField(_("back on"), null=True, blank=True)
    away_at = models.CharField(_("where"), max_length=10, choices=AwayAt.choices, blank=True)
    lease_kept = models.BooleanField(_("the lease is kept"), null=True, blank=True)
    text = SealedTextField(subject="person", null=True)
    by = models.PositiveIntegerField()
    at = models.DateTimeField()
    client_uuid = models.UUIDField(unique=True)

    history = track()
    wall = Wall(
        person="person", compartment=Compartment.HOUSING, add=("housing.write_event",), change=("housing.write_event",),
        parent="placement", hands=("by",), only_columns=("until", "lease_kept"),
    )
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "placement": "social", "person": "social", "kind": "social", "on": "social", "until": "social",
        "away_at": "health", "lease_kept": "social", "text": "social", "by": "operational", "at": "operational",
        "client_uuid": "none",
    }

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("on")), name="tenancy_event_ends_after_it_began"),
            models.CheckConstraint(
                condition=Q(kind=EventKind.ABSENCE) | Q(until=None, away_at="", lease_kept=None), name="tenancy_only_absence_lasts"
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())
