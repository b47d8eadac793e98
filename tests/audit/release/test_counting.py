"""Exact counts before they are rounded: a person once a year, contacts only where many stand behind."""

from uuid import UUID

import pytest

from audit.release.catalogue import CONTACTS, GROUPED, PERSONS, Dimension, Source
from audit.release.counting import base_for, count_contacts, count_persons

DIMENSIONS = (Dimension("g", "G", {"a": "A", "b": "B"}), Dimension("s", "S", {"x": "X", "y": "Y"}))


def source(kind=PERSONS, **more):
    return Source("test", "Test", kind, 1, DIMENSIONS, lambda window: (), **more)


def who(number):
    return UUID(int=number)


def row(number, g="a", s="x", n=1):
    return (None if number is None else who(number)), {"g": g, "s": s}, n


def token(person):
    return person.bytes


def test_each_person_counts_once_with_their_first_categories():
    counted = count_persons(source(), [row(1), row(2, "b"), row(1, "b"), row(None)], known=set(), token=token)
    assert counted.atoms == {("a", "x"): 1, ("b", "x"): 1}
    assert counted.persons == 2


def test_who_was_counted_in_a_former_quarter_is_not_counted_again():
    first = count_persons(source(), [row(1), row(2)], known=set(), token=token)
    then = count_persons(source(), [row(2), row(3)], known=set(first.tokens), token=token)
    assert (then.persons, then.tokens) == (1, [who(3).bytes])


def test_a_category_outside_the_catalogue_stops_the_closing():
    with pytest.raises(KeyError):
        count_persons(source(), [row(1, "unheard of")], known=set(), token=token)


def test_contacts_of_ten_persons_stand_by_themselves():
    counted = count_contacts(source(CONTACTS), [row(number, n=2) for number in range(10)])
    assert counted.atoms == {("a", "x"): 20}
    assert (counted.persons, counted.withheld) == (10, 0)


def test_contacts_of_nine_persons_are_withheld():
    counted = count_contacts(source(CONTACTS), [row(number, n=50) for number in range(9)])
    assert (counted.atoms, counted.withheld) == ({}, 450)


def test_one_person_who_comes_more_than_all_others_is_not_shown():
    counted = count_contacts(source(CONTACTS), [*(row(number) for number in range(20)), row(99, n=21)])
    assert counted.atoms == {}


def test_two_persons_who_make_more_than_seventy_percent_are_not_shown():
    rows = [*(row(number) for number in range(20)), row(98, n=24), row(99, n=24)]
    assert count_contacts(source(CONTACTS), rows).atoms == {}


def test_half_by_one_person_is_the_most_there_may_be():
    rows = [*(row(number, n=2) for number in range(15)), row(99, n=30)]
    assert count_contacts(source(CONTACTS), rows).atoms == {("a", "x"): 60}


def test_what_is_too_few_is_grouped_from_the_last_dimension():
    rows = [*(row(number, s="x") for number in range(5)), *(row(number, s="y") for number in range(5, 10))]
    assert count_contacts(source(CONTACTS), rows).atoms == {("a", GROUPED): 10}


def test_those_nobody_knows_count_but_do_not_cover_a_single_person():
    nameless = [row(None, n=30)]
    assert count_contacts(source(CONTACTS), nameless).atoms == {("a", "x"): 30}
    assert count_contacts(source(CONTACTS), [*nameless, row(1)]).atoms == {}


@pytest.mark.parametrize(
    ("kind", "sensitive", "persons", "used", "base"),
    [
        (PERSONS, False, 150, (), 5),
        (PERSONS, False, 149, (), 10),
        (PERSONS, True, 5000, (), 10),
        (CONTACTS, False, 5000, (), 10),
        (PERSONS, False, 5000, (10,), 10),
    ],
)
def test_the_base(kind, sensitive, persons, used, base):
    assert base_for(source(kind, sensitive=sensitive), persons, used) == base
