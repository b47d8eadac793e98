"""When a space is open, by the clock on the wall."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from intake.spaces.hours import open_at

ZONE = ZoneInfo("Europe/Brussels")
MONDAY = datetime(2026, 11, 23, tzinfo=ZONE)
NIGHT = [(0, time(20), time(2))]


def test_over_midnight_belongs_to_the_evening():
    assert [open_at(NIGHT, MONDAY + timedelta(hours=hour)) for hour in (19, 20, 23, 25, 26)] == [False, True, True, True, False]


def test_no_hours_at_all_is_day_and_night():
    assert open_at([], MONDAY) is True


def test_round_the_clock_on_one_day():
    """The same closing as the opening is a whole day long."""
    whole = [(0, time(8), time(8))]
    assert [open_at(whole, MONDAY + timedelta(hours=hour)) for hour in (7, 8, 30, 32)] == [False, True, True, False]


def test_both_nights_when_the_clock_changes_go_by_the_wall():
    for sunday, open_until in ((datetime(2026, 3, 29, tzinfo=ZONE), 4), (datetime(2026, 10, 25, tzinfo=ZONE), 4)):
        week = [(5, time(22), time(open_until))]
        assert open_at(week, sunday.replace(hour=3, minute=30)) is True
        assert open_at(week, sunday.replace(hour=4)) is False


@given(opens=st.times(), closes=st.times(), minutes=st.integers(0, 7 * 24 * 60 - 1))
def test_an_opening_lasts_from_its_start_to_its_end(opens, closes, minutes):
    opens, closes = opens.replace(second=0, microsecond=0), closes.replace(second=0, microsecond=0)
    moment = datetime(2026, 6, 1) + timedelta(minutes=minutes)
    start = datetime.combine(datetime(2026, 6, 1), opens)
    end = datetime.combine(datetime(2026, 6, 1), closes) + (timedelta(days=1) if closes <= opens else timedelta())
    assert open_at([(0, opens, closes)], moment) is (start <= moment < end)
