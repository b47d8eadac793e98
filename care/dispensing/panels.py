"""Doses on a person's page, in the navigation, the handover and the timeline; and what erasure finds here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Sum
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.rights import registry as rights
from care.medication.registry import here
from care.paths.registry import Before, Line, Source, newest, timeline
from care.prescribing.models import Decision, Prescription
from care.prescribing.policies import day_words
from care.prescribing.registry import Question, questions
from care.prescribing.selectors import in_force, kept_file
from care.register.registry import doses as supplies
from centre.access.enums import Compartment
from centre.shell.registry import Item, Tile, home, navigation
from centre.shifts import clock
from centre.shifts.registry import Entry, Section, Span, handover
from intake.person import casefile
from intake.person.models import Person

from .daylist import RUNS_OUT, counts_of_shift, day_list, unresolved
from .daylist import Line as DoseLine
from .enums import Status
from .models import Bottle, Dose, Preparation
from .selectors import counts_of_today, doses_for, doses_of, last_given, told

LATEST = 3
#: How a dose stands that the prescriber has to know of.
ASKS = (Status.WAITS, Status.HELD, Status.REFUSED)
NURSING = Compartment.NURSING.value


def of_person(actor: Any, person: Person) -> dict[str, Any]:
    """What is prescribed today and the latest doses."""
    return {"person": person, "standing": in_force(actor, person), "doses": told(doses_of(actor, person, size=LATEST))}


def none_of(person: Person) -> dict[str, Any]:
    """A person to whom nothing was ever prescribed."""
    return {"person": person, "standing": [], "doses": []}


def rows() -> QuerySet[Prescription]:
    """What the panel tells of."""
    return Prescription.objects.filter(Q(person=OuterRef("pk")) | Q(person__merged_into=OuterRef("pk")))


def asked(actor: Any, day: date) -> Sequence[Question]:
    """Doses that wait, were held back or refused today, and prescriptions that are over or run out."""
    found = day_list(actor, day, soon=RUNS_OUT)
    return [*map(_dose_asked, (line for line in found.lines if line.status in ASKS)), *(_ends(plan, over=True) for plan in found.over), *map(_ends, found.soon)]


def _dose_asked(line: DoseLine) -> Question:
    url = reverse("dose_shown", args=[line.dose]) if line.dose else reverse("prescription", args=[line.prescription.pk])
    what = _("The dose waits for your decision") if line.status == Status.WAITS else line.status.label
    words = line.words or f"{line.mg} mg {line.prescription.account.drug}"
    return Question(line.who, what, url, words, line.icon, line.status == Status.WAITS, line.at)


def _ends(plan: Prescription, *, over: bool = False) -> Question:
    words = {"day": day_words(plan.last_on)}
    what = _("The prescription is over since %(day)s") % words if over else _("The prescription runs out on %(day)s") % words
    url = reverse("prescription_change", args=[plan.pk])
    return Question(str(kept_file(plan.about)), what, url, plan.account.drug, "calendar-clock", urgent=over)


def home_tile(actor: Any) -> dict[str, Any]:
    """How many people have a prescription today, and how many doses were given."""
    return {"counts": counts_of_today(actor, clock.service_day())}


def of_shift(actor: Any, shift: Any) -> dict[str, Any]:
    """The doses of the service day, in figures."""
    counts = counts_of_shift(actor, clock.service_day())
    return {
        "given": counts[Status.GIVEN], "due": counts[Status.DUE] + counts[Status.CHECKED] + counts[Status.PREPARED],
        "waits": counts[Status.WAITS], "held": counts[Status.HELD] + counts[Status.REFUSED], "missed": counts[Status.MISSED],
    }


def entries(actor: Any, span: Span) -> list[Entry]:
    """Doses outside a rule and people who left too early: each colleague of the nursing part knows of them."""
    found = []
    for dose in unresolved(actor, span.start):
        person: Any = dose.person_id
        found.append(Entry(person, NURSING, "left_early" if dose.left_early else "outside", str(dose.pk), at=dose.taken_at))
    return found


def lines(actor: Any, persons: Sequence[UUID], before: Before | None, limit: int) -> list[Line]:
    """Doses as lines of the timeline."""
    found = doses_for(actor).filter(person__in=persons, struck_at=None)
    return [
        Line(dose.taken_at, NURSING, _("Dose"), dose.get_outcome_display(), reverse("dose_shown", args=[dose.pk]), str(dose.pk))
        for dose in newest(found, before, limit, at="taken_at")
    ]


def held_here(person_id: UUID) -> dict[str, int]:
    """How many rows about this person stand in these rooms."""
    return {
        "prescriptions": Prescription.objects.filter(person_id=person_id).count(), "dose_decisions": Decision.objects.filter(person_id=person_id).count(),
        "doses": Dose.objects.filter(person_id=person_id).count(), "dose_preparations": Preparation.objects.filter(person_id=person_id).count(),
        "bottles": Bottle.objects.filter(person_id=person_id).count(),
    }  # fmt: skip


def forget(person_id: UUID) -> dict[str, int]:
    """Cut the person from prescriptions and doses: what stays are amounts, of nobody, beside the lines of the register."""
    found = held_here(person_id)
    for model in (Prescription, Decision, Dose, Preparation, Bottle):
        model.objects.filter(person_id=person_id).update(person=None)
        model.history.filter(person_id=person_id).update(person=None)
    return found


def tied(entries: Collection[int]) -> dict[int, int]:
    """Those lines of the drug register to which a dose or bottles point, with what these say was given, in micrograms."""
    said = [model.objects.filter(entry__in=entries).order_by().values_list("entry").annotate(Sum("amount_ug")) for model in (Dose, Bottle)]
    return {entry: amount for rows in said for entry, amount in rows}


supplies.add("dispensing", tied)
questions.add("doses", 20, asked)
here.gives("doses", last_given)
casefile.register(
    casefile.Panel("doses", _("Doses"), 33, NURSING, "care.view_doses", "dispensing/_panel.html", of_person, rows=rows, bare=none_of)
)
navigation.add(
    Item(
        _("Doses"), "doses", "pill", "care.view_doses", 51,
        (
            "doses_of", "dose", "dose_tell", "dose_shown", "dose_after", "dose_rules", "bottles", "staying", "prescription", "prescriptions",
            "prescription_new", "prescription_change", "prescriber",
        ),
    )
)  # fmt: skip
home.add(Tile("doses", 51, "care.view_doses", "dispensing/_home.html", home_tile))
handover.add(
    Section(
        "doses", _("Doses"), 53, "care.view_doses", "dispensing/_handover.html", of_shift, entries=entries,
        words={"outside": _("was given a dose outside a rule, on %(at)s"), "left_early": _("left before the observation was over, after the dose of %(at)s")},
    )
)
timeline.add(Source("doses", _("Doses"), (NURSING,), rows=lines, permission="care.view_doses", icon="pill"))
rights.register(
    _("Doses"), collect=held_here, erase=forget,
    keeps=_("Amounts and days stay beside the drug register, which the law keeps for ten years: of nobody. What was sealed can never be read again."),
)
