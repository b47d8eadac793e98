"""May this worker sign somebody up, draw, call, mark attendance; and the words when not."""

from __future__ import annotations

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.rules import rule
from centre.shifts import clock
from centre.staff.models import User
from employment.places.enums import Answer
from employment.places.models import Call, SignUp
from employment.projects.enums import Filling, SessionState
from employment.projects.models import Session


def when(moment: datetime) -> str:
    """A day and an hour as they are written in the language of the page."""
    return str(date_format(clock.local(moment), "SHORT_DATETIME_FORMAT"))


def is_filling(session: Session) -> bool:
    """Whether places of this session are given one by one now: after its draw, or in the order of signing up."""
    return session.state == SessionState.DRAWN or (
        session.state == SessionState.OPEN and session.filling == Filling.FIRST_COME
    )


def is_over(session: Session) -> str | None:
    """The words for a session in which nothing is done any more."""
    if session.state == SessionState.CANCELLED:
        return _("This session is cancelled.")
    return _("This session is over.") if session.state == SessionState.DONE else None


@rule("employment.sign_up")
def sign_up(actor: User, *, session: Session, barred: bool = False) -> str | None:
    """From the opening of sign-up until the end of the session; before a draw only within its window.

    Nothing else is asked: no test, no abstinence, no papers, no insurance. Source: DOMAIN 8.4, 9.15.
    """
    if "employment" not in actor.compartments():
        return _("Your team does not work with day labour.")
    if words := is_over(session):
        return words
    now = clock.now()
    if session.ends_at <= now:
        return _("This session is over.")
    if session.opens_at and now < session.opens_at:
        return _("Signing up begins on %(when)s.") % {"when": when(session.opens_at)}
    if session.closes_at and session.state == SessionState.OPEN and session.filling == Filling.DRAW and now >= session.closes_at:
        return _("Signing up ended on %(when)s. After the draw people may join the waiting list.") % {"when": when(session.closes_at)}
    return _("Work is limited for this person on that day. The limits are on their page.") if barred else None


@rule("employment.sign_up")
def withdraw(actor: User, *, sign_up: SignUp) -> str | None:
    """Anybody may step back at any time before the session is over; nothing is held against them."""
    return is_over(sign_up.session)


@rule("employment.draw_places")
def draw_places(actor: User, *, session: Session, candidates: int) -> str | None:
    """Places are drawn once, when somebody has signed up."""
    if session.state == SessionState.CANCELLED:
        return _("This session is cancelled.")
    if session.state != SessionState.OPEN:
        return _("Places of this session are already drawn.")
    if session.filling == Filling.FIRST_COME:
        return _("Places of this session are given in the order of signing up.")
    return None if candidates else _("Nobody has signed up yet.")


@rule("employment.sign_up")
def call_waiting(actor: User, *, session: Session, free: int = 1) -> str | None:
    """While places are being given and one is free, until the session ends."""
    if words := is_over(session):
        return words
    if not is_filling(session):
        return _("This session has not been drawn.")
    if session.ends_at <= clock.now():
        return _("This session is over.")
    return None if free > 0 else _("Every place is given.")


@rule("employment.sign_up")
def answer_call(actor: User, *, call: Call, session: Session) -> str | None:
    """A call is answered once."""
    if call.answer != Answer.OPEN:
        return _("This call was answered at %(when)s.") % {"when": when(call.answered_at or call.called_at)}
    return is_over(session)


@rule("employment.sign_up")
def tell(actor: User) -> str | None:
    """Whoever signs people up tells them how things stand."""
    return None


@rule("employment.mark_present")
def mark_present(
    actor: User, *, sign_up: SignUp, began: datetime | None = None, ended: datetime | None = None, break_minutes: int = 0
) -> str | None:
    """Attendance is taken of those with a place, until the session is closed; hours stand in order."""
    if words := is_over(sign_up.session):
        return words
    if sign_up.withdrawn_at is not None:
        return _("This person has stepped back.")
    if not sign_up.placed:
        return _("This person has no place in this session.")
    if began and ended and ended < began:
        return _("Somebody cannot leave before they came.")
    if began and ended and (ended - began).total_seconds() < 60 * break_minutes:
        return _("The break is longer than the time there.")
    return None


@rule("employment.set_rule")
def set_rule(actor: User) -> str | None:
    """Coordinators say how many places one person may have in a week over all projects."""
    return None
