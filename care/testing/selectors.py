"""Reading tests, scoped to the actor. Results are opened one test at a time, each opening recorded."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from audit.vault.errors import Shredded
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User
from intake.person.models import Person, whole_person

from .enums import FAMILY, Infection, Known, Outcome, Recency, Telling, Verb
from .models import InfectionResult, InfectionTest, PregnancyTest, TreatmentLink

MOST = 200


@dataclass(frozen=True)
class Done:
    """A test without its result; `waits`: a result is there and nobody has told it."""

    test: InfectionTest
    has_result: bool
    by: str

    @property
    def waits(self) -> bool:
        return self.has_result and self.test.known == Known.HERE and self.test.telling == Telling.WAITING and self.test.struck_at is None


@dataclass(frozen=True)
class Opened:
    """A result opened."""

    number: int
    outcome: str
    words: str
    at: Any
    by: str

    @property
    def label(self) -> str:
        return str(Outcome(self.outcome).label) if self.outcome in Outcome.values else ""


@dataclass(frozen=True)
class Linked:
    """A step towards treatment, opened."""

    link: TreatmentLink
    remark: str
    by: str


def _clear(sealed: Any) -> str:
    try:
        return str(sealed.reveal()) if sealed is not None else ""
    except Shredded:
        return ""


def _names(numbers: Iterable[int]) -> dict[int, str]:
    return dict(User.objects.filter(pk__in=set(numbers)).values_list("pk", "display_name"))


def tests_for(actor: User) -> QuerySet[InfectionTest]:
    """Every test the actor may know of."""
    return visible(actor, InfectionTest.objects.all())


def tests_of(actor: User, person: Person) -> list[Done]:
    """The tests of a person and of the files joined to theirs, the newest first, never a result; the reading is recorded."""
    rows = list(_told_apart(tests_for(actor).filter(whole_person(person))).order_by("-recorded_on", "-recorded_at", "-pk")[:MOST])
    viewed(Verb.READ, subject=person, count=len(rows))
    names = _names(one.by for one in rows)
    return [Done(one, one.has_result, names.get(one.by, "")) for one in rows]


def _told_apart(found: QuerySet[InfectionTest]) -> Any:
    """With whether there is a result, not which."""
    return found.annotate(has_result=Exists(InfectionResult.objects.filter(test=OuterRef("pk"))))


def test_for(actor: User, pk: UUID) -> InfectionTest:
    """One test; Http404 outside what the actor may know."""
    return get_object_or_404(visible(actor, InfectionTest.objects.select_related("person")), pk=pk)


def test_opened(actor: User, pk: UUID) -> tuple[Done, str]:
    """One test with its remark, its result still apart; the reading is recorded."""
    found = get_object_or_404(_told_apart(tests_for(actor).select_related("person")), pk=pk)
    viewed(Verb.READ, subject=found.person_id, obj=found)
    return Done(found, found.has_result, _names([found.by]).get(found.by, "")), _clear(found.remark)


def test_of_form(actor: User, client_uuid: UUID) -> InfectionTest | None:
    """The test a form has already written, or None."""
    return tests_for(actor).filter(client_uuid=client_uuid).first()


def number_of_results(actor: User, test: InfectionTest) -> int:
    """How often a result was written for a test."""
    return visible(actor, InfectionResult.objects.filter(test=test)).count()


def results_of(actor: User, test: InfectionTest) -> list[Opened]:
    """The results of one test, the one that counts first; each opening is recorded by itself."""
    rows = list(visible(actor, InfectionResult.objects.filter(test=test)).order_by("-number"))
    viewed(Verb.RESULT_READ, subject=test.person_id, obj=test, count=len(rows))
    names = _names(one.by for one in rows)
    return [Opened(one.number, _clear(one.outcome), _clear(one.words), one.at, names.get(one.by, "")) for one in rows]


def to_tell(actor: User) -> list[InfectionTest]:
    """Tests done here whose result waits to be told, the oldest first; not which results. The reading is recorded."""
    waiting = tests_for(actor).filter(known=Known.HERE, telling=Telling.WAITING, struck_at=None, taken_on__isnull=False)
    rows = list(_told_apart(waiting).filter(has_result=True).select_related("person").order_by("taken_on", "pk")[:MOST])
    viewed(Verb.READ, count=len(rows), purpose="to tell")
    return rows


def recency(actor: User, person: Person, infection: str) -> str:
    """When the person was last tested, as a code of the indicator; `99` when nothing is known here. Never a result.

    What was said about the last 12 months is only sure on the day it was said: later it is "not known when", and after
    a year "not in the last 12 months".
    """
    family = FAMILY.get(Infection(infection), (infection,))
    rows = tests_for(actor).filter(whole_person(person), infection__in=family, struck_at=None)
    found = list(rows.order_by("-recorded_on", "-recorded_at").values_list("taken_on", "recency", "recorded_on"))
    codes = [_code(taken, said, on) for taken, said, on in found]
    for code in (Recency.LAST_YEAR, Recency.EVER, Recency.LONG_AGO):
        if code in codes:
            return code.value
    return next((code for code in codes if code in (Recency.NEVER, Recency.WILL_NOT_SAY)), Recency.UNKNOWN.value)


def _code(taken: date | None, said: str, on: date) -> str:
    year_ago = _year_before(clock.service_day())
    if taken is not None:
        return Recency.LAST_YEAR if taken >= year_ago else Recency.LONG_AGO
    if said == Recency.LAST_YEAR and on != clock.service_day():
        return Recency.EVER if on >= year_ago else Recency.LONG_AGO
    return said


def _year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=day.year - 1)


def links_of(actor: User, person: Person) -> list[Linked]:
    """The steps towards treatment, by infection, the newest first; the page that shows them has recorded the reading."""
    rows = list(visible(actor, TreatmentLink.objects.filter(whole_person(person))).order_by("infection", "-on", "-at")[:MOST])
    names = _names(one.by for one in rows)
    return [Linked(one, _clear(one.remark), names.get(one.by, "")) for one in rows]


def link_of_form(actor: User, client_uuid: UUID) -> TreatmentLink | None:
    """The step a form has already written, or None."""
    return visible(actor, TreatmentLink.objects.filter(client_uuid=client_uuid)).first()


def pregnancy_tests_of(actor: User, person: Person) -> list[PregnancyTest]:
    """The pregnancy tests of a person, the newest first, results sealed; the reading is recorded."""
    rows = list(visible(actor, PregnancyTest.objects.filter(whole_person(person))).order_by("-taken_on", "-at"))
    viewed(Verb.PREGNANCY_READ, subject=person, count=len(rows))
    return rows


def pregnancy_test_for(actor: User, pk: UUID) -> PregnancyTest:
    """One pregnancy test; Http404 outside what the actor may know."""
    return get_object_or_404(visible(actor, PregnancyTest.objects.select_related("person")), pk=pk)


def pregnancy_opened(actor: User, test: PregnancyTest) -> dict[str, str]:
    """A pregnancy test in clear; the opening is recorded first."""
    viewed(Verb.PREGNANCY_READ, subject=test.person_id, obj=test)
    outcome = _clear(test.outcome)
    label = str(Outcome(outcome).label) if outcome in Outcome.values else ""
    return {"outcome": label, "contact_words": _clear(test.contact_words), "wishes": _clear(test.wishes)}


def pregnancy_test_of_form(actor: User, client_uuid: UUID) -> PregnancyTest | None:
    """The pregnancy test a form has already written, or None."""
    return visible(actor, PregnancyTest.objects.filter(client_uuid=client_uuid)).first()
