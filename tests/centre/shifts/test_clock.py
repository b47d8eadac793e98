"""The service day: every instant belongs to exactly one, also in the two nights when clocks change."""
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre.shifts import clock

INSTANTS = st.datetimes(datetime(2000, 1, 1), datetime(2060, 12, 31), timezones=st.just(UTC))
DAYS = st.dates(date(2000, 1, 1), date(2060, 12, 30))


@given(INSTANTS)
def test_every_instant_lies_within_its_service_day(moment):
    start, end = clock.bounds(clock.service_day(moment))
    assert start <= moment < end


@given(DAYS)
def test_days_follow_one_another_without_gap_or_overlap(day):
    start, end = clock.bounds(day)
    assert clock.bounds(day + timedelta(days=1))[0] == end
    assert clock.service_day(start) == day
    assert clock.service_day(end - timedelta(microseconds=1)) == day
    assert end - start in {timedelta(hours=23), timedelta(hours=24), timedelta(hours=25)}


@given(INSTANTS, st.integers(0, 19))
def test_any_cutover_hour_keeps_the_rule(moment, hour):
    from django.test import override_settings

    with override_settings(CENTRE_CUTOVER_HOUR=hour):
        start, end = clock.bounds(clock.service_day(moment))
        assert start <= moment < end


@given(INSTANTS)
def test_day_and_night_shift_share_the_service_day(moment):
    start, end = clock.shift_bounds(clock.service_day(moment), clock.is_night(moment))
    assert start <= moment < end


@pytest.mark.parametrize(
    ("day", "hours"),
    [(date(2026, 3, 28), 23), (date(2026, 10, 24), 25), (date(2026, 6, 1), 24)],
)
def test_length_of_the_night_when_clocks_change(day, hours):
    start, end = clock.bounds(day)
    assert end - start == timedelta(hours=hours)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-11-22 02:10", date(2026, 11, 21)),
        ("2026-11-22 05:59:59.999999", date(2026, 11, 21)),
        ("2026-11-22 06:00", date(2026, 11, 22)),
        ("2026-03-29 02:10", date(2026, 3, 28)),
        ("2026-10-25 02:30", date(2026, 10, 24)),
    ],
)
def test_known_nights(moment, day):
    with clock.at(moment):
        assert clock.service_day() == day
        assert clock.night_of() == (day, day + timedelta(days=1))


def test_skipped_local_time_is_one_hour_later():
    assert clock.local(clock.instant("2026-03-29 02:10")).hour == 3


def test_the_hour_that_comes_twice_has_two_instants_and_one_day():
    first = clock.instant(datetime(2026, 10, 25, 2, 30, tzinfo=clock.ZONE))
    second = clock.instant(datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=clock.ZONE))
    assert second - first == timedelta(hours=1)
    assert clock.service_day(first) == clock.service_day(second) == date(2026, 10, 24)


def test_frozen_blocks_nest_and_end():
    with clock.at("2026-01-01 12:00") as outer:
        with clock.at("2026-01-02 12:00"):
            assert clock.now() - outer == timedelta(days=1)
        assert clock.now() == outer
    assert abs(clock.now() - datetime.now(UTC)) < timedelta(minutes=1)


def test_frozen_clock_ends_after_an_error():
    with pytest.raises(RuntimeError), clock.at("2026-01-01 12:00"):
        raise RuntimeError
    assert clock.now().year != 2026 or clock.now().month != 1
