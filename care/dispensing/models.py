"""Doses, here and taken home. PostgreSQL keeps that a dose of a day is given once, and prepared and checked by two."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.vault.fields import SealedTextField
from audit.walls import Wall
from care.prescribing.enums import DoseRoute, Slot
from care.prescribing.models import Decision, Prescription
from care.register.models import RegisterEntry, milligrams
from centre.access.enums import Compartment
from intake.person.models import Person

from .enums import BroughtBack, Choice, Element, LastUse, Outcome, Outside, SecondHand, State

GIVE = ("care.give_dose",)


def _form_number() -> models.UUIDField[Any, Any]:
    return models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)


class Preparation(models.Model):
    """A dose made ready by one worker and checked by another before it is given. It is used once, or dropped."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("person"))
    prescription = models.ForeignKey(Prescription, models.PROTECT, related_name="preparations", verbose_name=_("prescription"))
    substance = models.CharField(_("substance"), max_length=60)
    day = models.DateField(_("day"))
    slot = models.CharField(_("which dose"), max_length=10, choices=Slot.choices)
    amount_ug = models.PositiveIntegerField(_("dose"))
    batch = models.CharField(_("batch"), max_length=40, blank=True)
    prepared_by = models.BigIntegerField(_("prepared by"))
    prepared_at = models.DateTimeField(_("prepared at"))
    checked_by = models.BigIntegerField(_("checked by"), null=True, blank=True)
    checked_at = models.DateTimeField(_("checked at"), null=True, blank=True)
    checked_how = models.CharField(_("how"), max_length=8, choices=SecondHand.choices, blank=True)
    dropped_by = models.BigIntegerField(_("not used, by"), null=True, blank=True)
    dropped_at = models.DateTimeField(_("not used, at"), null=True, blank=True)
    client_uuid = _form_number()

    history = track()
    wall = Wall(
        person="person", compartment=Compartment.NURSING, add=GIVE, change=GIVE, hands=("prepared_by", "checked_by", "dropped_by"),
        only_columns=("checked_by", "checked_at", "checked_how", "dropped_by", "dropped_at"),
    )
    classified: ClassVar[dict[str, str]] = {"id": "none", "client_uuid": "none", "batch": "operational"} | dict.fromkeys(
        ("person", "prescription", "substance", "day", "slot", "amount_ug"), "health"
    ) | dict.fromkeys(
        ("prepared_by", "prepared_at", "checked_by", "checked_at", "checked_how", "dropped_by", "dropped_at"), "operational"
    )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "substance", "day", "slot"], condition=Q(dropped_at=None), name="dose_prepared_once"
            ),
            models.CheckConstraint(condition=Q(checked_by=None) | ~Q(checked_by=F("prepared_by")), name="dose_checked_by_another"),
            models.CheckConstraint(
                condition=Q(checked_by=None, checked_at=None, checked_how="") | Q(checked_by__isnull=False, checked_at__isnull=False) & ~Q(checked_how=""),
                name="dose_check_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.slot}"


class Dose(models.Model):
    """What became of one dose of one day. Held, refused and missed are told too, beside a dose given later.

    `day` is the service day it was meant for, `taken_at` when it was taken, `written_at` when that was written down.
    `outside` names the rules that it did not keep to, `reason` says why. `entry` is the line of the drug register.
    `stay_until`: until when the person stays; `left_at` before it: left too early, and both are kept.
    `person` is empty only after erasure.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="doses", verbose_name=_("person"))
    prescription = models.ForeignKey(Prescription, models.PROTECT, related_name="doses", verbose_name=_("prescription"))
    substance = models.CharField(_("substance"), max_length=60)
    day = models.DateField(_("day"))
    slot = models.CharField(_("which dose"), max_length=10, choices=Slot.choices)
    outcome = models.CharField(_("what became of it"), max_length=8, choices=Outcome.choices)
    planned_ug = models.PositiveIntegerField(_("prescribed"))
    amount_ug = models.PositiveIntegerField(_("given"), default=0)
    route = models.CharField(_("how it is taken"), max_length=10, choices=DoseRoute.choices, blank=True)
    supervised = models.BooleanField(_("taken in sight"), default=True)
    identity = ArrayField(models.CharField(max_length=8, choices=Element.choices), default=list, blank=True, verbose_name=_("how recognised"))
    recognised_by = models.BigIntegerField(_("second worker who recognised"), null=True, blank=True)
    state = models.CharField(_("before the dose"), max_length=12, choices=State.choices, blank=True)
    breath = models.PositiveSmallIntegerField(_("alcohol in breath, in hundredths of mg/l"), null=True, blank=True)
    last_use = models.CharField(_("last use"), max_length=8, choices=LastUse.choices, blank=True)
    choice = models.CharField(_("decision of the nurse"), max_length=8, choices=Choice.choices, blank=True)
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, blank=True, related_name="doses", verbose_name=_("decision of the prescriber"))
    outside = ArrayField(models.CharField(max_length=10, choices=Outside.choices), default=list, blank=True, verbose_name=_("outside the rules"))
    reason = SealedTextField(subject="person", null=True)
    batch = models.CharField(_("batch"), max_length=40, blank=True)
    entry = models.ForeignKey(RegisterEntry, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("line of the register"))
    preparation = models.OneToOneField(Preparation, models.PROTECT, null=True, blank=True, related_name="dose", verbose_name=_("preparation"))
    taken_at = models.DateTimeField(_("at"))
    written_at = models.DateTimeField(_("written at"))
    by = models.BigIntegerField(_("by"), null=True, blank=True)
    stay_until = models.DateTimeField(_("stays until"), null=True, blank=True)
    left_at = models.DateTimeField(_("left at"), null=True, blank=True)
    left_by = models.BigIntegerField(_("leaving written by"), null=True, blank=True)
    left_words = SealedTextField(subject="person", null=True)
    struck_at = models.DateTimeField(_("struck out at"), null=True, blank=True)
    struck_by = models.BigIntegerField(_("struck out by"), null=True, blank=True)
    struck_because = SealedTextField(subject="person", null=True)
    client_uuid = _form_number()

    history = track()
    wall = Wall(
        person="person", compartment=Compartment.NURSING, add=GIVE, change=GIVE, hands=("by", "left_by", "struck_by"),
        only_columns=("entry", "outside", "left_at", "left_by", "left_words", "struck_at", "struck_by", "struck_because"),
    )
    classified: ClassVar[dict[str, str]] = {"id": "none", "client_uuid": "none", "batch": "operational", "entry": "operational"} | dict.fromkeys(
        (
            "person", "prescription", "substance", "day", "slot", "outcome", "planned_ug", "amount_ug", "route", "supervised",
            "identity", "state", "breath", "last_use", "choice", "decision", "outside", "reason", "preparation", "stay_until",
            "left_words", "struck_because",
        ), "health",
    ) | dict.fromkeys(
        ("recognised_by", "taken_at", "written_at", "by", "left_at", "left_by", "struck_at", "struck_by"), "operational"
    )  # fmt: skip

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "substance", "day", "slot"], name="dose_given_once",
                condition=Q(outcome=Outcome.GIVEN, struck_at=None) & ~Q(slot=Slot.EXTRA),
            ),
            models.UniqueConstraint(fields=["person", "substance", "day", "slot"], condition=Q(outcome=Outcome.MISSED), name="dose_missed_once"),
            models.UniqueConstraint(fields=["decision"], condition=Q(slot=Slot.EXTRA, struck_at=None), name="dose_once_more_once"),
            models.CheckConstraint(condition=Q(outcome=Outcome.GIVEN, amount_ug__gt=0) | ~Q(outcome=Outcome.GIVEN) & Q(amount_ug=0, entry=None), name="dose_given_has_an_amount"),
            models.CheckConstraint(condition=Q(by__isnull=False) | Q(outcome=Outcome.MISSED), name="dose_was_given_by_somebody"),
            models.CheckConstraint(condition=Q(recognised_by=None) | ~Q(recognised_by=F("by")), name="dose_recognised_by_another"),
            models.CheckConstraint(condition=Q(slot=Slot.EXTRA, decision__isnull=False) | ~Q(slot=Slot.EXTRA) | ~Q(outside=[]), name="dose_once_more_was_decided"),
        ]
        indexes = [
            models.Index(fields=["person", "substance", "-day"], name="dose_by_person"),
            models.Index(fields=["day", "outcome"], name="dose_by_day"),
            models.Index(fields=["person", "-taken_at", "-id"], name="dose_in_time"),
        ]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.outcome}"

    @property
    def left_early(self) -> bool:
        """Whether the person left before the end of the observation."""
        return self.left_at is not None and self.stay_until is not None and self.left_at < self.stay_until


class Bottle(models.Model):
    """A dose to take home: one bottle for one day. It stays out until it is brought back, as it comes back."""

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("person"))
    prescription = models.ForeignKey(Prescription, models.PROTECT, related_name="bottles", verbose_name=_("prescription"))
    substance = models.CharField(_("substance"), max_length=60)
    for_day = models.DateField(_("for the day"))
    amount_ug = models.PositiveIntegerField(_("in the bottle"))
    lock_box = models.BooleanField(_("in a box with a lock"), default=False)
    batch = models.CharField(_("batch"), max_length=40, blank=True)
    entry = models.ForeignKey(RegisterEntry, models.PROTECT, related_name="+", verbose_name=_("line of the register"))
    out_at = models.DateTimeField(_("given at"))
    out_by = models.BigIntegerField(_("given by"))
    back_at = models.DateTimeField(_("back at"), null=True, blank=True)
    back_by = models.BigIntegerField(_("taken back by"), null=True, blank=True)
    back_as = models.CharField(_("how it came back"), max_length=6, choices=BroughtBack.choices, blank=True)
    client_uuid = models.UUIDField(_("form number"), editable=False)

    history = track()
    wall = Wall(
        person="person", compartment=Compartment.NURSING, add=GIVE, change=GIVE, hands=("out_by", "back_by"),
        only_columns=("back_at", "back_by", "back_as"),
    )
    classified: ClassVar[dict[str, str]] = {"id": "none", "client_uuid": "none", "batch": "operational", "entry": "operational"} | dict.fromkeys(
        ("person", "prescription", "substance", "for_day", "amount_ug", "lock_box", "back_as"), "health"
    ) | dict.fromkeys(("out_at", "out_by", "back_at", "back_by"), "operational")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "substance", "for_day"], condition=~Q(back_as=BroughtBack.FULL), name="bottle_once_a_day"
            ),
            models.UniqueConstraint(fields=["client_uuid", "for_day"], name="bottle_of_a_form"),
        ]
        indexes = [models.Index(fields=["for_day"], name="bottle_by_day")]

    def __str__(self) -> str:
        return f"{self.for_day:%Y-%m-%d}"

    @property
    def mg(self) -> str:
        """What is in it, in milligrams as it is written."""
        return milligrams(self.amount_ug)
