"""Two hundred beds, their stays and closures, and a waiting list; the views of the board and the list measured on them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from psycopg.types.range import TimestamptzRange

from centre.measure.bulk import copy
from centre.measure.registry import Page, Scale, add_page, add_part
from centre.shifts import clock
from housing.beds.enums import ClosureReason
from housing.beds.models import Bed, Closure, Room, Ward
from housing.requests.enums import EthosLight, HowLong, Need, RequestState
from housing.stays.enums import StayCompartment, StayState
from housing.stays.models import Stay

BEDS, PER_ROOM, NIGHTS = 200, 4, 3
#: How many wait for a bed, and who wrote it down.
WAITING, ASKER = 60, 1


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


def fill_requests(scale: Scale) -> int:
    """Sixty people on the waiting list, one in six for tonight alone; of others a former request that was served."""
    asleep = set(Stay.objects.filter(state=StayState.IN).values_list("person_id", flat=True))
    people = [key for key in scale.kept["persons"] if key not in asleep][: WAITING * 4]
    now, tonight = scale.until, clock.service_day(scale.until)

    def rows() -> Iterator[list[Any]]:
        for number, key in enumerate(people):
            waits, alone = number < WAITING, number % 6 == 0
            ago = timedelta(hours=1 if alone else 7 * number + 1) if waits else timedelta(days=20 + number % 60)
            since = now - ago
            yield [
                uuid.UUID(int=scale.dice.getrandbits(128)), key, StayCompartment.HOUSING,
                RequestState.WAITING if waits else RequestState.SERVED, since, ASKER,
                HowLong.TONIGHT if alone else HowLong.NOTICE, since,
                tonight if waits else clock.service_day(since), [Need.MEDICAL] if number % 10 == 3 else [],
                EthosLight.PUBLIC_SPACE if number % 2 else "", None if waits else since + timedelta(hours=2),
                None if waits else ASKER, uuid.UUID(int=scale.dice.getrandbits(128)),
            ]

    columns = [
        "id", "person_id", "compartment", "state", "asked_at", "asked_by", "how_long", "since", "last_night", "needs", "ethos",
        "closed_at", "closed_by", "client_uuid",
    ]
    return copy("housing_bedrequest", columns, rows())


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

#: Everybody who waits, in the order they asked, with whether they ever slept here, as anybody would read it.
_WAITING = (
    "SELECT r.id, r.since, r.needs, r.protection, r.ethos, r.nights_outside, p.alias, p.gender,"
    " EXISTS (SELECT 1 FROM housing_stay s WHERE s.person_id = r.person_id AND s.state IN ('in', 'out', 'moved', 'absent'))"
    "  FROM housing_bedrequest r JOIN intake_person p ON p.id = r.person_id"
    " WHERE r.state = 'waiting' AND r.last_night >= current_date - 1 ORDER BY r.since, r.id"
)

add_part(50, "beds", fill_beds)
add_part(60, "stays", fill_stays)
add_part(61, "closures", fill_closures)
add_part(62, "bed requests", fill_requests)
add_page(Page("beds", "bed board, 200 beds", "bench-0", lambda _: ("get", "/beds/", {}), floor=lambda _: (_SQL, [])))
add_page(
    Page("beds_nights", "14 nights of 200 beds", "bench-0", lambda _: ("get", "/beds/nights/", {}), floor=lambda _: (_NIGHTS, []))
)
add_page(
    Page("beds_tonight", "the evening of 200 beds", "bench-0", lambda _: ("get", "/beds/tonight/", {}), floor=lambda _: (_SQL, []))
)
add_page(
    Page("waiting", "60 who wait for a bed", "bench-0", lambda _: ("get", "/beds/waiting/", {}), floor=lambda _: (_WAITING, []))
)
