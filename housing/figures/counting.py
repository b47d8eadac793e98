"""Stays as figures count them: whole stays without persons, their nights, and the rows an actor may open behind them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from centre.figures.periods import Period
from centre.figures.registry import Behind, Row
from centre.shifts import clock
from housing.houserules.selectors import Book, book
from housing.nights.selectors import census_instant
from housing.stays.selectors import stays_for


class Whole(NamedTuple):
    """A whole stay, in one bed or several one after another; no person."""

    id: int
    began_at: datetime
    ended_at: datetime | None
    reason: str
    destination: str
    before: str
    after: str
    counted_from: date | None

    @property
    def left_on(self) -> date | None:
        """The service day on which its end counts: a later one when the quarter of that day was closed already."""
        if self.ended_at is None:
            return None
        day = clock.service_day(self.ended_at)
        return max(day, self.counted_from) if self.counted_from else day


class Extended(NamedTuple):
    """An extension of a stay."""

    stay: int
    reason: str
    beyond: bool


def span(period: Period) -> tuple[datetime, datetime]:
    """The first instant of a period and the first after it: 23 or 25 hours a day when the clocks change."""
    return clock.bounds(period.first)[0], clock.bounds(period.last)[1]


def wholes(period: Period) -> list[Whole]:
    """Every whole stay that touches the period, or whose end counts in it."""
    return [Whole(*row) for row in _asked("select * from app.stays_counted(%s, %s, %s) order by 1", [*span(period), clock.now()])]


def ended(period: Period, among: list[Whole] | None = None) -> list[Whole]:
    """The whole stays whose end counts in the period."""
    found = wholes(period) if among is None else among
    return [one for one in found if (day := one.left_on) is not None and period.first <= day <= period.last]


def not_come(period: Period) -> list[tuple[int, datetime]]:
    """Beds kept for somebody who did not come, in the period."""
    return _asked("select * from app.not_come_counted(%s, %s, %s) order by 1", [*span(period), clock.now()])


def extended(period: Period) -> list[Extended]:
    """Extensions given in the period."""
    return [Extended(*row) for row in _asked("select * from app.extensions_counted(%s, %s) order by 1", list(span(period)))]


def _asked(sql: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


class Nights:
    """How many times the census hour passed from an instant to another: the 4th to the 6th is two. Source: DOMAIN 7."""

    def __init__(self) -> None:
        self._rules: Book = book()
        self._instants: dict[date, datetime] = {}

    def __call__(self, began: datetime, over: datetime) -> int:
        first, last = clock.service_day(began), clock.service_day(over)
        if self._counted_at(first) < began:
            first += timedelta(days=1)
        if self._counted_at(last) >= over:
            last -= timedelta(days=1)
        return max((last - first).days + 1, 0)

    def _counted_at(self, day: date) -> datetime:
        if day not in self._instants:
            self._instants[day] = census_instant(day, self._rules)
        return self._instants[day]


def stays_behind(actor: Any, numbers: Iterable[int]) -> Behind:
    """The stays with these numbers that the actor may open, the latest first, and how many more there are."""
    wanted = set(numbers)
    seen = list(stays_for(actor).filter(pk__in=wanted).order_by("-began_at", "pk"))
    rows = [Row(_who(stay), reverse("stay", args=[stay.pk]), _told(stay)) for stay in seen]
    return Behind(rows, len(wanted) - len(seen))


def _who(stay: Any) -> str:
    return str(stay.person) if stay.person else _("nobody: the file was erased")


def _told(stay: Any) -> str:
    began = date_format(clock.local(stay.began_at), "j/n/Y H:i")
    over = date_format(clock.local(stay.ended_at), "j/n/Y H:i") if stay.ended_at else "…"
    return _("bed %(bed)s, %(began)s to %(over)s") % {"bed": stay.bed.label, "began": began, "over": over}
