"""Bed-nights at the census hour, also on the nights when clocks change."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import override_settings

from centre.shifts import clock
from housing.beds.actions import close_bed
from housing.nights.selectors import census_instant, nights
from housing.stays import actions

pytestmark = pytest.mark.django_db


def test_from_the_4th_to_the_6th_is_two_nights(as_, vera, colette, momo, house, at):
    at("2026-01-04 15:00")
    with as_(vera):
        stay = actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A)
    at("2026-01-06 10:00")
    with as_(vera):
        actions.end_stay(actor=vera, stay=stay, reason="planned")
    with as_(colette):
        table = nights(colette, date(2026, 1, 3), date(2026, 1, 6))
    assert [night.occupied for night in table] == [0, 1, 1, 0]
    assert [night.open for night in table] == [4, 4, 4, 4]  # the bed of the women's space is not hers to know


@pytest.mark.parametrize("hour", [2, 3, 4, 23])
@pytest.mark.parametrize(
    ("first", "last"), [(date(2026, 3, 26), date(2026, 3, 31)), (date(2026, 10, 22), date(2026, 10, 27))]
)
def test_the_nights_of_23_and_25_hours_count_once(as_, vera, colette, momo, house, at, first, last, hour):
    at(f"{first} 18:00")
    with as_(vera):
        actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A)
    with override_settings(CENTRE_CENSUS_HOUR=hour), as_(colette):
        table = nights(colette, first, last)
        instants = [census_instant(night.day) for night in table]
    assert [night.occupied for night in table] == [1] * 6
    assert instants == sorted(set(instants))
    assert all(
        start <= instant < end
        for instant, (start, end) in zip(instants, map(clock.bounds, (n.day for n in table)), strict=True)
    )


def test_a_night_elsewhere_is_no_bed_night(as_, vera, colette, momo, house, at):
    at("2026-01-04 15:00")
    with as_(vera):
        stay = actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A)
    at("2026-01-05 22:00")
    with as_(vera):
        actions.mark_absent(actor=vera, stay=stay)
    at("2026-01-06 09:00")
    with as_(vera):
        actions.mark_returned(actor=vera, stay=stay)
    at("2026-01-07 09:00")
    with as_(colette):
        table = nights(colette, date(2026, 1, 4), date(2026, 1, 6))
    assert [night.occupied for night in table] == [1, 0, 1]


def test_a_move_in_the_night_counts_once(as_, vera, colette, momo, house, at):
    at("2026-01-04 15:00")
    with as_(vera):
        stay = actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A)
    at("2026-01-05 03:00")
    with as_(vera):
        actions.move_bed(actor=vera, stay=stay, bed=house.b2A)
    at("2026-01-05 12:00")
    with as_(colette):
        assert [night.occupied for night in nights(colette, date(2026, 1, 4), date(2026, 1, 4))] == [1]


def test_closed_beds_are_left_out_and_odd_rates_ask_for_a_look(as_, vera, colette, momo, house, at):
    at("2026-01-04 15:00")
    with as_(colette):
        for bed in (house.b1B, house.b2A, house.b3A):
            close_bed(actor=colette, bed=bed, reason="repair", until=clock.now() + timedelta(days=1))
    with as_(vera):
        actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A)
    at("2026-01-07 12:00")
    with as_(colette):
        table = nights(colette, date(2026, 1, 4), date(2026, 1, 5))
    assert [(night.occupied, night.open, night.rate, night.query) for night in table] == [
        (1, 1, 100, False),
        (1, 4, 25, True),
    ]


def test_emergency_beds_stand_apart(as_, vera, colette, momo, house, at):
    at("2026-01-04 15:00")
    with as_(colette):
        house.b1A.emergency = True
        house.b1A.save()
    with as_(vera):
        actions.admit_to_bed(actor=vera, person=momo, bed=house.b1A)
    at("2026-01-05 12:00")
    with as_(colette):
        night = nights(colette, date(2026, 1, 4), date(2026, 1, 4))[0]
    assert (night.open, night.occupied, night.emergency_open, night.emergency_occupied) == (3, 0, 1, 1)
