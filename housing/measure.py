"""Two hundred beds, their stays and closures in the large database; the views of the board measured on them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from psycopg.types.range import TimestamptzRange

from centre.measure.bulk import copy
from centre.measure.registry import Page, Scale, add_page, add_part
from housing.beds.enums import ClosureReason
from housing.beds.models import Bed, Closure, Room, Ward
from housing.stays.enums import StayCompartment, StayState

BEDS, PER_ROOM, NIGHTS = 200, 4, 3


def fill_beds(scale: Scale) -> int:
    """Fifty rooms of four beds."""
    ward = Ward.objects.create(label="Bench", order=1)
    rooms = [Room.objects.create(ward=ward, label=f"B{number}", order=number) for number in range(BEDS // PER_ROOM)]
    opened = scale.until - timedelta(days=30 * scale.months + 1)
    for room in rooms:
        Bed.objects.bulk_create(
            Bed(room=room, label=f"{room.label}-{place}", order=place, open_from=opened.date(), cleaned_at=opened)
            for place in range(PER_ROOM)
        )
    scale.kept["beds"] = list(Bed.objects.filter(room__in=rooms).order_by("pk").values_list("pk", flat=True))
    return BEDS


def fill_stays(scale: Scale) -> int:
    """One stay after the other in each bed, the last still going on; nobody twice, so that no two overlap."""
    people = iter(scale.kept["persons"])
    start = scale.until - timedelta(days=30 * scale.months)
    each = min(30 * scale.months // NIGHTS, len(scale.kept["persons"]) // BEDS)

    def rows() -> Iterator[list[Any]]:
        for bed in scale.kept["beds"]:
            for turn in range(each):
                last = turn == each - 1
                begun = scale.until - timedelta(days=2) if last else start + timedelta(days=NIGHTS * turn)
                ended = None if last else begun + timedelta(days=NIGHTS, hours=-4)
                yield [
                    next(people), bed, StayState.IN if last else StayState.OUT, TimestamptzRange(begun, ended, "[)"), begun,
                    StayCompartment.HOUSING, (begun + timedelta(days=NIGHTS + bed % 9)).date(), "", ended, "", "", "",
                    uuid.UUID(int=scale.dice.getrandbits(128)),
                ]

    columns = [
        "person_id", "bed_id", "state", "period", "began_at", "compartment", "planned_end", "override_reason", "ended_at",
        "exit_reason", "exit_destination", "exit_ethos", "client_uuid",
    ]
    return copy("housing_stay", columns, rows())


def fill_closures(scale: Scale) -> int:
    """One bed in ten out of service next week, for three nights."""
    closed = scale.kept["beds"][::10]
    start = scale.until + timedelta(days=7)
    period = TimestamptzRange(start, start + timedelta(days=NIGHTS), "[)")
    Closure.objects.bulk_create(
        Closure(bed_id=bed, period=period, reason=ClosureReason.REPAIR, recorded_at=scale.until) for bed in closed
    )
    return len(closed)


_SQL = (
    "SELECT b.id, b.label, r.label, s.state, s.period FROM housing_bed b JOIN housing_room r ON r.id = b.room_id"
    " LEFT JOIN housing_stay s ON s.bed_id = b.id AND s.state IN ('held', 'in', 'absent') ORDER BY r.\"order\", b.\"order\""
)

#: Two hundred beds by fourteen nights, as anybody would read them who asked nobody's leave.
_NIGHTS = """
SELECT b.id, b.label, r.label, n.night, s.state, s.planned_end, p.alias, c.reason
  FROM housing_bed b JOIN housing_room r ON r.id = b.room_id
 CROSS JOIN (SELECT d::date AS night, (d::date + 1 + time '04:00') AT TIME ZONE 'Europe/Brussels' AS at
               FROM generate_series(current_date, current_date + 13, '1 day') d) n
  LEFT JOIN housing_stay s ON s.bed_id = b.id AND s.state <> 'cancelled' AND s.period @> n.at
  LEFT JOIN intake_person p ON p.id = s.person_id
  LEFT JOIN housing_closure c ON c.bed_id = b.id AND c.period @> n.at
 ORDER BY r."order", b."order", n.night
"""

add_part(50, "beds", fill_beds)
add_part(60, "stays", fill_stays)
add_part(61, "closures", fill_closures)
add_page(Page("beds", "bed board, 200 beds", "bench-0", lambda _: ("get", "/beds/", {}), floor=lambda _: (_SQL, [])))
add_page(
    Page("beds_nights", "14 nights of 200 beds", "bench-0", lambda _: ("get", "/beds/nights/", {}), floor=lambda _: (_NIGHTS, []))
)
add_page(
    Page("beds_tonight", "the evening of 200 beds", "bench-0", lambda _: ("get", "/beds/tonight/", {}), floor=lambda _: (_SQL, []))
)
