"""Sessions as a calendar: what, where, when. Nobody's name is in it, neither of who works nor of who goes along."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from centre.calendars.documents import Occasion
from centre.calendars.documents import calendar as written
from employment.projects.enums import SessionState
from employment.projects.models import Project, Session

#: How often a program is asked to look again.
REFRESH = "PT1H"


def calendar(sessions: list[Session], project: Project | None = None) -> str:
    """The text of the calendar of these sessions; `project` names it when they are of one alone."""
    title = _("Day labour: %(project)s") % {"project": project.title} if project else _("Day labour")
    return written((_occasion(session) for session in sessions), "sessions", title, REFRESH)


def _occasion(session: Session) -> Occasion:
    places = ngettext("%(n)d place", "%(n)d places", session.places) % {"n": session.places}
    return Occasion(
        str(session.uid), session.starts_at, session.ends_at, session.project.title, place=session.project.place,
        description="\n".join((str(settings.CENTRE_NAME), places)), changed_at=session.changed_at or session.planned_at,
        sequence=session.sequence, cancelled=session.state == SessionState.CANCELLED,
    )
