"""The list of a day: every dose of everybody one follows, with how it stands. A dozen questions, whatever its length."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Max, Q

from audit.ledger.actions import viewed
from care.medication.selectors import sedating_effects
from care.prescribing.enums import PROGRAMME, Decided, Slot
from care.prescribing.missed import FAR, Verdict, days_missed, judge
from care.prescribing.models import Prescription
from care.prescribing.policies import closed_words, verdict_words
from care.prescribing.selectors import (
    authorisation_on,
    decided_of,
    for_the_day,
    kept_file,
    rules_on,
    stretch_of,
)
from care.register.models import milligrams
from care.register.selectors import names_of
from centre.access.enums import Compartment
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User
from intake.person.models import same_person

from .enums import BroughtBack, Outcome, Status, Verb
from .models import Bottle, Dose, Preparation
from .selectors import doses_for

#: A prescription that ended this many days ago without another is still pointed at.
OVER_FOR = 7
#: For whoever gives the doses, and for whoever prescribes the next ones: days before the last.
ENDS_SOON, RUNS_OUT = 3, 7
Key = tuple[UUID, str]
ICONS = {
    Status.DUE: "circle", Status.WAITS: "hourglass", Status.PREPARED: "syringe", Status.CHECKED: "check-check", Status.GIVEN: "check",
    Status.HELD: "hand", Status.REFUSED: "x", Status.MISSED: "user-x", Status.HOME: "house",
}  # fmt: skip


@dataclass(frozen=True)
class Line:
    """One dose of the list."""

    prescription: Prescription
    slot: Slot
    status: Status
    words: str = ""
    planned_ug: int = 0
    ug: int = 0
    at: datetime | None = None
    by: str = ""
    dose: UUID | None = None
    flagged: bool = False
    sedated: bool = False
    stays_until: datetime | None = None
    left_early: bool = False
    released: bool = False

    @property
    def who(self) -> str:
        return str(kept_file(self.prescription.about))

    @property
    def mg(self) -> str:
        """What was given, or else what is prescribed, in milligrams as it is written."""
        return milligrams(self.ug or self.planned_ug)

    @property
    def kind(self) -> str:
        """The colour of its state."""
        done = {Status.GIVEN: "ok", Status.HOME: "ok", Status.DUE: "note", Status.CHECKED: "note", Status.MISSED: "danger"}
        return "warn" if self.flagged or self.left_early else done.get(self.status, "warn")

    @property
    def icon(self) -> str:
        """The drawing of its state."""
        return ICONS[self.status]


@dataclass(frozen=True)
class DayList:
    """The list of a day. `over`: prescriptions that ended lately without another; `soon`: those about to end."""

    day: date
    lines: tuple[Line, ...]
    over: tuple[Prescription, ...]
    soon: tuple[Prescription, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many lines stand how."""
        return {status.value: sum(line.status == status for line in self.lines) for status in Status}


@dataclass
class _Day:
    """What was read for a day, by person and substance."""

    day: date
    doses: dict[Key, list[dict[str, Any]]]
    covered: dict[Key, date]
    home: set[Key]
    ready: dict[tuple[UUID, str, str], Preparation]
    rules: dict[str, Any]
    names: dict[int, str]
    sedated: set[UUID]
    open: bool


def day_list(actor: User, day: date, *, sort: str = "name", soon: int = ENDS_SOON) -> DayList:
    """The doses of a day, sorted by name, state, time or dose; the reading is recorded.

    `soon`: a prescription that ends within so many days without another after it is pointed at.
    """
    found = list(
        for_the_day(actor, day)
        .filter(person__isnull=False, starts_on__lte=day + timedelta(days=soon + 1), last_on__gte=day - timedelta(days=FAR))
        .order_by("starts_on", "pk")
    )
    plans: dict[Key, list[Prescription]] = {}
    followed = set[Key]()
    for one in found:
        key = (one.about.merged_into_id or one.about.pk, one.substance)
        if one.never_stood:
            continue
        if one.starts_on > day:
            followed.add(key)
        else:
            plans.setdefault(key, []).append(one)
    running = {key: some[-1] for key, some in plans.items() if some[-1].last_on >= day}
    viewed(Verb.LISTED, count=len(running), purpose=Compartment.NURSING)
    read = _read(actor, day, set(running))
    lines = [line for key, plan in running.items() for line in _lines(key, plan, plans[key], read)]
    return DayList(
        day, tuple(sorted(lines, key=_order(sort))),
        tuple(
            some[-1] for key, some in plans.items()
            if key not in followed and day - timedelta(days=OVER_FOR) <= some[-1].last_on < day and not some[-1].ended_because
        ),
        tuple(plan for key, plan in running.items() if key not in followed and not plan.ended_because and plan.last_on <= day + timedelta(days=soon)),
    )  # fmt: skip


def _order(sort: str) -> Any:
    states = list(Status)
    keys = {
        "state": lambda line: (states.index(line.status), line.who.casefold()),
        "time": lambda line: (line.at is None, line.at.timestamp() if line.at else 0, line.who.casefold()),
        "dose": lambda line: (str(line.prescription.account), line.planned_ug, line.who.casefold()),
    }
    slots = list(Slot)
    return keys.get(sort, lambda line: (line.who.casefold(), str(line.prescription.pk), slots.index(line.slot)))


def _read(actor: User, day: date, keys: set[Key]) -> _Day:
    """Everything the list needs beside the prescriptions."""
    persons = {person for person, _substance in keys}
    about = _about(persons)
    doses: dict[Key, list[dict[str, Any]]] = {}
    rows = doses_for(actor).filter(about, day=day, struck_at=None).annotate(whole=same_person()).order_by("written_at", "pk")
    for row in rows.values("whole", "substance", "slot", "outcome", "amount_ug", "taken_at", "by", "pk", "outside", "stay_until", "left_at"):
        doses.setdefault((row["whole"], row["substance"]), []).append(dict(row))
    since = day - timedelta(days=FAR)
    given = doses_for(actor).filter(about, outcome=Outcome.GIVEN, struck_at=None, day__gte=since, day__lt=day)
    bottles = visible(actor, Bottle.objects.filter(about, for_day__gte=since, for_day__lte=day)).exclude(back_as=BroughtBack.FULL)
    covered = _last(given.annotate(whole=same_person()).order_by().values_list("whole", "substance").annotate(last=Max("day")))
    home = set[Key]()
    out = bottles.annotate(whole=same_person()).order_by().values_list("whole", "substance")
    for whole, substance, before, today in out.annotate(before=Max("for_day", filter=Q(for_day__lt=day)), today=Max("for_day", filter=Q(for_day=day))):
        if today:
            home.add((whole, substance))
        if before and before > covered.get((whole, substance), date.min):
            covered[whole, substance] = before
    if silent := {key[0] for key in keys - covered.keys()}:
        covered = _long_ago(actor, silent, since) | covered
    prepared = visible(actor, Preparation.objects.filter(about, day=day, dropped_at=None, dose=None)).annotate(whole=same_person())
    return _Day(
        day, doses, covered, home, {(one.whole, one.substance, one.slot): one for one in prepared.order_by("prepared_at")},
        rules_on(day), names_of(row["by"] for some in doses.values() for row in some), set(sedating_effects(actor, persons)),
        authorisation_on(day) is not None,
    )  # fmt: skip


def _about(persons: set[UUID]) -> Q:
    return Q(person__in=persons) | Q(person__merged_into__in=persons)


def _long_ago(actor: User, persons: set[UUID], before: date) -> dict[Key, date]:
    """The last day before another that a dose or a bottle covered: of the few who had nothing since."""
    given = doses_for(actor).filter(_about(persons), outcome=Outcome.GIVEN, struck_at=None, day__lt=before)
    bottles = visible(actor, Bottle.objects.filter(_about(persons), for_day__lt=before)).exclude(back_as=BroughtBack.FULL)
    found = _last(given.annotate(whole=same_person()).order_by().values_list("whole", "substance").annotate(last=Max("day")))
    home = _last(bottles.annotate(whole=same_person()).order_by().values_list("whole", "substance").annotate(last=Max("for_day")))
    return {key: max(found.get(key, date.min), home.get(key, date.min)) for key in found.keys() | home.keys()}


def _last(rows: Iterable[tuple[UUID, str, date]]) -> dict[Key, date]:
    return {(whole, substance): last for whole, substance, last in rows}


def _lines(key: Key, plan: Prescription, plans: list[Prescription], read: _Day) -> list[Line]:
    """The doses of one person and substance: those prescribed for the day, and what was given beside them."""
    rows = read.doses.get(key, [])
    asked = plan.slots if read.day.isoweekday() in plan.weekdays else ()
    slots = list(dict.fromkeys([*asked, *(Slot(row["slot"]) for row in rows)]))
    missed = 0
    if any(row["outcome"] == Outcome.GIVEN for row in rows) is False:
        missed = days_missed([stretch_of(one) for one in plans], read.covered.get(key), read.day)
    return [_line(key, plan, slot, [row for row in rows if row["slot"] == slot], missed, read) for slot in slots]


def _line(key: Key, plan: Prescription, slot: Slot, rows: list[dict[str, Any]], missed: int, read: _Day) -> Line:
    given = [row for row in rows if row["outcome"] == Outcome.GIVEN]
    told = given[-1] if given else rows[-1] if rows else None
    facts: dict[str, Any] = {"prescription": plan, "slot": slot, "planned_ug": plan.planned(slot), "sedated": key[0] in read.sedated}
    if told is not None:
        stays = told["stay_until"] if told["left_at"] is None and told["stay_until"] and told["stay_until"] > clock.now() else None
        early = bool(told["left_at"] and told["stay_until"] and told["left_at"] < told["stay_until"])
        return Line(
            status=Status(told["outcome"]), ug=told["amount_ug"], at=told["taken_at"], by=read.names.get(told["by"], ""), dose=told["pk"],
            flagged=bool(told["outside"]), stays_until=stays, left_early=early, **facts,
        )
    if key in read.home:
        return Line(status=Status.HOME, **facts)
    ready = read.ready.get((*key, slot))
    if ready is not None:
        return Line(status=Status.CHECKED if ready.checked_at else Status.PREPARED, ug=ready.amount_ug, **facts)
    verdict = judge(missed, plan.planned(slot) or plan.dose_ug, read.rules.get(plan.substance, []))
    released = [int(one.amount_ug) for one in decided_of(plan) if one.kind == Decided.RELEASE]
    if released and slot != Slot.EXTRA:
        facts |= {"planned_ug": min(facts["planned_ug"], released[-1]), "released": True}
    if plan.substance == PROGRAMME and not read.open:
        return Line(status=Status.WAITS, words=closed_words(), **facts)
    return Line(status=Status.WAITS if verdict.held and not released else Status.DUE, words=_said(verdict, bool(released)), **facts)


def _said(verdict: Verdict, released: bool) -> str:
    return "" if released else verdict_words(verdict)


def counts_of_shift(actor: User, day: date) -> dict[str, int]:
    """How many doses stand how on a day, for the handover: figures of the house, of nobody."""
    return day_list(actor, day).counts


def unresolved(actor: User, since: datetime) -> list[Dose]:
    """Doses since an instant that a colleague must know of: outside a rule, or left too early."""
    flagged = doses_for(actor).filter(written_at__gte=since, person__isnull=False, struck_at=None)
    told = ~Q(outside=[]) | Q(left_at__lt=F("stay_until"))
    return list(flagged.filter(told).order_by("-written_at", "pk"))
