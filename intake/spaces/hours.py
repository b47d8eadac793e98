"""Is a space open at this moment? By the clock on the wall, over midnight and in both nights when the clock changes."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

#: Weekday (0 Monday to 6 Sunday), opening and closing time; a closing at or before the opening is on the next morning.
Hours = tuple[int, time, time]


def open_at(week: Iterable[Hours], local: datetime) -> bool:
    """Whether one of these openings holds `local` (on the clock of the house). No opening at all means always open."""
    openings = list(week)
    if not openings:
        return True
    clock = local.time()
    today, yesterday = local.weekday(), (local - timedelta(days=1)).weekday()
    for weekday, opens, closes in openings:
        over_midnight = closes <= opens
        if weekday == today and opens <= clock and (over_midnight or clock < closes):
            return True
        if weekday == yesterday and over_midnight and clock < closes:
            return True
    return False
