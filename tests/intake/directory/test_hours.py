"""Open or not: nights past midnight, public holidays, the nights when clocks change, and what is not known."""

from datetime import date, time

import pytest

from centre.shifts import clock
from intake.directory.holidays import easter, holidays
from intake.directory.hours import Hours, opening
from intake.directory.osm import parse

NIGHT = Hours((5, 6), time(22), time(2), on_holidays=True)
OFFICE = Hours((1, 2, 3, 4, 5), time(9), time(17), on_holidays=False)


def state(lines, moment):
    return opening(lines, clock.instant(moment)).now


@pytest.mark.parametrize(("year", "day"), [(2024, date(2024, 3, 31)), (2025, date(2025, 4, 20)), (2026, date(2026, 4, 5)), (2038, date(2038, 4, 25)), (1818, date(1818, 3, 22))])
def test_easter(year, day):
    assert easter(year) == day


def test_the_ten_holidays_of_a_year():
    assert sorted(holidays(2026)) == [
        date(2026, 1, 1), date(2026, 4, 6), date(2026, 5, 1), date(2026, 5, 14), date(2026, 5, 25), date(2026, 7, 21),
        date(2026, 8, 15), date(2026, 11, 1), date(2026, 11, 11), date(2026, 12, 25),
    ]


@pytest.mark.parametrize(("moment", "now"), [
    ("2026-11-20 21:59", False), ("2026-11-20 22:00", True), ("2026-11-21 01:59", True), ("2026-11-21 02:00", False),
    ("2026-11-22 01:30", True), ("2026-11-23 01:30", False),
])
def test_a_night_goes_on_after_midnight(moment, now):
    assert state([NIGHT], moment) is now


@pytest.mark.parametrize(("moment", "now"), [("2026-12-24 10:00", True), ("2026-12-25 10:00", False), ("2026-04-06 10:00", False), ("2026-04-07 10:00", True)])
def test_a_public_holiday_shuts_an_office(moment, now):
    assert state([OFFICE], moment) is now


def test_on_a_holiday_of_which_nothing_is_known_it_is_not_known():
    unsure = Hours((1, 2, 3, 4, 5), time(9), time(17), on_holidays=None)
    assert state([unsure], "2026-12-25 10:00") is None
    assert state([unsure], "2026-12-26 10:00") is False
    assert state([unsure], "2026-12-28 10:00") is True


def test_without_a_valid_line_it_is_not_known():
    assert state([], "2026-11-20 10:00") is None
    assert state([Hours((5,), time(9), time(17), date(2005, 1, 1), date(2005, 1, 1))], "2026-11-20 10:00") is None


def test_the_night_that_loses_an_hour_and_the_night_that_gains_one():
    night = Hours((6,), time(22), time(6), on_holidays=True)
    spring = opening([night], clock.instant("2026-03-28 22:30"))
    autumn = opening([night], clock.instant("2026-10-24 22:30"))
    assert (spring.until - clock.instant("2026-03-28 22:00")).total_seconds() / 3600 == 7
    assert (autumn.until - clock.instant("2026-10-24 22:00")).total_seconds() / 3600 == 9
    assert state([night], "2026-03-29 03:30") is True
    assert state([night], "2026-10-25 05:59") is True
    assert state([night], "2026-10-25 06:00") is False


def test_day_and_night_never_end_within_the_days_looked_at():
    found = opening(parse("24/7"), clock.instant("2026-12-25 03:00"))
    assert found.now is True
    assert (found.until - clock.instant("2026-12-25 03:00")).days >= 6


def test_the_next_opening_is_said():
    assert opening([OFFICE], clock.instant("2026-11-20 18:00")).until == clock.instant("2026-11-23 09:00")


@pytest.mark.parametrize(("text", "lines"), [
    ("Mo-Fr 19:00-22:30", [Hours((1, 2, 3, 4, 5), time(19), time(22, 30), on_holidays=None)]),
    ("Mo-Fr 09:00-12:00,13:00-17:00; PH off", [Hours((1, 2, 3, 4, 5), time(9), time(12), on_holidays=False), Hours((1, 2, 3, 4, 5), time(13), time(17), on_holidays=False)]),
    ("Sa-Mo 22:00-24:00", [Hours((1, 6, 7), time(22), time(0), on_holidays=None)]),
    ("We,Fr 10:00-11:00; PH open", [Hours((3, 5), time(10), time(11), on_holidays=True)]),
])
def test_a_week_in_words_becomes_a_week(text, lines):
    assert parse(text) == lines


@pytest.mark.parametrize("text", ["", "sur rendez-vous", "Mo 25:00-26:00", "Xx 10:00-11:00", "Mo 10:00", "Jan-Mar Mo 10:00-12:00", "PH off"])
def test_other_words_are_never_computed(text):
    assert parse(text) is None
