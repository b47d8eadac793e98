"""Reads of money, scoped to the actor."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from audit.vault.errors import Shredded
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User
from employment.allowances.enums import CAPPED_FORMS, BenefitState, LegalForm, Verb
from employment.allowances.models import C45B, Allowance, AllowanceCap, DeclaredElsewhere, WorkContract
from employment.allowances.policies import Ceiling, Terms, Totals
from employment.places.models import SignUp
from employment.places.selectors import came, sign_ups
from employment.projects.models import Session
from intake.person.models import Person, whole_person

#: Ceilings known to the house from the start: legal form, year. Source: DOMAIN 8.4 (2025).
KNOWN_CAPS = {(LegalForm.VOLUNTEER, 2025): Terms(4231, 169251, 2000)}
#: Working days in which the ONEM answers form C45B; work may start before. Source: DOMAIN 8.4.
ANSWER_DAYS = 12
LISTED = 200


@dataclass(frozen=True)
class Paid:
    """Somebody who came to a session, and what was written for them."""

    sign_up: SignUp
    allowances: tuple[Allowance, ...]


@dataclass(frozen=True)
class Benefit:
    """Where somebody stands with form C45B: the latest row, None when nobody asked; by when an answer is due."""

    row: C45B | None
    due_on: date | None = None

    @property
    def asked(self) -> bool:
        """Whether anybody has asked."""
        return self.row is not None

    @property
    def to_do(self) -> bool:
        """Whether the form still has to be handed in before work."""
        return self.row is not None and self.row.state == BenefitState.TO_FILE

    @property
    def late(self) -> bool:
        """Whether the answer should have come."""
        return self.due_on is not None and clock.local().date() > self.due_on


@dataclass(frozen=True)
class Opened:
    """A row with its sealed words in clear."""

    row: Any
    words: str


def standing(actor: User) -> QuerySet[Allowance]:
    """Allowances within reach that count: not reversed."""
    return visible(actor, Allowance.objects.filter(reversal=None))


def paid_in(actor: User, sign_ups: Sequence[SignUp]) -> dict[int, list[Allowance]]:
    """What was written for these sign-ups and counts, by number of sign-up."""
    found: dict[int, list[Allowance]] = {}
    for one in standing(actor).filter(sign_up__in=[one.pk for one in sign_ups]).select_related("entry").order_by("pk"):
        found.setdefault(one.sign_up_id, []).append(one)
    return found


def paid_lines(actor: User, session: Session) -> list[Paid]:
    """Everybody who came to a session, with what was written for them; its reading recorded."""
    present = [one for one in sign_ups(actor, session) if came(one)]
    written = paid_in(actor, present)
    if present:
        viewed(Verb.READ, obj=session, count=len(present))
    return [Paid(one, tuple(written.get(one.pk, ()))) for one in present]


def allowance_for(actor: User, pk: int) -> Allowance:
    """One allowance within reach, reversed or not; 404 outside."""
    joined = Allowance.objects.select_related("sign_up__session__project", "person", "entry__box", "contract", "reversal")
    return get_object_or_404(visible(actor, joined), pk=pk)


def allowance_read(actor: User, pk: int) -> Allowance:
    """One allowance within reach, its reading recorded; 404 outside."""
    found = allowance_for(actor, pk)
    viewed(Verb.READ, subject=found.person_id, obj=found)
    return found


def before_paying(actor: User, sign_up: SignUp) -> dict[str, Any]:
    """What one should know before paying somebody: the year against its ceiling, form C45B."""
    ceiling = ceiling_for(actor, sign_up.person_id, LegalForm.VOLUNTEER, sign_up.session.day)
    return {"ceiling": ceiling, "benefit": benefit_of(actor, Person(pk=sign_up.person_id))}


def is_near(actor: User, sign_up: SignUp) -> bool:
    """Whether nine tenths of a volunteer's yearly ceiling are reached, counted on the day of a session."""
    return ceiling_for(actor, sign_up.person_id, LegalForm.VOLUNTEER, sign_up.session.day).near


def receipt_language(person: Person | None, asked: str) -> str:
    """The language of a receipt: the one asked for, else the person's first that the house writes, else the house's own."""
    codes = [code for code, _language in settings.LANGUAGES]
    spoken = person.languages if person else []
    return next((code for code in (asked, *spoken) if code in codes), codes[0])


def known_caps() -> list[tuple[str, int, Terms]]:
    """The ceilings known from the start: name of the legal form, year, terms."""
    return [(str(form.label), year, terms) for (form, year), terms in KNOWN_CAPS.items()]


def allowance_of_form(actor: User, client_uuid: UUID | None) -> Allowance | None:
    """The allowance that a form has already written, or None."""
    return visible(actor, Allowance.objects.filter(client_uuid=client_uuid)).first() if client_uuid else None


def row_of_form(actor: User, model: Any, client_uuid: UUID | None) -> Any:
    """The row that a form has already written, or None."""
    return visible(actor, model.objects.filter(client_uuid=client_uuid)).first() if client_uuid else None


def last_turn(sign_up: SignUp, basis: str) -> int:
    """How many allowances of this kind were written for a sign-up, reversed ones too."""
    turns = Allowance.objects.filter(sign_up=sign_up, basis=basis).order_by("-turn").values_list("turn", flat=True)
    return turns.first() or 0


def is_reversed(allowance: Allowance) -> bool:
    """Whether an allowance was reversed."""
    return Allowance.objects.filter(pk=allowance.pk, reversal__isnull=False).exists()


def terms_on(legal_form: str, day: date) -> Terms | None:
    """The ceilings of a legal form on a day; None when a form with ceilings, or with dates, has none for it."""
    rows = list(AllowanceCap.objects.filter(legal_form=legal_form).order_by("-valid_from"))
    valid = next((one for one in rows if one.valid_from <= day <= one.valid_until), None)
    if valid is not None:
        return Terms(valid.day_cents, valid.year_cents, valid.km_year)
    if LegalForm(legal_form) in CAPPED_FORMS:
        return KNOWN_CAPS.get((LegalForm(legal_form), day.year))
    return None if rows else Terms()


def caps(actor: User) -> QuerySet[AllowanceCap]:
    """Every legal form and ceiling entered, newest first."""
    return AllowanceCap.objects.order_by("-valid_from", "legal_form", "pk")


def totals(person: UUID | None, legal_form: str, day: date) -> Totals:
    """What counts for a person's ceilings on a day, their joined files too; nothing of somebody out of reach."""
    if person is None:
        return Totals()
    with connection.cursor() as cursor:
        cursor.execute("select * from app.allowance_totals(%s, %s, %s)", [person, legal_form, day])
        return Totals(*cursor.fetchone())


def ceiling_for(actor: User, person: UUID | None, legal_form: str, day: date) -> Ceiling:
    """What may be paid to a person on a day and what counts already."""
    return Ceiling(legal_form, day, terms_on(legal_form, day), totals(person, legal_form, day))


def contract_on(actor: User, person: UUID | None, legal_form: str, day: date) -> WorkContract | None:
    """The contract of this kind that covers a day, the latest when there are several; joined files too."""
    mine = WorkContract.objects.filter(legal_form=legal_form, starts_on__lte=day).exclude(ends_on__lt=day)
    found = visible(actor, mine.filter(_whole(person)))
    return found.order_by("-starts_on", "-pk").first()


def contract_for(actor: User, pk: int) -> WorkContract:
    """One contract within reach; 404 outside."""
    return get_object_or_404(visible(actor, WorkContract.objects.select_related("person")), pk=pk)


def declared_for(actor: User, pk: int) -> DeclaredElsewhere:
    """One declaration within reach; 404 outside."""
    return get_object_or_404(visible(actor, DeclaredElsewhere.objects.select_related("person")), pk=pk)


def _whole(person: UUID | None) -> Any:
    """Rows of a person's file, of the file it was joined to, and of those joined to that."""
    joined = Person.objects.filter(pk=person).values_list("merged_into_id", flat=True).first() if person else None
    return whole_person(Person(pk=joined or person))


def working_days_after(day: date, number: int) -> date:
    """The day that many working days later, Saturdays and Sundays left out."""
    while number:
        day += timedelta(days=1)
        number -= day.weekday() < 5
    return day


def benefit_of(actor: User, person: Person) -> Benefit:
    """Where a person stands with form C45B."""
    mine = visible(actor, C45B.objects.filter(_whole(person.pk)))
    return _benefit(mine.order_by("-on_day", "-pk").first())


def benefits_of(actor: User, persons: Iterable[UUID | None]) -> dict[UUID, Benefit]:
    """Where several persons stand, by file number: one query."""
    rows = visible(actor, C45B.objects.filter(person__in=list(persons))).order_by("on_day", "pk")
    return {one.person_id: _benefit(one) for one in rows}


def _benefit(row: C45B | None) -> Benefit:
    if row is None or row.state != BenefitState.FILED:
        return Benefit(row)
    return Benefit(row, working_days_after(row.on_day, ANSWER_DAYS))


def of_year(actor: User, person: Person, year: int) -> list[tuple[Allowance, bool]]:
    """What was written for a person in a year, newest first, and whether it was reversed."""
    mine = visible(actor, Allowance.objects.filter(whole_person(person), on_day__year=year))
    joined = mine.select_related("sign_up__session__project", "reversal", "entry")
    return [(one, getattr(one, "reversal", None) is not None) for one in joined.order_by("-on_day", "-pk")[:LISTED]]


def declared_of(actor: User, person: Person, year: int) -> list[Opened]:
    """What a person said they received elsewhere in a year, struck out ones too, the organisation in clear."""
    mine = visible(actor, DeclaredElsewhere.objects.filter(whole_person(person), year=year))
    return [Opened(one, _text(one.organisation)) for one in mine.order_by("-written_at", "-pk")[:LISTED]]


def contracts_of(actor: User, person: Person) -> list[Opened]:
    """The contracts and files of a person, newest first, the number in clear."""
    mine = visible(actor, WorkContract.objects.filter(whole_person(person)).select_related("partner"))
    return [Opened(one, _text(one.reference)) for one in mine.order_by("-starts_on", "-pk")[:LISTED]]


def reason_of(allowance: Allowance) -> str:
    """Why an allowance was reversed, in clear; empty when it was not."""
    reversal = getattr(allowance, "reversal", None)
    return _text(reversal.reason) if reversal else ""


def money_of(actor: User, person: Person, year: int) -> dict[str, Any]:
    """Everything about money of a person in a year, for their page; the reading is recorded."""
    viewed(Verb.READ, subject=person)
    today = clock.local().date()
    day = today if year == today.year else date(year, 12, 31)
    return {
        "year": year, "ceiling": ceiling_for(actor, person.pk, LegalForm.VOLUNTEER, day),
        "allowances": of_year(actor, person, year), "declared": declared_of(actor, person, year),
        "contracts": contracts_of(actor, person), "benefit": benefit_of(actor, person),
    }


def _text(sealed: Any) -> str:
    """A text in clear; nothing when there is none or its key was destroyed."""
    try:
        return str(sealed.reveal()) if sealed else ""
    except Shredded:
        return ""
