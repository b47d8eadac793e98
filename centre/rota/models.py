"""Who works when: shifts planned, absences, swaps, and how many each shift needs. Nobody who comes stands in this file."""

from __future__ import annotations

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.walls import OpenTable
from centre.shifts import clock
from centre.shifts.enums import ShiftCode
from centre.shifts.hours import Shift
from centre.staff.roles import Role

from .enums import SwapState
from .walls import OwnAddress

USER = settings.AUTH_USER_MODEL
PLAN = ("centre.plan_rota",)


class DutyQuerySet(models.QuerySet["Duty"]):
    """Words for asking about planned shifts."""

    def standing(self) -> DutyQuerySet:
        """Those not cancelled."""
        return self.filter(cancelled_at=None)

    def present(self) -> DutyQuerySet:
        """Those not cancelled whose worker is not away that day."""
        away = Absence.objects.filter(
            user=models.OuterRef("user"), ended_at=None, from_on__lte=models.OuterRef("service_day"),
            until_on__gte=models.OuterRef("service_day"),
        )
        return self.standing().exclude(models.Exists(away))


class Duty(models.Model):
    """Somebody works a shift in a role. The instants are kept as planned, whatever the settings say later."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="duties")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    service_day = models.DateField(_("service day"))
    code = models.CharField(_("shift"), max_length=8, choices=ShiftCode.choices)
    starts_at = models.DateTimeField(_("from"))
    ends_at = models.DateTimeField(_("until"))
    post = models.CharField(_("post"), max_length=40, blank=True)
    planned_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    planned_at = models.DateTimeField(default=clock.now)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)

    objects = DutyQuerySet.as_manager()
    history = track()
    wall = OpenTable(add=PLAN, change=("centre.plan_rota", "centre.swap_duty"), only_columns=("user",), unless="centre.plan_rota")
    classified: ClassVar[dict[str, str]] = dict.fromkeys(
        ("user", "role", "service_day", "code", "starts_at", "ends_at", "post", "planned_by", "planned_at", "cancelled_at"),
        "operational",
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "service_day", "code"], condition=Q(cancelled_at__isnull=True), name="one_duty_a_shift_each"
            ),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="duty_ends_after_it_starts"),
        ]
        indexes = [models.Index(fields=["service_day", "code"], name="duty_by_shift")]

    def __str__(self) -> str:
        return f"{self.service_day:%Y-%m-%d} {self.code}"

    @property
    def shift(self) -> Shift:
        """The shift of the house it belongs to."""
        return Shift(self.service_day, self.code)


class Absence(models.Model):
    """Somebody is not available on these service days. Why is nobody's business here."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="absences")
    from_on = models.DateField(_("from"))
    until_on = models.DateField(_("until and with"))
    noted_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(_("taken back"), null=True, blank=True)

    history = track()
    wall = OpenTable(add=("centre.note_absence",), change=("centre.note_absence",), own="noted_by")
    classified: ClassVar[dict[str, str]] = dict.fromkeys(
        ("user", "from_on", "until_on", "noted_by", "noted_at", "ended_at"), "operational"
    )

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(until_on__gte=F("from_on")), name="absence_order")]

    def __str__(self) -> str:
        return f"{self.from_on:%Y-%m-%d}"


class Swap(models.Model):
    """Somebody wishes to give a shift away: to one colleague, or to whoever takes it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    duty = models.ForeignKey(Duty, on_delete=models.PROTECT, related_name="swaps")
    asked_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    offered_to = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=SwapState.choices, default=SwapState.ASKED)
    asked_at = models.DateTimeField(default=clock.now)
    answered_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    history = track()
    wall = OpenTable(add=("centre.swap_duty",), change=("centre.swap_duty",), own="asked_by")
    classified: ClassVar[dict[str, str]] = dict.fromkeys(
        ("duty", "asked_by", "offered_to", "state", "asked_at", "answered_by", "answered_at"), "operational"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["duty"], condition=Q(state=SwapState.ASKED), name="one_open_swap_a_duty")
        ]

    def __str__(self) -> str:
        return f"{self.duty} · {self.state}"


class Least(models.Model):
    """How many of a role a shift needs at least."""

    code = models.CharField(_("shift"), max_length=8, choices=ShiftCode.choices)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    number = models.PositiveSmallIntegerField(_("at least"))

    history = track()
    wall = OpenTable(add=PLAN, change=PLAN)
    classified: ClassVar[dict[str, str]] = dict.fromkeys(("code", "role", "number"), "operational")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "role"], name="one_least_a_shift_and_role")]

    def __str__(self) -> str:
        return f"{self.code} {self.role} {self.number}"


class CalendarAddress(models.Model):
    """The secret address at which somebody's own calendar program reads their shifts; only its fingerprint is kept."""

    user = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    mac = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    history = track(excluded_fields=["mac"])
    wall = OwnAddress(who="user")
    classified: ClassVar[dict[str, str]] = {
        "user": "operational", "mac": "operational", "made_at": "operational", "ended_at": "operational",
    }

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(ended_at__isnull=True), name="one_calendar_address_each")
        ]

    def __str__(self) -> str:
        return f"{self.user}"
