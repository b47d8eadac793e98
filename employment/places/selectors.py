"""Reads of sign-ups, draws and attendance, scoped to the actor."""

from __future__ import annotations

from typing import NamedTuple

from django.db import connection
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from centre.access.scope import visible
from centre.staff.models import User
from employment.places.draw import Candidate, Outcome, explain, from_data
from employment.places.enums import Verb
from employment.places.models import Draw, SignUp
from employment.places.registry import Mark, marks
from employment.projects.models import Session
from intake.person.models import Person


class Line(NamedTuple):
    """One sign-up as printed: who, why they stand where they stand, whether they came, what other rooms have to say."""

    sign_up: SignUp
    explanation: str
    present: bool | None
    beside: tuple[Mark, ...]


def sign_ups(actor: User, session: Session) -> QuerySet[SignUp]:
    """Sign-ups of a session within reach, in the order of the draw, then of signing up; those withdrawn are left out."""
    mine = visible(actor, SignUp.objects.filter(session=session, withdrawn_at=None))
    joined = mine.select_related("person", "attendance", "session__project")
    return joined.order_by("rank", "signed_up_at", "pk")


def sign_up_for(actor: User, pk: int) -> SignUp:
    """One sign-up within reach; 404 outside."""
    mine = visible(actor, SignUp.objects.select_related("session__project", "person", "attendance"))
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
    signed = list(sign_ups(actor, session))
    beside = marks(actor, session, signed)
    found = [Line(one, why.get(one.pk, ""), came(one), beside.get(one.pk, ())) for one in signed]
    if found:
        viewed(Verb.READ, obj=session, count=len(found))
    return found


def came(sign_up: SignUp) -> bool | None:
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


def work_of(actor: User, person: Person, limit: int = 6) -> list[SignUp]:
    """The latest sign-ups of a person, newest session first."""
    mine = visible(actor, SignUp.objects.filter(person=person, withdrawn_at=None))
    joined = mine.select_related("session__project", "attendance")
    return list(joined.order_by("-session__day", "-pk")[:limit])
