"""When a service is open: weekly hours against the clock of Brussels, public holidays and nights past midnight.

An instant is compared as an instant, so that the nights when clocks change give neither an hour too many nor one
too few. What is not known is said as not known: nobody is sent through the city on a guess.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from centre.shifts import clock

from .holidays import is_holiday

#: How far the next change is looked for.
AHEAD = 8


@dataclass(frozen=True)
class Hours:
    """One line of opening hours: days of the week (1 Monday to 7), from, to; `to` not after `from` means the next day.

    on_holidays: None when nobody knows whether the line holds on a public holiday.
    """

    weekdays: tuple[int, ...]
    opens: time
    closes: time
    valid_from: date | None = None
    valid_to: date | None = None
    on_holidays: bool | None = False


@dataclass(frozen=True)
class Opening:
    """Whether it is open: True, False, or None when not known; and the next instant at which that changes."""

    now: bool | None
    until: datetime | None = None


def opening(lines: Iterable[Hours], moment: datetime) -> Opening:
    """Whether one of the lines holds at an instant. No line that is valid today means: not known."""
    today = clock.local(moment).date()
    current = [line for line in lines if _valid(line, today)]
    if not current:
        return Opening(None)
    spans = sorted(span for line in current for span in _spans(line, today))
    doubtful = is_holiday(today) and any(line.on_holidays is None and today.isoweekday() in line.weekdays for line in current)
    end = _end_of(spans, moment)
    if end is not None:
        return Opening(True, end)
    if doubtful:
        return Opening(None)
    return Opening(False, next((start for start, _ in spans if start > moment), None))


def _valid(line: Hours, day: date) -> bool:
    return (line.valid_from is None or line.valid_from <= day) and (line.valid_to is None or day <= line.valid_to)


def _spans(line: Hours, today: date) -> Iterator[tuple[datetime, datetime]]:
    """The stretches of a line from yesterday evening to some days ahead, as instants."""
    for step in range(-1, AHEAD):
        day = today + timedelta(days=step)
        if day.isoweekday() not in line.weekdays or not _valid(line, day) or (is_holiday(day) and not line.on_holidays):
            continue
        last = day if line.closes > line.opens else day + timedelta(days=1)
        yield _instant(day, line.opens), _instant(last, line.closes)


def _end_of(spans: list[tuple[datetime, datetime]], moment: datetime) -> datetime | None:
    """When the stretch around an instant ends, stretches that touch taken together; None when there is none."""
    end = None
    for start, stop in spans:
        if start <= (end or moment) < stop:
            end = stop
    return end


def _instant(day: date, at: time) -> datetime:
    return datetime.combine(day, at, tzinfo=clock.ZONE).astimezone(UTC)
