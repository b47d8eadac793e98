"""The card code finds every slip of the hand it promises to find. Source: PRIVACY 1, UX 1.3."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.person.cards import ALPHABET, LENGTH, MistypedCard, looks_like_card, new_code, read, show, with_parity

codes = st.text(alphabet=ALPHABET, min_size=8, max_size=8).map(with_parity)
US_TO_AZERTY = str.maketrans("1234567890AQWZM", "&é\"'(§è!çàQAZW?")


def refused(text: str) -> bool:
    try:
        read(text)
    except MistypedCard:
        return True
    return False


def suggested(text: str) -> str:
    try:
        read(text)
    except MistypedCard as slip:
        return slip.suggestion
    return ""


@given(codes)
def test_a_code_reads_as_itself(code):
    assert read(code) == code
    assert read(show(code)) == code


@given(codes)
def test_every_single_substitution_is_refused_and_the_true_code_offered(code):
    for place, symbol in itertools.product(range(LENGTH), ALPHABET):
        if symbol == code[place]:
            continue
        with pytest.raises(MistypedCard) as slip:
            read(code[:place] + symbol + code[place + 1 :])
        assert slip.value.suggestion == code


@given(codes, st.data())
def test_every_double_substitution_is_refused(code, data):
    first, second = data.draw(st.lists(st.integers(0, LENGTH - 1), min_size=2, max_size=2, unique=True))
    typed = list(code)
    typed[first] = data.draw(st.sampled_from(ALPHABET.replace(code[first], "")))
    typed[second] = data.draw(st.sampled_from(ALPHABET.replace(code[second], "")))
    assert refused("".join(typed))


def test_no_pattern_of_one_or_two_errors_is_a_code():
    """Exhaustive, because the code is linear: an error is missed exactly when the error itself is a code."""
    for first, second in itertools.combinations(range(LENGTH), 2):
        for one, two in itertools.product(ALPHABET, repeat=2):
            if one == two == "0":
                continue
            error = ["0"] * LENGTH
            error[first], error[second] = one, two
            assert refused("".join(error))


@given(codes)
def test_every_adjacent_transposition_is_refused(code):
    for place in range(LENGTH - 1):
        if code[place] != code[place + 1]:
            assert refused(code[:place] + code[place + 1] + code[place] + code[place + 2 :])


@given(codes, st.data())
def test_a_suggestion_is_always_a_whole_code_one_symbol_away(code, data):
    typed = data.draw(st.text(alphabet=ALPHABET, min_size=LENGTH, max_size=LENGTH))
    nearest = suggested(typed)
    if nearest:
        assert read(nearest) == nearest
        assert sum(a != b for a, b in zip(nearest, typed, strict=True)) == 1


@given(codes)
def test_reading_forgives_what_says_nothing(code):
    assert read(code.lower()) == code
    assert read(f"  {code[:4]} {code[4:8]}–{code[8:]}\n") == code
    assert read(code.replace("0", "O").replace("1", "l")) == code
    assert read(code.replace("1", "i")) == code


@given(codes.filter(lambda code: any(symbol.isdigit() for symbol in code)))
def test_a_scanner_on_the_wrong_layout_is_understood(code):
    assert read(code.translate(US_TO_AZERTY)) == code
    assert read(code.translate(US_TO_AZERTY).lower()) == code


def test_a_new_code_is_whole_and_carries_a_digit():
    drawn = {new_code() for _ in range(500)}
    assert len(drawn) == 500
    for code in drawn:
        assert read(code) == code
        assert any(symbol.isdigit() for symbol in code)


@pytest.mark.parametrize("text", ["", "momo", "K7QP", "K7QP-3MX9-T2X", "ÄÖ☃", "U" * 10, "0" * 4000])
def test_no_card(text):
    with pytest.raises(MistypedCard) as slip:
        read(text)
    assert slip.value.suggestion == ""


def test_a_word_is_not_taken_for_a_card():
    code = new_code()
    assert looks_like_card(show(code))
    assert looks_like_card(code[:-1] + ("2" if code[-1] != "2" else "3"))
    for word in ("momo", "alexandria", "frédérique", "d'artagnan", "Momo 34", ""):
        assert not looks_like_card(word)


def test_show():
    assert show("K7QP3MX9T2") == "K7QP-3MX9-T2"
