"""The draw as a computation: fair, repeatable, explained."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from employment.places.draw import Candidate, draw, explain, from_data, ticket, to_data

people = st.lists(
    st.builds(
        Candidate,
        sign_up=st.integers(1, 10_000),
        misses=st.integers(0, 30),
        first_timer=st.booleans(),
        capped=st.booleans(),
    ),
    max_size=40,
    unique_by=lambda one: one.sign_up,
)
seeds = st.text(alphabet="0123456789abcdef", min_size=4, max_size=16)


@settings(max_examples=150, deadline=None)
@given(people, st.integers(1, 12), st.integers(0, 12), seeds)
def test_everybody_stands_somewhere_once_and_no_place_is_invented(people, places, first, seed):
    outcome = draw(people, places=places, first_timer_places=first, seed=seed)
    assert sorted(outcome.placed + outcome.waiting + outcome.capped) == sorted(one.sign_up for one in people)
    assert len(outcome.placed) == min(places, sum(not one.capped for one in people))
    assert set(outcome.capped) == {one.sign_up for one in people if one.capped}


@settings(max_examples=100, deadline=None)
@given(people, st.integers(1, 12), st.integers(0, 12), seeds, st.randoms())
def test_the_order_of_the_candidates_does_not_matter(people, places, first, seed, shuffle):
    mixed = list(people)
    shuffle.shuffle(mixed)
    assert draw(people, places=places, first_timer_places=first, seed=seed) == draw(
        mixed, places=places, first_timer_places=first, seed=seed
    )


@settings(max_examples=100, deadline=None)
@given(people, st.integers(1, 12), st.integers(0, 12), seeds)
def test_seats_for_first_timers_go_to_first_timers(people, places, first, seed):
    outcome = draw(people, places=places, first_timer_places=first, seed=seed)
    ready = [one for one in people if one.first_timer and not one.capped]
    assert len(outcome.first_seats) == min(first, places, len(ready))
    assert set(outcome.first_seats) <= {one.sign_up for one in ready}


@settings(max_examples=60, deadline=None)
@given(people, st.integers(1, 12), st.integers(0, 4), seeds)
def test_what_is_stored_draws_the_same_again_and_explains_everybody(people, places, first, seed):
    outcome = draw(people, places=places, first_timer_places=first, seed=seed)
    stored = from_data(to_data(people))
    assert draw(stored, places=places, first_timer_places=first, seed=seed) == outcome
    assert all(explain(one, stored, outcome, places=places, seed=seed) for one in stored)


def test_who_missed_more_often_is_drawn_more_often():
    steady, unlucky = Candidate(1), Candidate(2, misses=3)
    won = sum(draw([steady, unlucky], places=1, first_timer_places=0, seed=str(n)).placed == (2,) for n in range(2000))
    assert 0.77 < won / 2000 < 0.83  # weight 4 against 1: four in five


def test_equal_weights_are_drawn_equally_often():
    three = [Candidate(n) for n in (1, 2, 3)]
    won = [draw(three, places=1, first_timer_places=0, seed=str(n)).placed[0] for n in range(3000)]
    assert all(0.29 < won.count(n) / 3000 < 0.38 for n in (1, 2, 3))


def test_a_ticket_can_be_worked_out_by_anybody():
    assert f"{ticket('abcd', 7):.6f}" == "0.026227"
    assert ticket("abcd", 7) != ticket("abce", 7)


def test_the_weight_stops_at_ten_and_the_cap_means_none():
    assert (Candidate(1, misses=50).weight, Candidate(1, capped=True).weight) == (10, 0)
