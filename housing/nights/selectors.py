"""Bed-nights at the census hour, and the rounds of the house: reads scoped to the actor; the figures name nobody."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db import connection

from centre.shifts import clock
from centre.staff.models import User
from housing.houserules.selectors import Book, book

#: Occupancy outside these bounds is a question about the figures, not an error. Source: DOMAIN 7.
LOW, HIGH = 65, 105


class Night(NamedTuple):
    """Bed-nights of one service day: ordinary and emergency beds apart, at the census instant."""

    day: date
    instant: datetime
    open: int
    occupied: int
    emergency_open: int
    emergency_occupied: int

    @property
    def rate(self) -> int | None:
        """Occupied over open beds in per cent, None when no bed was open."""
        return round(100 * self.occupied / self.open) if self.open else None

    @property
    def query(self) -> bool:
        """Whether the rate asks for a look at the data."""
        return self.rate is not None and not LOW <= self.rate <= HIGH


class RoomNight(NamedTuple):
    """Beds of one room open and occupied in the night of one service day, emergency beds included."""

    room: int
    day: date
    open: int
    occupied: int


def census_hour(day: date | None = None, rules: Book | None = None) -> int:
    """The hour, 0 to 23 on the wall clock, at which the sleepers of a night are counted, by the rules of the house."""
    return (rules or book()).on(day or clock.service_day()).census_hour


def census_instant(day: date, rules: Book | None = None) -> datetime:
    """The one instant at which the night of a service day is counted.

    An hour that the clocks skip is counted one hour later, one that comes twice the first time, so each night is
    counted exactly once. Source: DOMAIN 8.1.
    """
    hour = census_hour(day, rules)
    wall_day = day if hour >= clock.cutover_hour() else day + timedelta(days=1)
    return clock.instant(datetime.combine(wall_day, time(hour)))


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def nights(actor: User, first: date, last: date) -> list[Night]:
    """Bed-nights for each service day from `first` to `last` inclusive, over the beds the actor's teams may know of.

    Where the rules of the house do not count emergency beds apart, they stand among the others.
    """
    rules = book()
    days = {census_instant(day, rules): day for day in _days(first, last)}
    figures = {day: [0, 0, 0, 0] for day in days.values()}
    for instant, emergency, opened, occupied in _asked("app.bed_nights", days):
        row = figures[days[instant]]
        place = 2 * (emergency and rules.on(days[instant]).emergency_apart)
        row[place], row[place + 1] = row[place] + opened, row[place + 1] + occupied
    return [Night(day, instant, *figures[day]) for instant, day in days.items()]


def room_nights(actor: User, first: date, last: date) -> list[RoomNight]:
    """Open and occupied beds by room and service day, by day then room; a room without an open bed has no line that day."""
    rules = book()
    days = {census_instant(day, rules): day for day in _days(first, last)}
    found: dict[tuple[date, int], list[int]] = {}
    for instant, room, _emergency, opened, occupied in _asked("app.room_nights", days):
        line = found.setdefault((days[instant], room), [0, 0])
        line[0], line[1] = line[0] + opened, line[1] + occupied
    return [RoomNight(room, day, *line) for (day, room), line in sorted(found.items())]


def _asked(function: str, instants: Iterable[datetime]) -> list[tuple[datetime, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"select * from {function}(%s::timestamptz[])", [list(instants)])
        return list(cursor.fetchall())


def totals(table: list[Night]) -> dict[str, float | int | None]:
    """Sums over nights: open and occupied bed-nights, rate in per cent, mean occupied beds. Source: DOMAIN 7."""
    opened, occupied = sum(night.open for night in table), sum(night.occupied for night in table)
    return {
        "nights": len(table),
        "open": opened,
        "occupied": occupied,
        "rate": round(100 * occupied / opened) if opened else None,
        "mean": round(occupied / len(table), 1) if table else None,
        "emergency_open": sum(night.emergency_open for night in table),
        "emergency_occupied": sum(night.emergency_occupied for night in table),
        "queries": sum(night.query for night in table),
    }
