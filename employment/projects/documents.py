"""Sessions as a calendar (RFC 5545): what, where, when. Nobody's name is in it, neither of who works nor of who goes along."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from centre.shifts import clock
from employment.projects.enums import SessionState
from employment.projects.models import Project, Session

#: Octets of a line without its end. Source: RFC 5545, 3.1.
LINE = 75
#: How often a program is asked to look again.
REFRESH = "PT1H"


def calendar(sessions: list[Session], project: Project | None = None) -> str:
    """The text of a calendar: instants in UTC, so that no change of clocks moves a session."""
    name = _("Day labour: %(project)s") % {"project": project.title} if project else _("Day labour")
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//centre//day labour//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH",
        f"NAME:{escaped(name)}", f"X-WR-CALNAME:{escaped(name)}", f"REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}",
    ]
    for session in sessions:
        lines += _event(session)
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(session: Session) -> Iterator[str]:
    """One session: its `UID` never changes, its `SEQUENCE` grows when it is moved or cancelled."""
    changed = session.changed_at or session.planned_at
    cancelled = session.state == SessionState.CANCELLED
    yield "BEGIN:VEVENT"
    yield f"UID:{session.uid}@sessions"
    yield f"DTSTAMP:{utc(clock.now())}"
    yield f"LAST-MODIFIED:{utc(changed)}"
    yield f"SEQUENCE:{session.sequence}"
    yield f"DTSTART:{utc(session.starts_at)}"
    yield f"DTEND:{utc(session.ends_at)}"
    yield f"SUMMARY:{escaped(session.project.title)}"
    if session.project.place:
        yield f"LOCATION:{escaped(session.project.place)}"
    yield f"DESCRIPTION:{escaped(_description(session))}"
    yield f"STATUS:{'CANCELLED' if cancelled else 'CONFIRMED'}"
    yield f"TRANSP:{'TRANSPARENT' if cancelled else 'OPAQUE'}"
    yield "END:VEVENT"


def _description(session: Session) -> str:
    """The house, and how many places there are."""
    places = ngettext("%(n)d place", "%(n)d places", session.places) % {"n": session.places}
    return "\n".join((str(settings.CENTRE_NAME), places))


def utc(moment: datetime) -> str:
    """An instant as the standard writes it in UTC."""
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def escaped(text: str) -> str:
    """A text value: backslash, semicolon, comma and line ends escaped; other signs that no line may hold left out."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    text = "\\n".join(text.splitlines())
    return "".join(sign for sign in text if sign >= " " and sign != "\x7f")


def folded(line: str) -> str:
    """A line broken before its 76th octet, never within a character; what follows begins with a space."""
    parts, size = [""], 0
    for sign in line:
        width = len(sign.encode())
        if size + width > LINE:
            parts.append(" ")
            size = 1
        parts[-1] += sign
        size += width
    return "\r\n".join(parts)
