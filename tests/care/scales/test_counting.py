"""Sums and bands, against a table written from DOMAIN 14 and the papers of the scales, not from the code."""

import pytest
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from care.scales.catalogue import KEPT, SCALES, version_of
from care.scales.enums import About, Wording

#: The values of each item, in the order of the paper; what is not in the sum stands behind.
TABLE = {
    "audit-c": ([[0, 1, 2, 3, 4]] * 3, 0, 12),
    "audit": ([[0, 1, 2, 3, 4]] * 8 + [[0, 2, 4]] * 2, 0, 40),
    "sds": ([[0, 1, 2, 3]] * 5, 0, 15),
    "cows": (
        [
            [0, 1, 2, 4], [0, 1, 2, 3, 4], [0, 1, 3, 5], [0, 1, 2, 5], [0, 1, 2, 4], [0, 1, 2, 4], [0, 1, 2, 3, 5], [0, 1, 2, 4],
            [0, 1, 2, 4], [0, 1, 2, 4], [0, 3, 5],
        ],
        0, 48,
    ),
    "ciwa-ar": ([list(range(8))] * 9 + [list(range(5))], 0, 67),
    "phq-9": ([[0, 1, 2, 3]] * 9, 1, 27),
    "gad-7": ([[0, 1, 2, 3]] * 7, 0, 21),
    "pc-ptsd-5": ([[0, 1]] * 5, 1, 5),
    "assist": ([[0, 2, 3, 4, 6], [0, 3, 4, 5, 6], [0, 4, 5, 6, 7], [0, 5, 6, 7, 8], [0, 3, 6], [0, 3, 6]], 1, 39),
}
#: Where each band begins.
BORDERS = {
    "cows": [0, 5, 13, 25, 37], "audit": [0, 8, 16, 20], "phq-9": [0, 5, 10, 15, 20], "gad-7": [0, 5, 10, 15],
    "audit-c": [0, 3, 4], "pc-ptsd-5": [0, 3, 4], "sds": [], "ciwa-ar": [],
}
ABOUT = {"assist": "opioids", "sds": "opioids"}


def scored(scale, about=""):
    return [item for item in scale.items_for(about) if item.scored]


def test_every_scale_of_the_table_is_there():
    assert set(SCALES) == set(TABLE)
    assert [version_of(scale.code, scale.version) for scale in KEPT] == list(KEPT)


def test_a_scale_has_bands_with_their_source_or_says_why_it_has_none():
    for scale in KEPT:
        assert (bool(scale.bands), bool(scale.bands_source), bool(scale.no_bands)) in {(True, True, False), (False, False, True)}, scale.code


def test_items_and_values_are_those_of_the_paper():
    for code in TABLE:
        allowed, beside, most = TABLE[code]
        scale, about = SCALES[code], ABOUT.get(code, "")
        assert [list(item.values) if item.values == tuple(sorted(item.values)) else None for item in scored(scale, about)] == allowed
        assert len(scale.items_for(about)) - len(allowed) == beside
        assert scale.most(about) == most == sum(max(one) for one in allowed)
        assert all(len(item.answers) in (0, len(item.values)) for item in scale.items)


@pytest.mark.parametrize("code", sorted(TABLE))
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_sum_is_counted_as_by_hand_and_stays_within_its_bounds(code, data):
    allowed, _beside, most = TABLE[code]
    scale, about = SCALES[code], ABOUT.get(code, "")
    picked = [data.draw(st.sampled_from(one)) for one in allowed]
    answers = {item.key: value for item, value in zip(scored(scale, about), picked, strict=True)}
    total = scale.sum_of(answers, about)
    assert total == sum(picked)
    assert 0 <= total <= most
    place = data.draw(st.integers(0, len(allowed) - 1))
    higher = [value for value in allowed[place] if value > picked[place]]
    if higher:
        more = answers | {scored(scale, about)[place].key: higher[0]}
        assert scale.sum_of(more, about) == total + higher[0] - picked[place]
        bands = [scale.bands_for(about).index(band) for band in (scale.band_of(total, about), scale.band_of(scale.sum_of(more, about), about)) if band]
        assert bands == sorted(bands)


def test_bands_cover_every_sum_once_and_begin_where_they_are_said_to():
    for code in BORDERS:
        scale = SCALES[code]
        if not BORDERS[code]:
            assert scale.bands == ()
            assert scale.band_of(3) is None
            continue
        most = TABLE[code][2]
        found = [scale.band_of(score) for score in range(most + 1)]
        assert None not in found
        assert [score for score in range(most + 1) if score == 0 or found[score] is not found[score - 1]] == BORDERS[code]
        assert scale.bands_source


def test_risk_differs_by_substance():
    for about, borders, most in (("alcohol", [0, 11, 27], 39), ("tobacco", [0, 4, 27], 31), ("opioids", [0, 4, 27], 39)):
        scale = SCALES["assist"]
        assert scale.most(about) == most
        found = [scale.band_of(score, about) for score in range(most + 1)]
        assert None not in found
        assert [score for score in range(most + 1) if score == 0 or found[score] is not found[score - 1]] == borders


def test_what_is_missing_is_named_by_its_item():
    for code in TABLE:
        scale, about = SCALES[code], ABOUT.get(code, "")
        with translation.override("en"):
            answers = {item.key: max(item.values) for item in scale.items_for(about)}
            assert scale.faults(answers, about) == {}
            for item in scored(scale, about):
                partial = {key: value for key, value in answers.items() if key != item.key}
                words = scale.faults(partial, about)
                assert set(words) == {item.key}
                assert f"Item {item.key} is not answered" in words[item.key]
                assert str(item.label) in words[item.key]
            for item in scale.items_for(about):
                assert item.key in scale.faults(answers | {item.key: 99}, about)
            assert "77" in scale.faults(answers | {"77": 1}, about)


def test_what_the_paper_lets_one_skip_may_stay_empty():
    with translation.override("en"):
        assert SCALES["audit"].faults({"1": 0, "9": 2, "10": 0}) == {}
        assert SCALES["audit"].sum_of({"1": 0, "9": 2, "10": 0}) == 2
        assert set(SCALES["audit"].faults({"1": 1, "9": 0, "10": 0})) == {"2", "3", "4", "5", "6", "7", "8"}
        assert SCALES["audit"].faults({"1": 1, "2": 0, "3": 0, "9": 0, "10": 0}) == {}
        assert SCALES["pc-ptsd-5"].faults({"0": 0}) == {}
        assert "does not fit an earlier answer" in SCALES["pc-ptsd-5"].faults({"0": 0, "3": 1})["3"]
        assert set(SCALES["pc-ptsd-5"].faults({})) == {"0", "1", "2", "3", "4", "5"}
        never = {"2": 0, "6": 3, "7": 0}
        assert SCALES["assist"].faults(never, "opioids") == {}
        assert set(SCALES["assist"].faults(never | {"3": 4}, "opioids")) == {"3"}
        assert SCALES["phq-9"].faults({str(number): 0 for number in range(1, 10)}) == {}


def test_a_substance_is_asked_where_it_belongs_and_nowhere_else():
    with translation.override("en"):
        assert set(SCALES["sds"].faults(dict.fromkeys("12345", 0))) == {""}
        assert set(SCALES["gad-7"].faults(dict.fromkeys("1234567", 0), "opioids")) == {""}
        assert "5" in SCALES["assist"].faults(dict.fromkeys("234567", 0), About.TOBACCO)


def test_words_stand_only_where_they_may():
    for scale in KEPT:
        assert scale.licence.source.startswith(("http", "WHO", "ISBN"))
        if scale.licence.wording is Wording.LABELS:
            assert all(not item.answers or len(item.values) == 2 for item in scale.items)
            assert all(len(str(item.label)) <= 60 for item in scale.items)
        else:
            assert all(item.answers for item in scale.items)
