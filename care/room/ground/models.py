"""What the room stands on: a legal basis with an end, rules in versions, minutes and numbers set by the house, booths,
and when it was open. Nobody who comes stands in this file."""

from __future__ import annotations

import uuid
from datetime import date
from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.walls import OpenTable

from ..enums import SpaceKind
from .enums import ClosingReason

MINUTES = (MinValueValidator(1), MaxValueValidator(240))
SETUP = ("care.set_up_room",)


class LegalBasis(models.Model):
    """The text that allows the room, from a day to a day; it counts once a coordinator and a doctor have signed it.

    Nothing is ever entered by the house itself: without one the room is shut. It ends by itself after `valid_until`.
    """

    reference = models.CharField(_("reference of the text"), max_length=200)
    given_by = models.CharField(_("who gave it"), max_length=120)
    valid_from = models.DateField(_("valid from"))
    valid_until = models.DateField(_("valid until"))
    entered_at = models.DateTimeField()
    entered_by = models.BigIntegerField()
    coordinator_at = models.DateTimeField(null=True, blank=True)
    coordinator_by = models.BigIntegerField(null=True, blank=True)
    doctor_at = models.DateTimeField(null=True, blank=True)
    doctor_by = models.BigIntegerField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.BigIntegerField(null=True, blank=True)
    withdrawn_because = models.CharField(_("why it is withdrawn"), max_length=200, blank=True)
    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    history = track()
    wall = OpenTable(
        add=SETUP, change=("care.sign_room_basis", "care.set_up_room"), hands=("entered_by", "coordinator_by", "doctor_by", "withdrawn_by"),
        only_columns=(
            "coordinator_at", "coordinator_by", "doctor_at", "doctor_by", "withdrawn_at", "withdrawn_by", "withdrawn_because",
        ),
    )  # fmt: skip
    classified: ClassVar[dict[str, str]] = dict.fromkeys(("id", "reference", "given_by", "valid_from", "valid_until", "client_uuid"), "none") | dict.fromkeys(
        (
            "entered_at", "entered_by", "coordinator_at", "coordinator_by", "doctor_at", "doctor_by", "withdrawn_at", "withdrawn_by",
            "withdrawn_because",
        ), "operational",
    )  # fmt: skip

    class Meta:
        verbose_name_plural = "legal bases"
        constraints = [
            models.CheckConstraint(condition=Q(valid_until__gte=F("valid_from")), name="room_basis_has_an_end"),
            models.CheckConstraint(
                condition=Q(coordinator_by=None) | Q(doctor_by=None) | ~Q(coordinator_by=F("doctor_by")), name="room_basis_two_hands"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def signed(self) -> bool:
        """Whether both have signed."""
        return self.coordinator_by is not None and self.doctor_by is not None

    def holds_on(self, day: date) -> bool:
        """Whether the room may be open on a day because of it."""
        return self.signed and self.withdrawn_at is None and self.valid_from <= day <= self.valid_until


class RoomRules(models.Model):
    """One version of what is agreed in the room, in three languages. A new version is signed again by everybody."""

    number = models.PositiveSmallIntegerField(_("version"), unique=True)
    text_fr = models.TextField(_("in French"), max_length=8000)
    text_nl = models.TextField(_("in Dutch"), max_length=8000)
    text_en = models.TextField(_("in English"), max_length=8000, blank=True)
    published_at = models.DateTimeField()
    published_by = models.BigIntegerField()

    wall = OpenTable(add=SETUP, change=(), append_only=True, own="published_by")
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "number": "none", "text_fr": "none", "text_nl": "none", "text_en": "none", "published_at": "operational",
        "published_by": "operational",
    }

    class Meta:
        verbose_name_plural = "rules of the room"

    def __str__(self) -> str:
        return str(self.number)

    @property
    def text(self) -> str:
        """The rules in the language of the page; French when there are none in it."""
        return str(getattr(self, f"text_{(get_language() or 'fr')[:2]}", "") or self.text_fr)

    @property
    def told(self) -> list[tuple[str, str, str]]:
        """(code, language, text) of every language it was written in, that of the page first."""
        page = (get_language() or "fr")[:2]
        known = [("fr", gettext("in French"), self.text_fr), ("nl", gettext("in Dutch"), self.text_nl), ("en", gettext("in English"), self.text_en)]
        return sorted((one for one in known if one[2]), key=lambda one: one[0] != page)


class RoomTerms(models.Model):
    """Minutes in a booth, minutes of observation, least number of colleagues: what the house decided, from a day on."""

    valid_from = models.DateField(_("from"), unique=True)
    injection_minutes = models.PositiveSmallIntegerField(_("minutes in a booth for injection"), validators=MINUTES)
    inhalation_minutes = models.PositiveSmallIntegerField(_("minutes in a booth for inhalation"), validators=MINUTES)
    watch_minutes = models.PositiveSmallIntegerField(_("minutes of observation after use"), validators=MINUTES)
    look_minutes = models.PositiveSmallIntegerField(_("minutes between two looks at somebody under observation"), validators=MINUTES)
    staff_least = models.PositiveSmallIntegerField(_("least number of colleagues"), validators=[MinValueValidator(1), MaxValueValidator(20)])
    because = models.CharField(_("source or reason"), max_length=200)
    set_at = models.DateTimeField()
    set_by = models.BigIntegerField()

    wall = OpenTable(add=SETUP, change=(), append_only=True, own="set_by")
    classified: ClassVar[dict[str, str]] = dict.fromkeys(
        ("id", "valid_from", "injection_minutes", "inhalation_minutes", "watch_minutes", "look_minutes", "staff_least"), "none"
    ) | dict.fromkeys(("because", "set_at", "set_by"), "operational")

    class Meta:
        verbose_name_plural = "terms of the room"

    def __str__(self) -> str:
        return f"{self.valid_from:%Y-%m-%d}"

    def minutes_in(self, space: str) -> int:
        """How long somebody has a booth of that kind."""
        return self.injection_minutes if space == SpaceKind.INJECTION else self.inhalation_minutes


class Booth(models.Model):
    """One place to use. The places in service are the capacity of their space."""

    label = models.CharField(_("label"), max_length=30, unique=True)
    space = models.CharField(_("for"), max_length=12, choices=SpaceKind.choices)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    active = models.BooleanField(_("in service"), default=True)

    history = track()
    wall = OpenTable(add=SETUP, change=("care.set_up_room", "care.open_room"), only_columns=("active",), unless="care.set_up_room")
    classified: ClassVar[dict[str, str]] = {"id": "none", "label": "none", "space": "none", "order": "none", "active": "operational"}

    def __str__(self) -> str:
        return self.label


class RoomOpening(models.Model):
    """The room was open from an instant to an instant, with these colleagues at work in it (user ids). Once at a time."""

    opened_at = models.DateTimeField()
    opened_by = models.BigIntegerField()
    staff = ArrayField(models.BigIntegerField(), default=list)
    least = models.PositiveSmallIntegerField()
    service_day = models.DateField()
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.BigIntegerField(null=True, blank=True)
    reason = models.CharField(_("why it closed"), max_length=12, choices=ClosingReason.choices, blank=True)
    client_uuid = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)

    history = track()
    wall = OpenTable(
        add=("care.open_room",), change=("care.open_room",), only_columns=("staff", "closed_at", "closed_by", "reason"),
        hands=("opened_by", "closed_by"),
    )
    classified: ClassVar[dict[str, str]] = {"id": "none", "client_uuid": "none"} | dict.fromkeys(
        ("opened_at", "opened_by", "staff", "least", "service_day", "closed_at", "closed_by", "reason"), "operational"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(models.Value(1), condition=Q(closed_at=None), name="room_open_once"),
            models.CheckConstraint(condition=Q(closed_at=None) | Q(closed_at__gte=F("opened_at")), name="room_closes_after_it_opened"),
        ]
        indexes = [models.Index(fields=["service_day"], name="room_opening_by_day")]

    def __str__(self) -> str:
        return f"{self.opened_at:%Y-%m-%d %H:%M}"
