"""A calendar as text (RFC 5545) for the calendar programs of colleagues: hours, work and place, never anybody who comes.

Instants are written in UTC, so that no change of clocks moves anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from centre.shifts import clock

#: Octets of a line without its end. Source: RFC 5545, 3.1.
LINE = 75


@dataclass(frozen=True)
class Occasion:
    """One entry. `uid` stays the same for the life of what it shows; `sequence` grows when it is moved or cancelled."""

    uid: str
    begins_at: datetime
    ends_at: datetime
    summary: str
    place: str = ""
    description: str = ""
    changed_at: datetime | None = None
    sequence: int | None = None
    cancelled: bool | None = None

    def lines(self, name: str) -> Iterator[str]:
        """The lines of the entry, unfolded; `name` is the part of the house that keeps the number."""
        yield "BEGIN:VEVENT"
        yield f"UID:{self.uid}@{name}"
        yield f"DTSTAMP:{utc(clock.now())}"
        if self.changed_at is not None:
            yield f"LAST-MODIFIED:{utc(self.changed_at)}"
        if self.sequence is not None:
            yield f"SEQUENCE:{self.sequence}"
        yield f"DTSTART:{utc(self.begins_at)}"
        yield f"DTEND:{utc(self.ends_at)}"
        yield f"SUMMARY:{escaped(self.summary)}"
        if self.place:
            yield f"LOCATION:{escaped(self.place)}"
        if self.description:
            yield f"DESCRIPTION:{escaped(self.description)}"
        if self.cancelled is not None:
            yield f"STATUS:{'CANCELLED' if self.cancelled else 'CONFIRMED'}"
            yield f"TRANSP:{'TRANSPARENT' if self.cancelled else 'OPAQUE'}"
        yield "END:VEVENT"


def calendar(occasions: Iterable[Occasion], name: str, title: str = "", refresh: str = "") -> str:
    """The text of the calendar of one part of the house: `title` for people, `refresh` how often to look again (PT1H)."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//centre//{name}//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    lines += [f"NAME:{escaped(title)}", f"X-WR-CALNAME:{escaped(title)}"] if title else []
    lines += [f"REFRESH-INTERVAL;VALUE=DURATION:{refresh}"] if refresh else []
    for one in occasions:
        lines += one.lines(name)
    return "".join(f"{folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


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
