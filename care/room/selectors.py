"""What the room counts and tells outside itself: numbers alone, from which nobody can be named."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.db import connection

Counted = dict[str, dict[str, int | None]]


def counted(first: date, last: date) -> Counted:
    """Of the service days from `first` to `last`: measure -> code -> number; visits, acts and persons each on their own.

    Empty for whoever may not count. Persons below five are None. What was used and how is told for whole months that are
    over, each with five persons or none, so that no two periods tell what one person used who came between.
    """
    found: Counted = defaultdict(dict)
    with connection.cursor() as cursor:
        cursor.execute("SELECT measure, code, n FROM app.room_counted(%s, %s)", [first, last])
        for measure, code, number in cursor.fetchall():
            found[measure][code] = number
    return found


def total(found: Counted, measure: str) -> int:
    """The sum of a measure over its codes; nought when there was nothing."""
    return sum(number or 0 for number in found.get(measure, {}).values())


def shift_counts(actor: Any, day: date) -> dict[str, int]:
    """For the handover of a service day: visits, acts, non-fatal overdoses. No persons: a shift is too short for it."""
    found = counted(day, day)
    return {name: total(found, name) for name in ("visits", "acts", "overdoses", "naloxone")} | {
        "early": found.get("endings", {}).get("early") or 0
    }
