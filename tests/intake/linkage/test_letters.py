"""Two letters of a name, whatever alphabet it is written in."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.linkage.letters import first_letters, spelt

NAMES = st.text(alphabet=st.characters(codec="utf-8"), max_size=30)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Fatima", "FA"), ("élodie", "EL"), ("ÉLODIE", "EL"), ("  o'Neill", "ON"), ("Jean-Pierre", "JE"), ("Łukasz", "LU"),
        ("Øystein", "OY"), ("Ægir", "AE"), ("ßa", "SS"), ("Šaban", "SA"), ("İbrahim", "IB"), ("ısmail", "IS"), ("Đorđe", "DO"),
        ("El Khalil", "EL"), ("el-Khalil", "EL"), ("van den Berg", "VA"), ("D'Hondt", "DH"),
        ("Иван", "IV"), ("Жанна", "ZH"), ("Щукин", "SH"), ("Юлия", "YU"), ("Їжак", "IZ"), ("Ђорђе", "DJ"), ("Љубица", "LJ"),
        ("محمد", "MH"), ("فاطمة", "FA"), ("خالد", "KH"), ("شيماء", "SH"), ("أحمد", "AH"), ("إبراهيم", "AB"), ("پرویز", "PR"),
        ("چنار", "CH"), ("مُحَمَّد", "MH"),
        ("Ｍｏｍｏ", "MO"), ("", ""), ("X", ""), ("123", ""), ("…", ""),
    ],
)  # fmt: skip
def test_a_name_gives_its_two_letters(name, letters):
    assert first_letters(name) == letters


@given(NAMES)
def test_letters_are_two_of_a_to_z_or_none(name):
    letters = first_letters(name)
    assert len(letters) in {0, 2}
    assert set(letters) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@given(NAMES)
def test_spelling_twice_changes_nothing(name):
    assert spelt(spelt(name)) == spelt(name)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=20), st.text(alphabet="\u0300\u0301\u0308\u0327 '-.", max_size=20))
def test_case_accents_and_signs_say_nothing(name, marks):
    dressed = "".join(letter + mark for letter, mark in zip(name, marks.ljust(len(name)), strict=False))
    assert spelt(dressed.title()) == spelt(name)


@given(NAMES)
def test_the_way_accents_are_stored_says_nothing(name):
    assert first_letters(unicodedata.normalize("NFC", name)) == first_letters(unicodedata.normalize("NFD", name))
