"""Quarters of the calendar year, as dates."""

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
