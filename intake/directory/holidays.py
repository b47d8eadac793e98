"""The public holidays of Belgium, computed: the ten days of the royal decree of 18 April 1974."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

#: Month and day of those that do not move.
FIXED = ((1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25))
#: Days after Easter: Easter Monday, Ascension, Whit Monday.
AFTER_EASTER = (1, 39, 50)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm of 1876)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e, g = b // 4, b % 4, (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = c // 4, c % 4
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


@lru_cache(maxsize=64)
def holidays(year: int) -> frozenset[date]:
    """The ten public holidays of a year."""
    sunday = easter(year)
    return frozenset([*(date(year, month, day) for month, day in FIXED), *(sunday + timedelta(days=n) for n in AFTER_EASTER)])


def is_holiday(day: date) -> bool:
    return day in holidays(day.year)
