"""A week in the words of OpenStreetMap: "Mo-Fr 09:00-17:00; Sa 10:00-14:00; PH off", or "24/7". The plain part of it."""

from __future__ import annotations

import re
from datetime import time

from .hours import Hours

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
MIDNIGHT = time(0)
_RULE = re.compile(r"^(?P<days>(?:[A-Z][a-z](?:-[A-Z][a-z])?,?)+)\s+(?P<times>[\d:,\- ]+)$")
_TIMES = re.compile(r"^(\d{1,2}):(\d{2})-(\d{1,2}):(\d{2})$")
_HOLIDAYS = {"PH off": False, "PH open": True}


def parse(text: str) -> list[Hours] | None:
    """The lines of a week, or None when the text says more (or less) than a plain week can hold."""
    rules = [rule.strip() for rule in text.split(";") if rule.strip()]
    holidays: bool | None = None
    lines: list[Hours] = []
    for rule in rules:
        if rule in _HOLIDAYS:
            holidays = _HOLIDAYS[rule]
        elif rule == "24/7":
            lines.append(Hours(tuple(range(1, 8)), MIDNIGHT, MIDNIGHT, on_holidays=True))
        else:
            found = _rule(rule)
            if found is None:
                return None
            lines += found
    said = [line if line.on_holidays else Hours(line.weekdays, line.opens, line.closes, on_holidays=holidays) for line in lines]
    return said or None


def _rule(rule: str) -> list[Hours] | None:
    match = _RULE.match(rule)
    days = _days(match["days"]) if match else None
    times = [_times(one.strip()) for one in match["times"].split(",")] if match else []
    if not days or not times or None in times:
        return None
    return [Hours(days, span[0], span[1]) for span in times if span]


def _days(text: str) -> tuple[int, ...] | None:
    found: set[int] = set()
    for part in filter(None, text.split(",")):
        first, _, last = part.partition("-")
        if first not in DAYS or (last and last not in DAYS):
            return None
        start, end = DAYS.index(first), DAYS.index(last or first)
        found |= {day % 7 + 1 for day in range(start, end + 1 if end >= start else end + 8)}
    return tuple(sorted(found))


def _times(text: str) -> tuple[time, time] | None:
    match = _TIMES.match(text)
    if not match:
        return None
    numbers = [int(one) for one in match.groups()]
    if numbers[0] > 23 or numbers[2] > 24 or numbers[1] > 59 or numbers[3] > 59 or (numbers[2] == 24 and numbers[3]):
        return None
    return time(numbers[0], numbers[1]), time(numbers[2] % 24, numbers[3])
