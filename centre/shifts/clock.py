"""The clock of the house: what time it is, and to which service day an instant belongs.

A service day runs from one cut-over hour to the next (six in the morning unless the setting
``CENTRE_CUTOVER_HOUR`` says otherwise), in the local time of the centre (Brussels): what happens at 02:10 on the 22nd
belongs to the 21st. The nights when clocks change last 23 or 25 hours and nothing is lost or counted twice.
Instants are aware and in UTC, so that subtracting two of them gives the time that really passed.
"""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

ZONE = ZoneInfo(settings.TIME_ZONE)
DEFAULT_CUTOVER_HOUR = 6
DEFAULT_NIGHT_HOUR = 20

_frozen: datetime | None = None


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return _frozen if _frozen is not None else datetime.now(UTC)


@contextmanager
def at(moment: str | datetime) -> Iterator[datetime]:
    """Hold the clock at one instant for the length of a ``with`` block; blocks may be nested.

    ``moment`` is an aware instant, or local Brussels time such as ``"2026-03-29 02:10"``. A local time that
    comes twice (end of October) means the first one; a skipped one (end of March) means one hour later.
    """
    global _frozen
    before = _frozen
    _frozen = instant(moment)
    try:
        yield _frozen
    finally:
        _frozen = before


def instant(moment: str | datetime) -> datetime:
    """An aware instant in UTC from an instant or from local Brussels time; ValueError when it is neither."""
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZONE)
    return moment.astimezone(UTC)


def local(moment: datetime | None = None) -> datetime:
    """The same instant on the wall clock of Brussels; the present one when none is given."""
    return (moment if moment is not None else now()).astimezone(ZONE)


def cutover_hour() -> int:
    """The hour, 0 to 23, at which one service day ends and the next begins."""
    return int(getattr(settings, "CENTRE_CUTOVER_HOUR", DEFAULT_CUTOVER_HOUR))


def night_hour() -> int:
    """The hour, later than the cut-over, at which the night shift takes over from the day shift."""
    return int(getattr(settings, "CENTRE_NIGHT_HOUR", DEFAULT_NIGHT_HOUR))


def service_day(moment: datetime | None = None) -> date:
    """The service day an aware instant belongs to; today's when none is given."""
    wall = local(moment)
    return wall.date() if wall.hour >= cutover_hour() else wall.date() - timedelta(days=1)


def bounds(day: date) -> tuple[datetime, datetime]:
    """First instant of a service day and first instant after it, in UTC: 23, 24 or 25 hours apart."""
    return _on_the_wall(day, cutover_hour()), _on_the_wall(day + timedelta(days=1), cutover_hour())


def night_of(moment: datetime | None = None) -> tuple[date, date]:
    """The evening and the morning of the night that closes the service day of an instant.

    At 02:10 on the 22nd and at 14:00 on the 21st alike: (the 21st, the 22nd).
    """
    day = service_day(moment)
    return day, day + timedelta(days=1)


def is_night(moment: datetime | None = None) -> bool:
    """Whether the night shift is on duty: from the night hour to the cut-over hour."""
    hour = local(moment).hour
    return hour >= night_hour() or hour < cutover_hour()


def shift_bounds(day: date, night: bool) -> tuple[datetime, datetime]:
    """First instant of the day shift or the night shift of a service day and first instant after it, in UTC."""
    start, end = bounds(day)
    change = _on_the_wall(day, night_hour())
    return (change, end) if night else (start, change)


def _on_the_wall(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=ZONE).astimezone(UTC)
