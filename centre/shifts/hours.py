"""The shifts of a service day: early, late and night, with hours that may run past midnight.

The setting ``CENTRE_SHIFTS`` says them, in the order of the day, on the wall clock of the centre; an hour after midnight
is written past 24: ``"early 06:00-14:00, late 14:00-22:00, night 22:00-30:00"``. Shifts may overlap for the handover.
Hours are taken from the wall, so that the night in which clocks change is an hour shorter or longer.
"""
from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from django.conf import settings
from django.utils.functional import Promise

from . import clock
from .enums import ShiftCode

DEFAULT = "early 06:00-14:00, late 14:00-22:00, night 22:00-30:00"
LINE = re.compile(r"\s*([a-z]+) (\d{2}):([0-5]\d)-(\d{2}):([0-5]\d)\s*")
DAY = 24 * 60


class WrongHours(ValueError):
    """The setting of the shifts cannot be read."""


@dataclass(frozen=True)
class Hours:
    """From when to when a shift lasts, in minutes after the midnight with which its service day begins."""

    code: str
    start: int
    end: int


@dataclass(frozen=True, order=True)
class Shift:
    """One shift of a service day, by its code."""

    service_day: date
    code: str

    @property
    def hours(self) -> Hours:
        """Its hours today's settings say; those of the first shift for a code that is no longer in use."""
        return next((one for one in day_hours() if one.code == self.code), day_hours()[0])

    @property
    def start(self) -> datetime:
        """First instant, in UTC."""
        return on_the_wall(self.service_day, self.hours.start)

    @property
    def end(self) -> datetime:
        """First instant after it, in UTC."""
        return on_the_wall(self.service_day, self.hours.end)

    @property
    def label(self) -> str | Promise:
        """Its name in the language of the page."""
        return ShiftCode(self.code).label


@dataclass(frozen=True)
class Span:
    """A stretch of time with the service day it ends in: what sections read besides a shift."""

    start: datetime
    end: datetime

    @property
    def service_day(self) -> date:
        """The service day of its last instant."""
        return clock.service_day(self.end)


def day_hours() -> tuple[Hours, ...]:
    """The shifts of a day in the order of the setting. Raises WrongHours."""
    return _read(str(getattr(settings, "CENTRE_SHIFTS", DEFAULT)), clock.cutover_hour())


@lru_cache(maxsize=16)
def _read(text: str, cutover: int) -> tuple[Hours, ...]:
    found = []
    for part in text.strip("\"' ").split(","):
        match = LINE.fullmatch(part)
        if match is None or match[1] not in ShiftCode.values:
            raise WrongHours(part)
        start, end = int(match[2]) * 60 + int(match[3]), int(match[4]) * 60 + int(match[5])
        if not cutover * 60 <= start < end <= start + DAY or start >= cutover * 60 + DAY:
            raise WrongHours(part)
        found.append(Hours(match[1], start, end))
    if len({one.code for one in found}) != len(found):
        raise WrongHours(text)
    return tuple(sorted(found, key=lambda one: one.start))


def on_the_wall(day: date, minutes: int) -> datetime:
    """The instant at which the wall clock shows so many minutes after the midnight of a day, in UTC.

    A time that the clocks skip is one hour later; one that comes twice is the first.
    """
    days, rest = divmod(minutes, DAY)
    wall = datetime.combine(day + timedelta(days=days), time(rest // 60, rest % 60), tzinfo=clock.ZONE)
    return clock.instant(wall)


def shifts_on(day: date) -> list[Shift]:
    """The shifts of a service day in order."""
    return [Shift(day, one.code) for one in day_hours()]


def shifts_at(moment: datetime | None = None) -> list[Shift]:
    """The shifts on duty at an instant, the one that began first before the one that takes over."""
    moment = moment or clock.now()
    today = clock.service_day(moment)
    near = [shift for back in (1, 0) for shift in shifts_on(today - timedelta(days=back))]
    return [shift for shift in near if shift.start <= moment < shift.end]


def shift_now(moment: datetime | None = None) -> Shift:
    """The shift on duty; while two overlap, the one that is about to leave; between two, the one that just left."""
    moment = moment or clock.now()
    on_duty = shifts_at(moment)
    return on_duty[0] if on_duty else last_ended(moment)


def last_ended(moment: datetime | None = None) -> Shift:
    """The shift that ended last."""
    moment = moment or clock.now()
    today = clock.service_day(moment)
    ended = [one for back in (2, 1, 0) for one in shifts_on(today - timedelta(days=back)) if one.end <= moment]
    return max(ended, key=lambda one: one.end)


def before(shift: Shift) -> Shift:
    """The shift that began before this one."""
    both = shifts_on(shift.service_day - timedelta(days=1)) + shifts_on(shift.service_day)
    return both[both.index(shift) - 1]
