"""One's own shifts as a calendar (RFC 5545): hours and post, never anybody who comes."""

from __future__ import annotations

from datetime import UTC, datetime

from django.conf import settings

from centre.shifts import clock

from .models import Duty

LINE = 75


def calendar(duties: list[Duty]) -> str:
    """The text of the calendar, each line at most 75 bytes, ended as the standard wants."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//centre//rota//EN", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
    for duty in duties:
        lines += [
            "BEGIN:VEVENT", f"UID:{duty.pk}@rota", f"DTSTAMP:{_utc(clock.now())}", f"DTSTART:{_utc(duty.starts_at)}",
            f"DTEND:{_utc(duty.ends_at)}", f"SUMMARY:{_escaped(_summary(duty))}", "END:VEVENT",
        ]
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _summary(duty: Duty) -> str:
    return " · ".join(filter(None, (str(settings.CENTRE_NAME), str(duty.get_code_display()), duty.post)))


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
