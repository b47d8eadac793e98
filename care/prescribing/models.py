"""Prescriptions, what a prescriber decides about one day, and the signed rules: nothing of them is written in code."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeOperators
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Func, Q, Value
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext_lazy as _

from audit.history import track
from audit.vault.fields import SealedTextField
from audit.walls import OpenTable, Wall
from care.register.models import DrugAccount, milligrams
from centre.access.enums import Compartment
from intake.person.models import Person

from .enums import Decided, DecidedHow, DoseRoute, EndedBecause, Slot

PRESCRIBE = ("care.prescribe", "care.copy_prescription")
SIGN = ("care.sign_dose_rules",)


def _weekdays(label: Any) -> ArrayField:  # type: ignore[type-arg]  # of whole numbers
    day = models.PositiveSmallIntegerField(validators=[MinValueValidator(1), MaxValueValidator(7)])
    return ArrayField(day, default=list, blank=True, verbose_name=label)


def weekday_words(days: Iterable[int]) -> str:
    """Days of the week in words, a dash for none."""
    found = sorted(days)
    return str(_("every day")) if len(found) == 7 else ", ".join(str(WEEKDAYS_ABBR[day - 1]) for day in found) or "–"


class Prescription(models.Model):
    """What is to be given to a person from a day to a day. A change is a new prescription, which ends the old one.

    Amounts are of the whole day, in micrograms; with `afternoon_ug` that part is given in the afternoon. `last_on` is the
    last day on which it stands: `ends_on`, or earlier when it was ended. `anew`: written as a new beginning, so that
    days missed before it do not count. `prescriber` is a colleague, `prescriber_name` somebody outside.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="prescriptions", verbose_name=_("person"))
    account = models.ForeignKey(DrugAccount, models.PROTECT, related_name="+", verbose_name=_("drug, form and strength"))
    substance = models.CharField(_("substance"), max_length=60)
    route = models.CharField(_("how it is taken"), max_length=10, choices=DoseRoute.choices, default=DoseRoute.ORAL)
    prescriber = models.BigIntegerField(_("prescribed by"), null=True, blank=True)
    prescriber_name = models.CharField(_("prescriber outside"), max_length=80, blank=True)
    inami = models.CharField(_("INAMI number of the prescriber"), max_length=14, blank=True)
    dose_ug = models.PositiveIntegerField(_("dose of a day"))
    afternoon_ug = models.PositiveIntegerField(_("of which in the afternoon"), null=True, blank=True)
    least_ug = models.PositiveIntegerField(_("least of a day"))
    most_ug = models.PositiveIntegerField(_("most of a day"))
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    last_on = models.DateField(_("last day"))
    supervised_days = _weekdays(_("taken here"))
    home_days = _weekdays(_("taken at home"))
    home_most = models.PositiveSmallIntegerField(_("most bottles at once"), default=0)
    pharmacy = models.CharField(_("pharmacy"), max_length=80, blank=True)
    anew = models.BooleanField(_("a new beginning"), default=False)
    words = SealedTextField(subject="person", null=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaced_by", verbose_name=_("replaces"))
    written_at = models.DateTimeField(_("written at"))
    written_by = models.BigIntegerField(_("written by"))
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)
    ended_by = models.BigIntegerField(_("ended by"), null=True, blank=True)
    ended_because = models.CharField(_("why it ended"), max_length=10, choices=EndedBecause.choices, blank=True)
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    history = track()
    wall = Wall(
        person="person", compartment=Compartment.NURSING, add=PRESCRIBE, change=PRESCRIBE,
        hands=("written_by", "ended_by"), only_columns=("last_on", "ended_at", "ended_by", "ended_because"),
    )
    classified: ClassVar[dict[str, str]] = {"id": "none", "client_uuid": "none"} | dict.fromkeys(
        ("prescriber", "prescriber_name", "inami", "written_at", "written_by", "ended_at", "ended_by"), "operational"
    ) | dict.fromkeys(
        (
            "person", "account", "substance", "route", "dose_ug", "afternoon_ug", "least_ug", "most_ug", "starts_on",
            "ends_on", "last_on", "supervised_days", "home_days", "home_most", "pharmacy", "anew", "words", "replaces",
            "ended_because",
        ), "health",
    )  # fmt: skip

    class Meta:
        constraints = [
            ExclusionConstraint(
                name="prescription_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL), ("substance", RangeOperators.EQUAL),
                    (Func(F("starts_on"), F("last_on"), Value("[]"), function="daterange", output_field=DateRangeField()), RangeOperators.OVERLAPS),
                ],
                condition=Q(last_on__gte=F("starts_on")),
            ),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")) & Q(last_on__lte=F("ends_on")), name="prescription_ends_after_it_began"),
            models.CheckConstraint(
                condition=Q(least_ug__gt=0, least_ug__lte=F("dose_ug"), most_ug__gte=F("dose_ug"))
                & (Q(afternoon_ug=None) | Q(afternoon_ug__lt=F("dose_ug"), afternoon_ug__gt=0)),
                name="prescription_dose_in_its_range",
            ),
            models.CheckConstraint(
                condition=Q(prescriber__isnull=False, prescriber_name="") | Q(prescriber=None) & ~Q(prescriber_name="") & ~Q(inami=""),
                name="prescription_has_a_prescriber",
            ),
        ]
        indexes = [models.Index(fields=["person", "-starts_on"], name="prescription_by_person"), models.Index(fields=["last_on"], name="prescription_by_end")]

    def __str__(self) -> str:
        return f"{self.substance} {self.starts_on:%Y-%m-%d}"

    @property
    def about(self) -> Person:
        """Whose it is. Raises LookupError when the person was erased."""
        if self.person is None:
            raise LookupError("erased")
        return self.person

    @property
    def number(self) -> str:
        """What the drug register says of it: a number that opens nothing by itself."""
        return str(self.pk)[:8].upper()

    @property
    def never_stood(self) -> bool:
        """Whether it ended before its first day: written by mistake, or changed on the day it began."""
        return self.last_on < self.starts_on

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The doses of a day."""
        return (Slot.DAY,) if self.afternoon_ug is None else (Slot.MORNING, Slot.AFTERNOON)

    @property
    def weekdays(self) -> frozenset[int]:
        """The days of the week on which something is taken, here or at home."""
        return frozenset((*self.supervised_days, *self.home_days))

    @property
    def mg(self) -> dict[str, str]:
        """The amounts in milligrams as they are written."""
        return {name: milligrams(getattr(self, f"{name}_ug") or 0) for name in ("dose", "afternoon", "least", "most")}

    @property
    def days_here(self) -> str:
        """On which days of the week it is taken here, in words."""
        return weekday_words(self.supervised_days)

    @property
    def days_home(self) -> str:
        """On which days of the week it is taken at home, in words."""
        return weekday_words(self.home_days)

    def planned(self, slot: str) -> int:
        """What is prescribed for one dose of the day."""
        afternoon = self.afternoon_ug or 0
        return {Slot.DAY: self.dose_ug, Slot.MORNING: self.dose_ug - afternoon, Slot.AFTERNOON: afternoon}.get(Slot(slot), 0)


class Decision(models.Model):
    """What a prescriber decided about one day, with the reason: kept as it was said, never changed.

    `amount_ug`: the most that may be given by it. On the telephone, `by` is who wrote it down and `prescriber_name` who said it.
    """

    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", verbose_name=_("person"))
    prescription = models.ForeignKey(Prescription, models.PROTECT, related_name="decisions", verbose_name=_("prescription"))
    kind = models.CharField(_("decision"), max_length=10, choices=Decided.choices)
    day = models.DateField(_("for the day"))
    amount_ug = models.PositiveIntegerField(_("dose"), default=0)
    how = models.CharField(_("how"), max_length=8, choices=DecidedHow.choices)
    prescriber_name = models.CharField(_("who said it"), max_length=80, blank=True)
    reason = SealedTextField(subject="person", null=True)
    by = models.BigIntegerField(_("written by"))
    at = models.DateTimeField(_("written at"))
    client_uuid = models.UUIDField(_("form number"), unique=True, default=uuid.uuid4, editable=False)

    history = track()
    wall = Wall(
        person="person", compartment=Compartment.NURSING, add=("care.decide_dose", "care.give_dose"), parent="prescription",
        own="by", append_only=True,
    )
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "person": "health", "prescription": "health", "kind": "health", "day": "health", "amount_ug": "health",
        "how": "operational", "prescriber_name": "operational", "reason": "health", "by": "operational", "at": "operational",
        "client_uuid": "none",
    }

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(how=DecidedHow.PHONE) | ~Q(prescriber_name=""), name="decision_by_telephone_names_who"),
            models.CheckConstraint(condition=~Q(kind=Decided.ABOVE) | Q(how=DecidedHow.SIGNED), name="decision_above_the_limit_is_signed"),
        ]
        indexes = [models.Index(fields=["person", "day"], name="decision_by_day")]

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d} {self.kind}"

    @property
    def mg(self) -> str:
        """The amount in milligrams as it is written."""
        return milligrams(self.amount_ug)


class Signed(models.Model):
    """What a doctor signed for everybody with an own second factor: from which day, after which source, by whom."""

    substance = models.CharField(_("substance"), max_length=60)
    valid_from = models.DateField(_("from"))
    source = models.CharField(_("after which guideline or decision"), max_length=200)
    signed_by = models.BigIntegerField(_("signed by"))
    signed_at = models.DateTimeField(_("signed at"))

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.substance} {self.valid_from:%Y-%m-%d}"


SIGNED_CLASSES = {
    "id": "none", "substance": "none", "valid_from": "none", "source": "none", "signed_by": "operational", "signed_at": "operational",
}


class MissedRules(Signed):
    """A signed table for missed days of one substance; the newest in force counts. Source: DOMAIN 10.

    `rows`: for each step of missed.py its `first`, `last`, `after`, `percent` and `most_ug`, in order.
    """

    rows = models.JSONField(_("rows"), default=list)

    history = track()
    wall = OpenTable(add=SIGN, own="signed_by", append_only=True)
    classified: ClassVar[dict[str, str]] = SIGNED_CLASSES | {"rows": "none"}

    class Meta:
        indexes = [models.Index(fields=["substance", "-valid_from"], name="missed_rules_in_force")]


class DoseLimits(Signed):
    """Signed limits of one substance: hard stops, the time between doses, the minutes to stay, the second check."""

    single_ug = models.PositiveIntegerField(_("most at once"), null=True, blank=True)
    daily_ug = models.PositiveIntegerField(_("most in a day"), null=True, blank=True)
    interval_minutes = models.PositiveSmallIntegerField(_("minutes between two doses"), null=True, blank=True)
    observe_minutes = models.PositiveSmallIntegerField(_("minutes to stay after a dose"), null=True, blank=True)
    two_steps = models.BooleanField(_("prepared by one worker, checked by another"), default=False)

    history = track()
    wall = OpenTable(add=SIGN, own="signed_by", append_only=True)
    classified: ClassVar[dict[str, str]] = SIGNED_CLASSES | dict.fromkeys(
        ("single_ug", "daily_ug", "interval_minutes", "observe_minutes", "two_steps"), "none"
    )

    class Meta:
        indexes = [models.Index(fields=["substance", "-valid_from"], name="dose_limits_in_force")]


class Authorisation(models.Model):
    """The authorisation of a programme: without one in force, nothing of its substance is prescribed or given."""

    substance = models.CharField(_("substance"), max_length=60)
    reference = models.CharField(_("reference"), max_length=80)
    authority = models.CharField(_("given by"), max_length=120)
    valid_from = models.DateField(_("from"))
    valid_until = models.DateField(_("until"))
    signed_by = models.BigIntegerField(_("signed by"))
    signed_at = models.DateTimeField(_("signed at"))
    ended_on = models.DateField(_("ended on"), null=True, blank=True)
    ended_by = models.BigIntegerField(_("ended by"), null=True, blank=True)

    history = track()
    wall = OpenTable(add=SIGN, change=SIGN, only_columns=("ended_on", "ended_by"), hands=("signed_by", "ended_by"))
    classified: ClassVar[dict[str, str]] = {
        "id": "none", "substance": "none", "reference": "none", "authority": "none", "valid_from": "none", "valid_until": "none",
        "signed_by": "operational", "signed_at": "operational", "ended_on": "none", "ended_by": "operational",
    }

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(valid_until__gte=F("valid_from")), name="authorisation_ends_after_it_began")]

    def __str__(self) -> str:
        return self.reference
