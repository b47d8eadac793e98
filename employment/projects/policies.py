"""May this worker open a project, plan or close a session."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.shifts import clock
from centre.staff.models import User
from employment.projects.enums import SessionState
from employment.projects.models import Project, Session
from employment.projects.states import may_become


@rule("employment.view_sessions")
def view_sessions(actor: User) -> str | None:
    """Whoever signs people up may see the sessions."""
    return None


@rule("employment.open_project")
def open_project(actor: User) -> str | None:
    """Coordinators open projects."""
    return None


@rule("employment.plan_session")
def plan_session(actor: User, *, project: Project, day: date) -> str | None:
    """A session is planned for today or later, in a project that runs."""
    if not project.active:
        return _("This project is closed.")
    return _("This day is over.") if day < clock.local().date() else None


@rule("employment.mark_present")
def close_session(actor: User, *, session: Session) -> str | None:
    """Only a drawn session is closed."""
    return None if may_become(session.state, SessionState.DONE) else _("This session has not been drawn.")
