"""May this worker open or close a project, plan, move, cancel, close or open again a session."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.rules import rule
from centre.shifts import clock
from centre.staff.models import User
from employment.projects.enums import Filling, SessionState
from employment.projects.models import Project, Session
from employment.projects.states import may_become

#: Sessions in a row are planned for so many days at once: a forgotten end makes no hundred sessions.
LONGEST_ROW = timedelta(days=92)
#: A session that is over may be opened again for so long.
REOPEN_WITHIN = timedelta(hours=24)


def hour_words(day: date, starts: time, ends: time) -> str | None:
    """Why these hours cannot be, or None: the end before the start, an hour that the change of clocks skips."""
    if ends <= starts:
        return _("The end must be later than the start.")
    for hour in (starts, ends):
        typed = datetime.combine(day, hour)
        if clock.local(clock.instant(typed)).replace(tzinfo=None) != typed:
            return _("On this day there is no %(hour)s: the clocks go forward.") % {"hour": date_format(typed, "H:i")}
    return None


@rule("employment.view_sessions")
def view_sessions(actor: User) -> str | None:
    """Whoever signs people up may see the sessions."""
    return None


@rule("employment.open_project")
def open_project(actor: User) -> str | None:
    """Coordinators open projects and change them."""
    return None


@rule("employment.open_project")
def change_project(actor: User, *, project: Project, version: int | None = None) -> str | None:
    """What somebody else has changed since is looked at first."""
    if version is not None and version != project.version:
        return _("A colleague has changed this project meanwhile. Look at it before you save yours.")
    return None


@rule("employment.open_project")
def close_project(actor: User, *, project: Project, ahead: int) -> str | None:
    """A project that runs is closed when nothing is planned in it any more."""
    if not project.active:
        return _("This project is closed.")
    return _("Sessions are still planned in it. Cancel them first.") if ahead else None


@rule("employment.open_project")
def reopen_project(actor: User, *, project: Project) -> str | None:
    """Only a closed project is opened again."""
    return _("This project is open.") if project.active else None


@rule("employment.plan_session")
def plan_session(actor: User, *, project: Project, day: date, starts: time | None = None, ends: time | None = None) -> str | None:
    """A session is planned for today or later, in a project that runs, with hours that exist."""
    if not project.active:
        return _("This project is closed.")
    if day < clock.local().date():
        return _("This day is over.")
    return hour_words(day, starts, ends) if starts and ends else None


@rule("employment.plan_session")
def plan_series(actor: User, *, project: Project, from_on: date, until_on: date, days: Sequence[date]) -> str | None:
    """A row begins today or later, lasts three months at most, and has at least one day."""
    if not project.active:
        return _("This project is closed.")
    if from_on < clock.local().date():
        return _("This day is over.")
    if until_on < from_on:
        return _("The end must not be before the start.")
    if until_on - from_on > LONGEST_ROW:
        return _("At most three months at once. Plan the next ones later.")
    return None if days else _("No day is left: none of these weekdays, or all of them are days without work.")


@rule("employment.plan_session")
def change_session(actor: User, *, session: Session, places: int | None = None, taken: int = 0) -> str | None:
    """Until it is over; never fewer places than people have."""
    if session.state in (SessionState.DONE, SessionState.CANCELLED):
        return _("This session is over.")
    if places is not None and places < taken:
        return _("%(n)d people already have a place.") % {"n": taken}
    return None


@rule("employment.plan_session")
def move_session(actor: User, *, session: Session, day: date, starts: time, ends: time) -> str | None:
    """A session that has not begun goes to a later hour or day, not to one that is past."""
    if session.state in (SessionState.DONE, SessionState.CANCELLED):
        return _("This session is over.")
    if session.starts_at <= clock.now():
        return _("This session has begun.")
    words = hour_words(day, starts, ends)
    if words is None and clock.instant(datetime.combine(day, starts)) <= clock.now():
        words = _("This hour is past.")
    if words is None and (day, starts, ends) == (session.day, session.starts, session.ends):
        words = _("It is at this hour already.")
    return words


@rule("employment.plan_session")
def cancel_session(actor: User, *, session: Session) -> str | None:
    """Until it is over; what is done stays done."""
    return None if may_become(session.state, SessionState.CANCELLED) else _("This session is over.")


@rule("employment.mark_present")
def close_session(actor: User, *, session: Session) -> str | None:
    """Only a session whose places were given, once it has begun."""
    if not may_become(session.state, SessionState.DONE):
        return _("This session is over.")
    if session.state == SessionState.OPEN and session.filling == Filling.DRAW:
        return _("This session has not been drawn.")
    return _("This session has not begun.") if session.starts_at > clock.now() else None


@rule("employment.reopen_session")
def reopen_session(actor: User, *, session: Session) -> str | None:
    """A coordinator opens a session again within a day of its closing, to put right what was marked."""
    if session.state != SessionState.DONE:
        return _("This session is not over.")
    if session.closed_at is None or clock.now() - session.closed_at > REOPEN_WITHIN:
        return _("It was closed more than a day ago. It stays as it is.")
    return None


@rule("employment.plan_session")
def mark_holiday(actor: User) -> str | None:
    """Who plans sessions says on which days nobody works."""
    return None
