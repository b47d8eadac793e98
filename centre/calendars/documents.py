"""A calendar as text (RFC 5545) for the calendar programs of colleagues: hours, work and place, never anybody who comes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from centre.shifts import clock

#: Bytes in a line before it is folded. Source: RFC 5545, 3.1.
LINE = 75


@dataclass(frozen=True)
class Occasion:
    """One entry. `uid` stays the same for the life of what it shows; `cancelled` takes it out of the reader's calendar."""

    uid: str
    begins_at: datetime
    ends_at: datetime
    summary: str
    place: str = ""
    cancelled: bool = False


def calendar(occasions: Iterable[Occasion], name: str) -> str:
    """The text of a calendar named `name` in its product line, each line at most 75 bytes, ended as the standard wants."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//centre//{name}//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for one in occasions:
        lines += [
            "BEGIN:VEVENT", f"UID:{one.uid}@{name}", f"DTSTAMP:{_utc(clock.now())}", f"DTSTART:{_utc(one.begins_at)}",
            f"DTEND:{_utc(one.ends_at)}", f"SUMMARY:{_escaped(one.summary)}",
        ]
        lines += [f"LOCATION:{_escaped(one.place)}"] if one.place else []
        lines += ["STATUS:CANCELLED"] if one.cancelled else []
        lines.append("END:VEVENT")
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def _escaped(text: str) -> str:
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return " ".join(text.split())


def _folded(line: str) -> str:
    """A line broken after 75 bytes, never within a character; what follows begins with a space."""
    parts, size = [""], 0
    for sign in line:
        width = len(sign.encode())
        if size + width > LINE:
            parts.append(" ")
            size = 1
        parts[-1] += sign
        size += width
    return "\r\n".join(parts)
