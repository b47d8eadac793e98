"""May this worker sign somebody up, draw, mark attendance; and the words when not."""

from __future__ import annotations

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.shifts import clock
from centre.staff.models import User
from employment.places.models import SignUp
from employment.projects.enums import SessionState
from employment.projects.models import Session


@rule("employment.sign_up")
def sign_up(actor: User, *, session: Session) -> str | None:
    """Sign-up is open until the draw."""
    if "employment" not in actor.compartments():
        return _("Your team does not work with day labour.")
    if session.state != SessionState.OPEN:
        return _("Places of this session are already drawn.")
    return _("This day is over.") if session.day < clock.local().date() else None


@rule("employment.sign_up")
def withdraw(actor: User, *, sign_up: SignUp) -> str | None:
    """Anybody may step back at any time before the session is over; nothing is held against them."""
    return _("This session is over.") if sign_up.session.state == SessionState.DONE else None


@rule("employment.draw_places")
def draw_places(actor: User, *, session: Session, candidates: int) -> str | None:
    """Places are drawn once, when somebody has signed up."""
    if session.state != SessionState.OPEN:
        return _("Places of this session are already drawn.")
    return None if candidates else _("Nobody has signed up yet.")


@rule("employment.mark_present")
def mark_present(actor: User, *, sign_up: SignUp) -> str | None:
    """Attendance is taken of those with a place, until the session is closed."""
    if sign_up.session.state == SessionState.DONE:
        return _("This session is over.")
    return None if sign_up.placed else _("This person has no place in this session.")
