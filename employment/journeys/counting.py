"""Phase moves and outcomes counted over everybody, of nobody; and what stands behind a number, as far as one may see."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from audit.ledger.actions import viewed
from centre.access.scope import visible
from centre.staff.models import User
from employment.journeys.enums import Verb
from employment.journeys.models import JourneyOutcome, PhaseMove

LISTED = 200


class MoveCount(NamedTuple):
    """Moves of some days between two phases ("" is the start), and of how many humans."""

    from_phase: str
    to_phase: str
    moves: int
    persons: int


class OutcomeCount(NamedTuple):
    """Outcomes of some days, by months after the end, kind and kind of contract, and of how many humans."""

    months: int
    kind: str
    contract_kind: str
    outcomes: int
    persons: int


def phase_moves(first: date, last: date) -> list[MoveCount]:
    """Moves between phases of some days, both included, over everybody. Source: DOMAIN 7 (work)."""
    return [MoveCount(*row) for row in _counts("phase_moves", first, last)]


def outcomes(first: date, last: date) -> list[OutcomeCount]:
    """Outcomes of some days, both included, over everybody. Source: DOMAIN 7 (work)."""
    return [OutcomeCount(*row) for row in _counts("journey_outcomes", first, last)]


def moves_between(actor: User, first: date, last: date, from_phase: str, to_phase: str) -> list[PhaseMove]:
    """The moves behind a number, as far as the actor may see them; the reading is recorded."""
    found = visible(actor, PhaseMove.objects.filter(on_day__range=(first, last), from_phase=from_phase, to_phase=to_phase))
    rows = list(found.filter(person__isnull=False).select_related("person", "journey").order_by("on_day", "pk")[:LISTED])
    if rows:
        viewed(Verb.LISTED, count=len(rows))
    return rows


def outcomes_between(actor: User, first: date, last: date, kind: str) -> list[JourneyOutcome]:
    """The outcomes behind a number, as far as the actor may see them; the reading is recorded."""
    found = visible(actor, JourneyOutcome.objects.filter(on_day__range=(first, last), kind=kind))
    rows = list(found.filter(person__isnull=False).select_related("person", "journey").order_by("on_day", "pk")[:LISTED])
    if rows:
        viewed(Verb.LISTED, count=len(rows))
    return rows


def _counts(name: str, first: date, last: date) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(f"select * from app.{name}(%s, %s)", [first, last])
        return list(cursor.fetchall())
