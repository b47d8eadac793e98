"""Who is still housed: stories over second homes, deaths and lasting homes apart; counted without persons."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest

from housing.placements import actions, selectors

pytestmark = pytest.mark.django_db
START, END = date(2025, 1, 10), date(2025, 7, 1)
UNTIL = date(2026, 6, 30)


@pytest.fixture(autouse=True)
def summer(at):
    return at("2026-09-15 14:00")


@pytest.fixture
def left(as_, hugo, house_them):
    """`left("Kenza", START, END, "101")` lived in a home from a day to a day and went somewhere."""

    def make(alias, start=START, end=END, destination="101", reason="rent", **more):
        placement = house_them(alias, start, **more)
        with as_(hugo):
            return actions.end_placement(actor=hugo, placement=placement, ended_on=end, reason=reason, destination=destination)

    return make


def told(actor, until=UNTIL, programme=None):
    return [(row.moved_in_on, row.ended_on, row.how) for row in selectors.retention_rows(actor, until, programme)]


def test_tenants_losses_deaths_and_lasting_homes_are_told_apart(as_, hugo, colette, house_them, left):
    house_them("Anna", START)
    left("Kenza", START + timedelta(days=1))
    left("Pavel", START + timedelta(days=2), reason="died")
    left("Momo", START + timedelta(days=3), destination="410", reason="own_choice")
    house_them("Ewa")
    with as_(colette):
        assert told(colette) == [
            (START, None, ""), (START + timedelta(days=1), END, "ended"), (START + timedelta(days=2), END, "died"),
            (START + timedelta(days=3), END, "transferred"),
        ]


def test_an_end_after_the_day_asked_for_has_not_happened(as_, hugo, left):
    left("Kenza")
    with as_(hugo):
        assert told(hugo, END - timedelta(days=1)) == [(START, None, "")]
        assert told(hugo, END) == [(START, END, "ended")]
        assert told(hugo, START - timedelta(days=1)) == []


@pytest.mark.parametrize(
    ("days", "stories"), [(0, [(START, None, "")]), (90, [(START, None, "")]), (91, [(START, END, "ended"), (END + timedelta(days=91), None, "")])]
)
def test_a_second_home_within_ninety_days_of_the_end_is_the_same_story(as_, hugo, homes, left, days, stories):
    former = left("Kenza")
    with as_(hugo):
        second = actions.plan_placement(
            actor=hugo, person=former.person, programme=homes.transit, enrolled_on=END, previous=former, client_uuid=uuid4()
        )
        assert told(hugo) == [(START, END, "ended")], "nobody has moved in yet"
        actions.move_in(actor=hugo, placement=second, moved_in_on=END + timedelta(days=days))
        assert told(hugo) == stories


def test_three_homes_are_one_story_that_ends_with_the_last(as_, hugo, left):
    first = left("Kenza")
    second = left("", END + timedelta(days=30), END + timedelta(days=100), person=first.person, previous=first)
    third = left("", END + timedelta(days=130), END + timedelta(days=200), person=first.person, previous=second, destination="435")
    with as_(hugo):
        rows = selectors.retention_rows(hugo, UNTIL)
        assert [tuple(row) for row in rows] == [(first.pk, START, third.ended_on, "transferred")]


def test_a_programme_is_that_in_which_the_story_began(as_, hugo, homes, left, house_them):
    first = left("Kenza")
    house_them(person=first.person, moved_in_on=END + timedelta(days=10), programme=homes.transit, previous=first)
    house_them("Pavel", START + timedelta(days=1), programme=homes.transit)
    with as_(hugo):
        assert told(hugo, programme=homes.first.pk) == [(START, None, "")]
        assert told(hugo, programme=homes.transit.pk) == [(START + timedelta(days=1), None, "")]


def test_the_figure_needs_a_permission_and_no_right_on_any_person(as_, vera, corentin, left):
    left("Kenza")
    with as_(vera):
        assert told(vera) == []
    with as_(corentin):
        assert len(told(corentin)) == 1
