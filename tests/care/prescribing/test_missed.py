"""Missed days and what follows: a pure function, tried with any calendar. The rows are those of a guideline, as an example."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from care.prescribing.enums import AfterMissing
from care.prescribing.missed import FAR, Step, Stretch, days_missed, judge

ALL = frozenset(range(1, 8))
MONDAY = date(2026, 3, 2)
#: The Australian guideline for methadone, as DOMAIN 10 tells it: 40 mg or half, whichever is lower, after four days.
EXAMPLE = (
    Step(1, 1, AfterMissing.SAME), Step(2, 2, AfterMissing.SOBER), Step(3, 3, AfterMissing.PERCENT, 50),
    Step(4, 4, AfterMissing.SEE, 50, 40_000), Step(5, None, AfterMissing.INDUCTION),
)  # fmt: skip

weekdays = st.frozensets(st.integers(1, 7), min_size=1)
days = st.integers(0, 90).map(lambda n: MONDAY + timedelta(days=n))


@st.composite
def calendars(draw):
    """One to four prescriptions, with or without gaps between them, some a new beginning."""
    found, first = [], draw(days)
    for number in range(draw(st.integers(1, 4))):
        first += timedelta(days=draw(st.integers(0, 6)) if number else 0)
        last = first + timedelta(days=draw(st.integers(0, 40)))
        found.append(Stretch(first, last, draw(weekdays), anew=draw(st.booleans()) and number > 0))
        first = last + timedelta(days=1)
    return found


@given(calendars(), days)
def test_nothing_is_missed_the_day_after_a_dose(stretches, today):
    assert days_missed(stretches, today - timedelta(days=1), today) == 0


@given(calendars(), days, days)
def test_a_later_dose_never_makes_more_missed(stretches, one, today):
    assert days_missed(stretches, one + timedelta(days=1), today) <= days_missed(stretches, one, today)


@given(calendars(), st.none() | days, days)
def test_a_day_more_is_at_most_one_more_missed_and_never_less_unless_one_begins_anew(stretches, covered, today):
    before, after = days_missed(stretches, covered, today), days_missed(stretches, covered, today + timedelta(days=1))
    begins = any(one.anew and one.first == today + timedelta(days=1) for one in stretches)
    assert 0 <= after <= min(before + 1, FAR)
    assert begins or after >= before


def test_what_was_missed_is_not_forgotten_as_weeks_go_by():
    """A dose once a week, missed for twenty weeks: twenty, and not those of the last two months."""
    weekly = Stretch(MONDAY, MONDAY + timedelta(days=400), frozenset({1}))
    assert days_missed([weekly], None, MONDAY + timedelta(weeks=20)) == 20
    assert days_missed([weekly], None, MONDAY + timedelta(days=4000)) == FAR


@given(weekdays, days, st.integers(0, 40))
def test_only_days_that_asked_for_a_dose_are_missed(chosen, covered, gap):
    stretch = Stretch(MONDAY - timedelta(days=100), MONDAY + timedelta(days=300), chosen)
    today = covered + timedelta(days=gap + 1)
    between = [covered + timedelta(days=n) for n in range(1, gap + 1)]
    assert days_missed([stretch], covered, today) == sum(day.isoweekday() in chosen for day in between)


@given(calendars(), days)
def test_the_order_of_prescriptions_changes_nothing(stretches, today):
    assert days_missed(stretches, None, today) == days_missed(list(reversed(stretches)), None, today)


def test_days_between_two_prescriptions_count_and_a_new_beginning_wipes_them_out():
    first = Stretch(MONDAY, MONDAY + timedelta(days=6), ALL)
    later = MONDAY + timedelta(days=10)
    assert days_missed([first, Stretch(later, later + timedelta(days=6), ALL)], MONDAY + timedelta(days=6), later) == 3
    assert days_missed([first, Stretch(later, later + timedelta(days=6), ALL, anew=True)], MONDAY + timedelta(days=6), later) == 0


def test_nobody_misses_before_the_first_prescription_begins():
    assert days_missed([], None, MONDAY) == 0
    assert days_missed([Stretch(MONDAY, MONDAY, ALL)], None, MONDAY) == 0
    assert days_missed([Stretch(MONDAY + timedelta(days=1), MONDAY + timedelta(days=9), ALL)], None, MONDAY) == 0


@pytest.mark.parametrize(
    ("missed", "after", "held", "sober", "dose_ug"),
    [
        (0, "same", False, False, 60_000), (1, "same", False, False, 60_000), (2, "sober", False, True, 60_000),
        (3, "percent", True, False, 30_000), (4, "see", True, False, 30_000), (5, "induction", True, False, None), (40, "induction", True, False, None),
    ],
)  # fmt: skip
def test_the_signed_rows_are_followed(missed, after, held, sober, dose_ug):
    verdict = judge(missed, 60_000, EXAMPLE)
    assert (verdict.after, verdict.held, verdict.sober, verdict.dose_ug, verdict.missed, verdict.signed) == (after, held, sober, dose_ug, missed, True)


def test_the_lower_of_part_and_most_is_proposed():
    assert judge(4, 120_000, EXAMPLE).dose_ug == 40_000


@given(st.integers(1, 80), st.integers(1, 1_000_000))
def test_without_a_signed_row_any_miss_holds(missed, dose):
    verdict = judge(missed, dose, ())
    assert (verdict.held, verdict.signed, verdict.dose_ug) == (True, False, None)
    assert judge(2, dose, (Step(3, None, AfterMissing.SAME),)).held


@given(st.integers(0, 80), st.integers(1, 1_000_000))
def test_no_rule_ever_proposes_more_than_the_dose(missed, dose):
    assert (judge(missed, dose, EXAMPLE).dose_ug or 0) <= dose
