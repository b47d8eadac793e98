"""The days of after-care."""

from __future__ import annotations

import calendar
from datetime import date

#: Months after the end of a path. Source: DOMAIN 1 (after-care, follow-up at 1/3/6 months).
MONTHS = (1, 3, 6)


def months_later(day: date, months: int) -> date:
    """The same day some months later, or the last day of that month when it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
