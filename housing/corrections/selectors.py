"""From when a correction counts, and whether a bed was closed at a time."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from audit.release.calendar import bounds
from audit.release.selectors import closed_quarters
from housing.beds.models import Bed, Closure


def counted_from(day: date) -> date | None:
    """The first day of the next open quarter when the quarter of `day` is closed; None when its figures still move."""
    closed = closed_quarters()
    year, number = _quarter(day)
    if (year, number) not in closed:
        return None
    while (year, number) in closed:
        year, number = (year, number + 1) if number < 4 else (year + 1, 1)
    return bounds(year, number)[0]


def closed_until() -> date | None:
    """The last day of the latest closed quarter; None while none is closed."""
    closed = closed_quarters()
    return bounds(*max(closed))[1] if closed else None


def open_from() -> date | None:
    """The first day whose figures still move; None while nothing is closed."""
    last = closed_until()
    return counted_from(last) or last + timedelta(days=1) if last is not None else None


def _quarter(day: date) -> tuple[int, int]:
    return day.year, (day.month - 1) // 3 + 1


def was_closed(bed: Bed, first: datetime, last: datetime | None) -> bool:
    """Whether a bed was out of service at some time of a span."""
    return Closure.objects.filter(bed=bed, period__overlap=DateTimeTZRange(first, last)).exists()
