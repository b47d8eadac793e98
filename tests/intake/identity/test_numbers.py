"""National numbers and BIS numbers hold together or are refused."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.identity.numbers import WrongNumber, check_digits, read_number, shown

DAYS = st.dates(date(1900, 1, 1), date(2026, 12, 31))
ORDER = st.integers(1, 998)
ADDED = st.sampled_from([0, 20, 40])


def number(born: date, order: int, added: int = 0) -> str:
    first = f"{born:%y}{born.month + added:02d}{born.day:02d}{order:03d}"
    return first + check_digits(first, from_2000=born.year >= 2000)


@pytest.mark.parametrize(
    ("text", "bis", "born"),
    [
        ("85.07.30-033.28", False, date(1985, 7, 30)), ("85073003328", False, date(1985, 7, 30)),
        (" 850730 033 28 ", False, date(1985, 7, 30)), ("17 07 30 033 84", False, date(2017, 7, 30)),
    ],
)  # fmt: skip
def test_published_examples(text, bis, born):
    found = read_number(text)
    assert (found.bis, found.born_on) == (bis, born)


@given(DAYS, ORDER, ADDED)
def test_what_is_computed_is_read_back(born, order, added):
    made = number(born, order, added)
    found = read_number(shown(made))
    assert (found.digits, found.bis) == (made, added > 0)
    assert found.born_on is not None
    assert (found.born_on.month, found.born_on.day, found.born_on.year % 100) == (born.month, born.day, born.year % 100)


@given(st.integers(0, 10**9 - 1), st.integers(0, 8), st.integers(1, 9), st.booleans())
def test_one_wrong_digit_never_has_the_same_check(first, place, other, later):
    """Within a century every single wrong digit is seen."""
    right = f"{first:09d}"
    wrong = right[:place] + str((int(right[place]) + other) % 10) + right[place + 1 :]
    assert check_digits(right, from_2000=later) != check_digits(wrong, from_2000=later)


@given(st.integers(0, 10**9 - 1), st.integers(0, 7), st.booleans())
def test_two_neighbours_exchanged_never_have_the_same_check(first, place, later):
    right = f"{first:09d}"
    wrong = right[:place] + right[place + 1] + right[place] + right[place + 2 :]
    if right != wrong:
        assert check_digits(right, from_2000=later) != check_digits(wrong, from_2000=later)


@given(DAYS, ORDER, st.integers(1, 96))
def test_a_wrong_check_is_refused_unless_it_is_that_of_the_other_century(born, order, more):
    made = number(born, order)
    check = f"{(int(made[9:]) + more - 1) % 97 + 1:02d}"
    if check in {check_digits(made[:9], from_2000=later) for later in (True, False)}:
        return
    with pytest.raises(WrongNumber):
        read_number(made[:9] + check)


@given(st.text(max_size=14))
def test_anything_else_is_refused_or_holds_together(text):
    try:
        found = read_number(text)
    except WrongNumber:
        return
    assert (len(found.digits), found.digits.isdigit()) == (11, True)


@pytest.mark.parametrize("first", ["850000033", "850700033", "852000033", "854000033", "854700033"])
def test_a_birthday_that_is_not_known_whole_is_no_mistake(first):
    assert read_number(first + check_digits(first, from_2000=False)).born_on is None


@pytest.mark.parametrize("first", ["851301033", "850132033", "850230033", "855301033", "850101000", "850101999"])
def test_a_day_that_never_was_is_refused(first):
    for later in (True, False):
        with pytest.raises(WrongNumber):
            read_number(first + check_digits(first, from_2000=later))


def test_it_shows_nothing_of_itself():
    assert "8507" not in repr(read_number("85073003328"))
