"""Rounding a quarter at once: multiples of the base, everything close to the truth, everything adds up."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.release import rounding
from audit.release.rounding import CannotRound, coarser, errors_of, margins_of, round_atoms

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


def close_enough(atoms, base, **owed):
    """The first of ever coarser categories that can be rounded, with what was really counted in them."""
    for exact in coarser(atoms, base, "grouped"):
        try:
            return round_atoms(exact, base=base, **owed), exact
        except CannotRound:
            continue
    raise CannotRound


@settings(max_examples=40, deadline=None)
@given(atoms=COUNTS, base=st.sampled_from([5, 10]), seed=st.integers(0, 10**6))
def test_every_atom_is_a_multiple_and_every_number_less_than_the_base_away(atoms, base, seed):
    rounded, exact = close_enough({key: value for key, value in atoms.items() if value}, base, dice=Random(seed), seconds=5)
    assert rounded.values.keys() == exact.keys()
    assert all(value % base == 0 and value >= 0 for value in rounded.values.values())
    assert all(abs(rounded.values[key] - exact[key]) < base for key in exact)
    true, shown = sums(exact), sums(rounded.values)
    assert all(abs(shown[margin] - true[margin]) < base for margin in true)
    assert rounded.deviation < base


@settings(max_examples=15, deadline=None)
@given(quarters=st.lists(COUNTS, min_size=4, max_size=4), seed=st.integers(0, 10**6))
def test_the_half_year_and_the_year_stay_as_close_as_a_quarter(quarters, seed):
    carried, half, dice, true, shown = {}, {}, Random(seed), [], []
    for number, atoms in enumerate(quarters):
        found = {key: value for key, value in atoms.items() if value}
        rounded, exact = close_enough(found, 10, carried=carried, half=half if number % 2 else {}, dice=dice, seconds=5)
        carried, half = rounded.errors, rounded.half
        true.append(sums(exact)), shown.append(sums(rounded.values))
        assert sum(exact.values()) == sum(found.values())
    for period in ((0,), (1,), (2,), (3,), (0, 1), (2, 3), (0, 1, 2, 3)):
        for margin in {margin for number in period for margin in true[number]}:
            gap = sum(shown[number].get(margin, 0) - true[number].get(margin, 0) for number in period)
            assert abs(gap) <= 9, (period, margin)


def test_categories_are_grouped_small_ones_first():
    atoms = {("a", "w"): 40, ("a", "x"): 3, ("b", "w"): 2}
    steps = list(coarser(atoms, 10, "grouped"))
    assert steps[0] == atoms
    assert steps[1] == {("a", "w"): 40, ("grouped", "grouped"): 5}
    assert steps[-1] == {("grouped", "grouped"): 45}


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
    assert rounded.deviation <= 4
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
