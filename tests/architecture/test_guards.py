"""The guards beside every test bite: what they forbid fails."""

import pytest

from centre.staff.models import Team

from . import shuffling


def orders(queryset):
    seen = set()
    for number in range(20):
        shuffling.start(str(number))
        seen.add(tuple(queryset.all()))
    return seen


def test_rows_without_an_order_come_in_another_one_each_time(db):
    assert len(orders(Team.objects.values_list("pk"))) > 5
    assert len(orders(Team.objects.order_by("pk").values_list("pk"))) == 1


def test_rows_fetched_one_by_one_are_shuffled_too(db):
    found = set()
    for number in range(20):
        shuffling.start(str(number))
        found.add(tuple(team.pk for team in Team.objects.iterator()))
    assert len(found) > 5


def test_the_same_test_shuffles_alike_again(db):
    again = []
    for _ in range(2):
        shuffling.start("one test")
        again.append(list(Team.objects.all()))
    assert again[0] == again[1]


@pytest.mark.parametrize("key", [0, slice(0, 2)])
def test_a_slice_of_rows_without_an_order_fails(db, key):
    with pytest.raises(AssertionError, match=r"without an order: centre\.Team"):
        Team.objects.all()[key]
    assert Team.objects.order_by("pk")[key]
