"""Reads of sign-ups, draws, attendance and money, scoped to the actor."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import Q, QuerySet, Sum
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from centre.access.scope import visible
from centre.staff.models import User
from employment.places.draw import Candidate, Outcome, explain, from_data
from employment.places.enums import LegalForm, Verb
from employment.places.models import Allowance, AllowanceCap, Draw, SignUp
from employment.places.policies import Ceiling
from employment.projects.models import Session
from intake.person.models import Person

#: Ceilings known to the house from the start: legal form, year, a day, a year, in cents. Source: DOMAIN 8.4 (2025).
KNOWN_CAPS = {(LegalForm.VOLUNTEER, 2025): (4231, 169251)}
#: Legal forms with a ceiling set by law; the others are paid by an employer or the CPAS/OCMW.
CAPPED_FORMS = (LegalForm.VOLUNTEER,)


class Line(NamedTuple):
    """One sign-up as printed: who, why they stand where they stand, whether they came, what was written."""

    sign_up: SignUp
    explanation: str
    present: bool | None
    allowance: Allowance | None


def sign_ups(actor: User, session: Session) -> QuerySet[SignUp]:
    """Sign-ups of a session within reach, in the order of the draw, then of signing up; those withdrawn are left out."""
    mine = visible(actor, SignUp.objects.filter(session=session, withdrawn_at=None))
    joined = mine.select_related("person", "attendance", "allowance", "session__project")
    return joined.order_by("rank", "signed_up_at", "pk")


def sign_up_for(actor: User, pk: int) -> SignUp:
    """One sign-up within reach; 404 outside."""
    mine = visible(actor, SignUp.objects.select_related("session__project", "person", "attendance", "allowance"))
    return get_object_or_404(mine, pk=pk)


def sign_up_of(actor: User, person: Person, session: Session) -> SignUp | None:
    """The sign-up of a person for a session, withdrawn or not, or None."""
    return visible(actor, SignUp.objects.filter(person=person, session=session)).order_by("pk").first()


def candidates(session: Session) -> list[Candidate]:
    """What the draw may know of every sign-up of a session: numbers only. Source: DOMAIN 8.4."""
    with connection.cursor() as cursor:
        cursor.execute("select * from app.draw_candidates(%s)", [session.pk])
        cap = session.project.weekly_cap
        return [Candidate(pk, misses, first, week >= cap) for pk, misses, first, week in cursor.fetchall()]


def draw_of(session: Session) -> Draw | None:
    """The draw of a session, or None before it."""
    return Draw.objects.filter(session=session).first()


def explanations(draw: Draw) -> dict[int, str]:
    """Why each sign-up stands where it stands, by its number, worked out from what the draw has stored."""
    outcome = Outcome(**{name: tuple(value) for name, value in draw.outcome.items()})
    return {one.sign_up: explain(one, outcome, draw.seed) for one in from_data(draw.candidates)}


def lines(actor: User, session: Session, draw: Draw | None) -> list[Line]:
    """The list of a session, its reading recorded."""
    why = explanations(draw) if draw else {}
    found = [
        Line(one, why.get(one.pk, ""), _came(one), getattr(one, "allowance", None)) for one in sign_ups(actor, session)
    ]
    if found:
        viewed(Verb.READ, obj=session, count=len(found))
    return found


def _came(sign_up: SignUp) -> bool | None:
    """True, False, or None when attendance was not taken."""
    attendance = getattr(sign_up, "attendance", None)
    return attendance.present if attendance is not None else None


def next_waiting(actor: User, session: Session) -> SignUp | None:
    """The first on the waiting list, when a place is free because somebody did not come or stepped back."""
    in_session = visible(actor, SignUp.objects.filter(session=session, withdrawn_at=None))
    kept = in_session.filter(placed=True).exclude(attendance__present=False).count()
    if kept >= session.places:
        return None
    return in_session.filter(placed=False, rank__isnull=False).order_by("rank").first()


def cap_on(legal_form: str, day: date) -> tuple[int, int] | None:
    """The ceilings (a day, a year, in cents) of a legal form on a day, or None when they have not been entered."""
    valid = AllowanceCap.objects.filter(legal_form=legal_form, valid_from__lte=day, valid_until__gte=day)
    entered = valid.order_by("-valid_from").values_list("day_cents", "year_cents").first()
    return entered or KNOWN_CAPS.get((LegalForm(legal_form), day.year))


def caps(actor: User) -> QuerySet[AllowanceCap]:
    """Every ceiling entered, newest first."""
    return AllowanceCap.objects.order_by("-valid_from", "legal_form", "pk")


def written(actor: User, person: UUID | None, legal_form: str, day: date) -> tuple[int, int]:
    """Cents already written for a person under a legal form: on that day, and in that calendar year."""
    if person is None:
        return 0, 0
    mine = visible(actor, Allowance.objects.filter(person_id=person, legal_form=legal_form, on_day__year=day.year))
    sums = mine.aggregate(day=Sum("amount_cents", filter=Q(on_day=day)), year=Sum("amount_cents"))
    return sums["day"] or 0, sums["year"] or 0


def ceiling_for(actor: User, person: UUID | None, legal_form: str, day: date) -> Ceiling:
    """What may be paid to a person on a day and what was written already."""
    on_day, in_year = written(actor, person, legal_form, day)
    if legal_form not in CAPPED_FORMS:
        return Ceiling(True, day.year, None, None, on_day, in_year)
    cap = cap_on(legal_form, day)
    if cap is None:
        return Ceiling(False, day.year, None, None, on_day, in_year)
    return Ceiling(True, day.year, cap[0], cap[1], on_day, in_year)


def allowance_of_form(actor: User, client_uuid: UUID | None) -> Allowance | None:
    """The allowance that a form has already written, or None."""
    return visible(actor, Allowance.objects.filter(client_uuid=client_uuid)).first() if client_uuid else None


def work_of(actor: User, person: Person, limit: int = 6) -> list[SignUp]:
    """The latest sign-ups of a person, newest session first."""
    mine = visible(actor, SignUp.objects.filter(person=person, withdrawn_at=None))
    joined = mine.select_related("session__project", "attendance", "allowance")
    return list(joined.order_by("-session__day", "-pk")[:limit])
