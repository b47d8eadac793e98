"""What looks like a name or a number in a note is pointed at, and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centre.shell.wording import is_national_number, warnings


@given(st.integers(min_value=0, max_value=999_999_999))
def test_a_national_number_is_known_by_its_check(body):
    for base in (body, 2_000_000_000 + body):
        check = 97 - base % 97
        digits = f"{body:09d}{check:02d}"
        assert is_national_number(digits)
        assert len(warnings(f"n° {digits[:2]}.{digits[2:4]}.{digits[4:6]}-{digits[6:9]}.{digits[9:]}")) >= 1


@pytest.mark.parametrize("text", ["Appeler le 0470 12 34 56", "+32 2 123 45 67", "voir Mme Dupont", "mail a.b@example.org", "Dr Peeters"])
def test_something_that_names_somebody_warns(text):
    assert warnings(text)


@pytest.mark.parametrize("text", ["Tension 12/8, revient le 24/11 à 14 h.", "A pris 10 seringues et 2 kits.", "Dort mal depuis 3 jours."])
def test_ordinary_words_do_not(text):
    assert warnings(text) == []


@pytest.mark.parametrize("text", ["a vu Karim Benali hier, va mieux.", "parle de son ami Jean Dupont"])
def test_a_first_name_and_a_surname_warn(text):
    assert len(warnings(text)) == 1


@pytest.mark.parametrize("text", ["Dossier AMU introduit, réponse attendue.", "Momo dort mieux. Revient jeudi.", "Zoekt een kamer. Samen gebeld."])
def test_an_alias_and_capitals_of_sentences_do_not(text):
    assert warnings(text) == []
