"""Quarters of the calendar year, as dates."""

from collections.abc import Collection
from datetime import date, timedelta

from django.utils import timezone


def bounds(year: int, number: int) -> tuple[date, date]:
    """First and last service day of a quarter, 1 to 4."""
    start = date(year, 3 * number - 2, 1)
    following = date(year + 1, 1, 1) if number == 4 else date(year, 3 * number + 1, 1)
    return start, following - timedelta(days=1)


def is_over(year: int, number: int) -> bool:
    """Whether the last service day of a quarter, which ends the morning after, is past."""
    return timezone.localdate() > bounds(year, number)[1] + timedelta(days=1)


def last_over() -> tuple[int, int]:
    """Year and number of the latest quarter that is over."""
    year, number = timezone.localdate().year, 4
    while not is_over(year, number):
        year, number = (year, number - 1) if number > 1 else (year - 1, 4)
    return year, number


def under_way() -> tuple[int, int]:
    """Year and number of the quarter after the latest that is over."""
    return _next(*last_over())


def not_closed_before(year: int, number: int, closed: Collection[tuple[int, int]]) -> list[tuple[int, int]]:
    """The quarters before one that are still to be closed, in order: since the last closed, else since January."""
    earlier = [one for one in closed if one < (year, number)]
    first = max(earlier, default=(year - 1, 4))
    found, at = [], _next(*first)
    while at < (year, number):
        found.append(at)
        at = _next(*at)
    return found


def still_to_close(closed: Collection[tuple[int, int]]) -> list[tuple[int, int]]:
    """The quarters that are over and not closed: since the last closed, else of the year of the last one over."""
    last = last_over()
    return [] if max(closed, default=last[:1]) >= last else [*not_closed_before(*last, closed), last]


def _next(year: int, number: int) -> tuple[int, int]:
    return (year, number + 1) if number < 4 else (year + 1, 1)
