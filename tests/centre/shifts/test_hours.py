"""The shifts of a day: hours past midnight, overlaps, and the two nights when clocks change."""
from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from centre.shifts import clock, hours
from centre.shifts.hours import Shift, WrongHours

OVERLAPPING = "early 07:00-15:00, late 14:30-22:30, night 22:00-31:30"
INSTANTS = st.datetimes(datetime(2000, 1, 1), datetime(2060, 12, 31), timezones=st.just(UTC))


@given(INSTANTS)
def test_every_instant_has_exactly_one_shift_by_default(moment):
    assert len(hours.shifts_at(moment)) == 1
    assert hours.shift_now(moment).service_day == clock.service_day(moment)


@given(INSTANTS)
def test_overlapping_shifts_leave_no_gap_and_the_leaving_one_comes_first(moment):
    with override_settings(CENTRE_SHIFTS=OVERLAPPING):
        found = hours.shifts_at(moment)
        assert 1 <= len(found) <= 2
        assert [one.start for one in found] == sorted(one.start for one in found)


@pytest.mark.parametrize(("day", "length"), [(date(2026, 3, 28), 7), (date(2026, 10, 24), 9), (date(2026, 6, 1), 8)])
def test_the_night_is_an_hour_shorter_or_longer_when_clocks_change(day, length):
    night = Shift(day, "night")
    assert night.end - night.start == timedelta(hours=length)


def test_shifts_follow_one_another():
    day = date(2026, 10, 24)
    shifts = hours.shifts_on(day) + hours.shifts_on(day + timedelta(days=1))
    assert [one.code for one in shifts] == ["early", "late", "night"] * 2
    assert [one.end for one in shifts[:-1]] == [one.start for one in shifts[1:]]
    assert hours.before(shifts[3]) == shifts[2]


@pytest.mark.parametrize(
    ("moment", "shift"),
    [
        ("2026-11-22 02:10", Shift(date(2026, 11, 21), "night")),
        ("2026-11-22 06:10", Shift(date(2026, 11, 21), "night")),
        ("2026-11-22 07:29", Shift(date(2026, 11, 21), "night")),
        ("2026-11-22 07:30", Shift(date(2026, 11, 22), "early")),
    ],
)
def test_hours_past_the_cutover_belong_to_the_night_before(moment, shift, at):
    with override_settings(CENTRE_SHIFTS=OVERLAPPING):
        assert hours.shift_now(at(moment)) == shift


def test_between_two_shifts_the_last_one_counts(at):
    with override_settings(CENTRE_SHIFTS="early 08:00-12:00, late 14:00-20:00"):
        assert hours.shift_now(at("2026-11-22 13:00")) == Shift(date(2026, 11, 22), "early")
        assert hours.shift_now(at("2026-11-22 23:00")) == Shift(date(2026, 11, 22), "late")


@pytest.mark.parametrize(
    "text",
    ["", "early", "early 06:00", "noon 10:00-12:00", "early 12:00-10:00", "early 06:00-14:00, early 14:00-22:00", "early 05:00-14:00", "night 22:00-47:00"],
)
def test_a_setting_that_says_nothing_sensible_is_refused(text):
    with override_settings(CENTRE_SHIFTS=text), pytest.raises(WrongHours):
        hours.day_hours()
