"""May this worker give a briefing, lend a tool, write an accident down."""

from __future__ import annotations

from datetime import date, datetime

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.shifts import clock
from centre.staff.models import User
from employment.places.models import SignUp
from employment.places.policies import is_over
from employment.projects.models import Briefing
from employment.safety.models import Accident, ToolLoan


@rule("employment.brief")
def give_briefing(actor: User, *, sign_up: SignUp, briefing: Briefing | None) -> str | None:
    """Whoever has a place hears the briefing that holds now."""
    if words := is_over(sign_up.session):
        return words
    if briefing is None:
        return _("This project has no briefing yet.")
    return None if sign_up.placed else _("This person has no place in this session.")


@rule("employment.brief")
def lend_tool(actor: User, *, sign_up: SignUp) -> str | None:
    """Whoever has a place may be lent tools, until the session is over."""
    if words := is_over(sign_up.session):
        return words
    return None if sign_up.placed else _("This person has no place in this session.")


@rule("employment.brief")
def take_tool_back(actor: User, *, loan: ToolLoan) -> str | None:
    """At any time, once; a closed session keeps no tool."""
    return _("It is back already.") if loan.back_at else None


@rule("employment.report_accident")
def report_accident(actor: User, *, sign_up: SignUp, happened_at: datetime) -> str | None:
    """On the day of the session, by whoever was told; nothing that lies ahead."""
    if happened_at > clock.now():
        return _("This hour lies ahead.")
    if clock.local(happened_at).date() != sign_up.session.day:
        return _("The session was on another day.")
    return None


@rule("employment.report_accident")
def declare_accident(actor: User, *, accident: Accident, on: date) -> str | None:
    """Once, not before it happened, not ahead."""
    if accident.declared_on is not None:
        return _("This accident is declared already.")
    if on < clock.local(accident.happened_at).date():
        return _("It had not happened yet on that day.")
    return _("This day lies ahead.") if on > clock.local().date() else None
