"""Somebody with every published number of the year and a linear program must not pin a small number down."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from audit.release.attack import CANDIDATES, Published, find_leak
from audit.release.rounding import margins_of, round_atoms


def number(members, value, slack, truth=None):
    return Published(frozenset(members), value, slack, truth)


def test_an_exact_small_number_is_a_leak():
    leak = find_leak([number([0], 3, 0, 3)], [3])
    assert (leak.members, leak.low, leak.high) == (frozenset({0}), 3, 3)


def test_a_rounded_small_number_is_none():
    assert find_leak([number([0], 5, 4, 3)], [5]) is None


def test_a_nought_that_may_be_four_is_none():
    assert find_leak([number([0], 0, 4, 2)], [0]) is None


def test_two_exact_totals_give_their_difference_away():
    """A year and its first half, exact, with three persons in between."""
    leak = find_leak([number([0, 1], 103, 0, 103), number([0], 100, 0, 100)], [100, 3])
    assert leak.members == frozenset({1})
    assert (leak.low, leak.high) == (3, 3)


def test_a_difference_of_nothing_is_no_leak():
    assert find_leak([number([0, 1], 100, 0, 100), number([0], 100, 0, 100)], [100, 0]) is None


def test_margins_rounded_apart_squeeze_a_cell():
    """Cells that add up to less than their total betray each other: the proof fails and the programs find it."""
    cells = [number([place], 0, 4) for place in range(3)]
    leak = find_leak([*cells, number([0, 1, 2], 15, 3)], [0, 0, 0])
    assert leak is not None
    assert leak.high - leak.low + 1 < CANDIDATES


def test_numbers_that_contradict_each_other_are_a_leak():
    assert find_leak([number([0], 0, 4), number([0, 1], 5, 0), number([1], 20, 4)], [0, 20]) is not None


def test_three_tables_together_tell_more_than_each():
    """Row, column and total exact: the corner follows, though nobody published it."""
    published = [
        number([0, 1, 2, 3], 50, 0, 50), number([0, 1], 30, 0, 30), number([0, 2], 47, 0, 47), number([2, 3], 20, 0, 20),
    ]
    assert find_leak([*published, number([0], 28, 0, 28)], [28, 2, 19, 1]) is not None


def test_nothing_published_leaks_nothing():
    assert find_leak([], [1, 2, 3]) is None


@settings(max_examples=25, deadline=None)
@given(
    atoms=st.dictionaries(
        st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), st.integers(1, 40), min_size=1, max_size=9
    ),
    seed=st.integers(0, 10**6),
)
def test_a_rounded_quarter_holds_with_all_its_margins(atoms, seed):
    rounded = round_atoms(atoms, base=5, dice=Random(seed), seconds=5).values
    members, keys = {}, list(rounded)
    for place, combination in enumerate(keys):
        for margin in margins_of(combination):
            members.setdefault(margin, []).append(place)
    published = [
        number(places, sum(rounded[keys[one]] for one in places), 4, sum(atoms[keys[one]] for one in places))
        for places in members.values()
    ]
    assert find_leak(published, [rounded[key] for key in keys]) is None
