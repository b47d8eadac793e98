"""Bed-nights counted for many nights at once equal those counted one by one, on whatever data."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from centre.shifts import clock
from housing.beds.models import Bed, Closure
from housing.nights.selectors import census_instant, nights, room_nights
from housing.stays.models import Absence, Stay

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2026, 3, 20), date(2026, 4, 9)
START = datetime(2026, 3, 18, tzinfo=UTC)
HOUR = st.integers(0, 24 * 25)
SPAN = st.tuples(HOUR, st.one_of(st.none(), st.integers(0, 200)))
STAY = st.tuples(
    st.integers(0, 3), st.integers(0, 3), SPAN, st.sampled_from(["in", "absent", "moved", "out", "held", "cancelled"]), st.lists(SPAN, max_size=3)
)
CLOSURE = st.tuples(st.integers(0, 3), SPAN)
OPENING = st.lists(st.tuples(st.one_of(st.none(), st.integers(0, 25)), st.one_of(st.none(), st.integers(0, 25))), min_size=4, max_size=4)


def when(span: tuple[int, int | None]) -> tuple[datetime, datetime | None]:
    """A span of hours as instants; on the hour, so that many fall on a census instant."""
    first, length = span
    return START + timedelta(hours=first), None if length is None else START + timedelta(hours=first + length)


def within(instant: datetime, first: datetime, last: datetime | None) -> bool:
    return first <= instant and (last is None or instant < last)


def one_by_one(made: dict[str, Any]) -> tuple[Counter[Any], Counter[Any]]:
    """Open and occupied beds by day and bed, each night looked at apart."""
    opened: Counter[Any] = Counter()
    occupied: Counter[Any] = Counter()
    for number in range((LAST - FIRST).days + 1):
        day = FIRST + timedelta(days=number)
        instant = census_instant(day)
        for bed in made["beds"]:
            wall = clock.service_day(instant)
            if (bed.open_from and bed.open_from > wall) or (bed.open_until and bed.open_until <= wall):
                continue
            slept = any(
                stay.bed_id == bed.pk and stay.state in ("in", "absent", "moved", "out") and within(instant, stay.period.lower, stay.period.upper)
                and not any(within(instant, *one) for one in away)
                for stay, away in made["stays"]
            )
            shut = any(one.bed_id == bed.pk and within(instant, one.period.lower, one.period.upper) for one in made["closures"])
            opened[day, bed.pk] += not shut or slept
            occupied[day, bed.pk] += slept
    return opened, occupied


def overlap(one: Any, other: Any) -> bool:
    far = datetime.max.replace(tzinfo=UTC)
    return bool(one.lower < (other.upper or far) and other.lower < (one.upper or far))


def make(as_: Any, vera: Any, colette: Any, people: list[Any], beds: list[Bed], story: Any) -> dict[str, Any]:
    """The rows of a story, those left out that the database would refuse."""
    stays, closures, openings = story
    made: dict[str, Any] = {"beds": beds, "stays": [], "closures": []}
    with as_(colette):
        for bed, (first, last) in zip(beds, openings, strict=True):
            bed.open_from, bed.open_until = (None if one is None else date(2026, 3, 18) + timedelta(days=one) for one in (first, last))
            bed.save()
        for place, span in closures:
            period = DateTimeTZRange(*when(span))
            if period.lower != period.upper and not any(one.bed_id == beds[place].pk and overlap(one.period, period) for one in made["closures"]):
                made["closures"].append(Closure.objects.create(bed=beds[place], period=period, reason="repair", closed_by=colette.pk))
    with as_(vera):
        for who, place, span, state, absences in stays:
            period = DateTimeTZRange(*when(span))
            if period.lower == period.upper or any(
                "cancelled" not in (one.state, state) and overlap(one.period, period) and (one.bed_id == beds[place].pk or one.person_id == people[who].pk)
                for one, _ in made["stays"]
            ):
                continue
            stay = Stay.objects.create(person=people[who], bed=beds[place], state=state, period=period, began_at=period.lower, compartment="housing")
            away = [when(one) for one in absences]
            away = [one for one in away if one[1] is not None] + [one for one in away if one[1] is None][:1]
            for left, back in away:
                Absence.objects.create(stay=stay, left_at=left, back_at=back, recorded_by=vera.pk)
            made["stays"].append((stay, away))
    return made


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(story=st.tuples(st.lists(STAY, max_size=10), st.lists(CLOSURE, max_size=4), OPENING))
def test_many_nights_at_once_are_each_night_alone(as_, vera, colette, house, crowd, story):
    beds = [house.b1A, house.b1B, house.b2A, house.b3A]
    with transaction.atomic():
        made = make(as_, vera, colette, crowd, beds, story)
        opened, occupied = one_by_one(made)
        with as_(colette):
            table, rooms = nights(colette, FIRST, LAST), room_nights(colette, FIRST, LAST)
        transaction.set_rollback(True)
    emergency = {house.b3A.pk}
    for night in table:
        day = {bed.pk: (opened[night.day, bed.pk], occupied[night.day, bed.pk]) for bed in beds}
        ordinary = [figures for bed, figures in day.items() if bed not in emergency]
        assert (night.open, night.occupied) == (sum(one for one, _ in ordinary), sum(one for _, one in ordinary))
        assert (night.emergency_open, night.emergency_occupied) == day[house.b3A.pk]
    by_room: Counter[Any] = Counter()
    for bed in beds:
        for day in (night.day for night in table):
            by_room[bed.room_id, day, "open"] += opened[day, bed.pk]
            by_room[bed.room_id, day, "occupied"] += occupied[day, bed.pk]
    told = Counter({(line.room, line.day, "open"): line.open for line in rooms}) + Counter(
        {(line.room, line.day, "occupied"): line.occupied for line in rooms}
    )
    assert told == +by_room


@pytest.fixture
def crowd(as_, vera, colette, house, somebody):
    """Four people of whom the desk may enter stays; one bed is an emergency bed."""
    from centre.access.grants import grant_actor_teams

    people = [somebody(f"Person {number}") for number in range(4)]
    with as_(vera):
        for person in people:
            grant_actor_teams(vera, person=person, compartment="housing", days=90, origin="relation")
    with as_(colette):
        house.b3A.emergency = True
        house.b3A.save()
    return people


def test_no_instant_is_no_row(as_, colette):
    with as_(colette), connection.cursor() as cursor:
        cursor.execute("select count(*) from app.bed_nights('{}'::timestamptz[])")
        assert cursor.fetchone() == (0,)


def test_a_stranger_learns_of_no_bed(as_, olga, house):
    with as_(olga), connection.cursor() as cursor:
        cursor.execute("select count(*) from app.room_nights(array[now()])")
        assert cursor.fetchone() == (0,)
        cursor.execute("select count(*) from app.bed_spans(now(), now())")
        assert cursor.fetchone() == (0,)
