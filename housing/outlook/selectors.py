"""What is known or expected of every bed at instants behind and ahead, scoped to the actor."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db import connection

from centre.shifts import clock
from centre.staff.models import User
from housing.beds.enums import BedState
from housing.beds.selectors import BoardBed, board_beds


class NightCell(NamedTuple):
    """One bed in one night: what is known of it, or expected. `who` is empty where the actor may not know."""

    bed: int
    night: date
    state: str
    leaves: bool
    overdue: bool
    closed_for: str | None
    since: datetime | None
    who: str | None
    label: str
    room_label: str
    building: int | None
    women_only: bool
    calm: bool
    ground_floor: bool
    couples: bool
    dogs: bool
    wheelchair: bool
    medical: bool
    emergency: bool


# Bed by night at the instants given, in the order of the board. Names come from the function, which reads them for the
# stays of the span alone: behind the wall of stays, every stay of the house would be looked at first.
AHEAD = """
select a.bed_id, a.night, a.state, a.leaves, a.overdue, a.closed_for, a.since, a.who, b.label, r.label, w.building_id,
       r.women_only, r.calm, r.ground_floor, r.couples, r.dogs, r.wheelchair, b.medical, b.emergency
  from app.beds_ahead(%(instants)s::timestamptz[], %(nights)s::date[], %(now)s, %(today)s) a
  join housing_bed b on b.id = a.bed_id
  join housing_room r on r.id = b.room_id
  join housing_ward w on w.id = r.ward_id
  left join housing_building g on g.id = w.building_id
 order by g."order", g.id, w."order", w.id, r."order", r.label, b."order", b.label, a.night
"""


def look_ahead(actor: User, instants: dict[datetime, date]) -> list[NightCell]:
    """Every bed shown at each instant, named by its night: one statement, in the order of the board."""
    values: dict[str, Any] = {
        "instants": list(instants), "nights": list(instants.values()), "now": clock.now(), "today": clock.service_day(),
    }
    with connection.cursor() as cursor:
        cursor.execute(AHEAD, values)
        return [NightCell(*row) for row in cursor.fetchall()]


def night_instant(day: date) -> datetime:
    """The instant at which the strip looks at a night: two hours before its service day is over."""
    return clock.bounds(day)[1] - timedelta(hours=2)


def at_instant(actor: User, at: datetime) -> list[BoardBed]:
    """The board as it is expected at an instant to come: stays planned to end by then are over, their beds to clean."""
    night = clock.local(at).date()
    leaving = {cell.bed for cell in look_ahead(actor, {at: night}) if cell.leaves}
    return [_left(row, at) if row.id in leaving else row for row in board_beds(actor, at)]


def _left(row: BoardBed, at: datetime) -> BoardBed:
    """A bed whose sleeper is expected to have left by then."""
    state = BedState.CLOSED if row.closure_reason else BedState.CLEAN
    nobody = dict.fromkeys(("until", "given_by", "stay", "began_at", "planned_end", "person", "alias"))
    return row._replace(state=state, since=at, **nobody)  # type: ignore[arg-type]  # each of these may be empty
