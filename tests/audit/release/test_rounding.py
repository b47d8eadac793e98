"""Rounding a quarter at once: multiples of the base, everything close to the truth, everything adds up."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.release import rounding
from audit.release.rounding import CannotRound, errors_of, margins_of, round_atoms

COUNTS = st.dictionaries(
    st.tuples(st.sampled_from("abcd"), st.sampled_from("wxyz"), st.sampled_from("12")),
    st.integers(min_value=0, max_value=60),
    max_size=24,
)


def sums(atoms):
    found = {}
    for combination, value in atoms.items():
        for margin in margins_of(combination):
            found[margin] = found.get(margin, 0) + value
    return found


@settings(max_examples=40, deadline=None)
@given(atoms=COUNTS, base=st.sampled_from([5, 10]), seed=st.integers(0, 10**6))
def test_every_atom_is_a_multiple_and_every_margin_stays_close(atoms, base, seed):
    rounded = round_atoms(atoms, base=base, dice=Random(seed), seconds=5)
    exact = {key: value for key, value in atoms.items() if value}
    assert rounded.values.keys() == exact.keys()
    assert all(value % base == 0 and value >= 0 for value in rounded.values.values())
    assert all(abs(rounded.values[key] - exact[key]) <= 2 * base - 1 for key in exact)
    true, shown = sums(exact), sums(rounded.values)
    assert all(abs(shown[margin] - true[margin]) <= 2 * base - 1 for margin in true)
    assert abs(shown.get((), 0) - true.get((), 0)) <= base - 1


@settings(max_examples=15, deadline=None)
@given(quarters=st.lists(COUNTS, min_size=4, max_size=4), seed=st.integers(0, 10**6))
def test_the_year_stays_as_close_as_a_quarter(quarters, seed):
    carried, dice = {}, Random(seed)
    for atoms in quarters:
        rounded = round_atoms(atoms, base=5, carried=carried, dice=dice, seconds=5)
        carried = rounded.errors
        assert abs(carried.get((), 0)) <= 4
    assert all(abs(gap) <= 9 for margin, gap in carried.items() if len(margin) <= 1)


def test_two_closings_of_the_same_truth_may_differ():
    atoms = {(row, column): 7 for row in "abcd" for column in "wxyz"}
    seen = {tuple(round_atoms(atoms, base=5, dice=Random(seed)).values.values()) for seed in range(8)}
    assert len(seen) > 1


def test_the_same_dice_give_the_same_rounding():
    atoms = {(row, column): ord(row) % 7 + ord(column) % 5 for row in "abcd" for column in "wxyz"}
    one, two = (round_atoms(atoms, base=5, dice=Random(3)) for _n in range(2))
    assert one.values == two.values


def test_nothing_counted_is_nothing_rounded():
    owed = {(): 3}
    rounded = round_atoms({}, base=5, carried=owed)
    assert (rounded.values, rounded.errors, rounded.deviation) == ({}, owed, 0)


def test_exact_multiples_are_left_alone():
    atoms = {("a", "w"): 10, ("b", "x"): 25}
    assert round_atoms(atoms, base=5, dice=Random(1)).values == atoms


def test_when_the_time_is_over_a_search_takes_the_place_of_the_program():
    dice = Random(5)
    atoms = {(row, column, one): dice.randrange(1, 30) for row in "abcdef" for column in "uvwxyz" for one in "123"}
    rounded = round_atoms(atoms, base=5, dice=dice, seconds=0)
    assert rounded.way == "search"
    assert rounded.deviation <= 9
    assert all(value % 5 == 0 for value in rounded.values.values())


def test_what_cannot_be_kept_close_is_refused(monkeypatch):
    monkeypatch.setattr(rounding._Problem, "_program", lambda self, *limits: None)
    monkeypatch.setattr(rounding._Problem, "_search", lambda self, *limits: None)
    with pytest.raises(CannotRound):
        round_atoms({("a",): 3}, base=5)


def test_errors_add_up_over_the_year():
    first = errors_of({("a",): 3}, {("a",): 5}, {})
    assert first == {(): 2, ((0, "a"),): 2}
    assert errors_of({("a",): 7}, {("a",): 5}, first) == {}
