"""Seven of eight answers find, six do not; what was not said equals nothing; a new key changes nothing for the person."""

import time

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from audit.vault import keyring, keys
from intake.linkage import tags
from intake.linkage.tags import Answers, fresh_tags, laid_over, roots_of, wanted_tags

from .conftest import SAID, answers

PAIR = st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ", min_size=2, max_size=2)
SLOTS = list(SAID)
PEOPLE = st.builds(
    Answers, mother=PAIR, own=PAIR, father=PAIR, town=PAIR, day=st.integers(2, 28), month=st.integers(1, 12),
    year=st.integers(1930, 2012), sex=st.sampled_from("FMX"),
)  # fmt: skip
FEW = examples(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
OTHER = {"mother": "ZZ", "own": "ZZ", "father": "ZZ", "town": "ZZ", "day": 29, "month": 13, "year": 1900, "sex": "?"}


@pytest.fixture(autouse=True)
def own_vault(tmp_path, settings):
    settings.VAULT_PATH, settings.VAULT_KEYS_PATH = tmp_path / "vault.sqlite3", tmp_path / "keys.json"
    keyring.create_if_missing()


def meets(kept: Answers, asked: Answers) -> tuple[bool, bool]:
    """Whether a search meets the tags: (with all eight, with seven)."""
    _, held = fresh_tags(roots_of(kept))
    wanted = wanted_tags(roots_of(asked))
    return bool({*held} & {*wanted.whole}), bool({*held} & {*wanted.near})


def but(person: Answers, **other) -> Answers:
    return Answers(**{slot: getattr(person, slot) for slot in SLOTS} | other)


@FEW
@given(PEOPLE)
def test_the_same_answers_meet_in_all_nine(person):
    _, held = fresh_tags(roots_of(person))
    assert len(set(held)) == 9
    assert {len(tag) for tag in held} == {16}
    assert fresh_tags(roots_of(person))[1] == held


@FEW
@given(PEOPLE, st.sampled_from(SLOTS))
def test_one_wrong_answer_is_forgiven(person, slot):
    assert meets(person, but(person, **{slot: OTHER[slot]})) == (False, True)


@FEW
@given(PEOPLE, st.lists(st.sampled_from(SLOTS), min_size=2, max_size=8, unique=True))
def test_two_wrong_answers_are_somebody_else(person, slots):
    assert meets(person, but(person, **{slot: OTHER[slot] for slot in slots})) == (False, False)


@FEW
@given(PEOPLE, st.sampled_from(SLOTS))
def test_one_answer_left_out_is_found_by_the_seven_others(person, slot):
    left_out = but(person, **{slot: None})
    assert meets(left_out, person) == (False, True)
    assert meets(person, left_out) == (False, True)
    assert meets(left_out, left_out) == (False, True)


@FEW
@given(PEOPLE, st.lists(st.sampled_from(SLOTS), min_size=2, max_size=2, unique=True))
def test_what_was_not_said_never_equals_what_was_not_said(person, slots):
    one, other = slots
    assert meets(but(person, **{one: None}), but(person, **{other: None})) == (False, False)
    both = but(person, **{one: None, other: None})
    assert meets(both, both) == (False, False)


def test_a_first_of_january_needs_all_eight():
    invented = answers(day=1, month=1)
    assert meets(invented, invented) == (True, False)
    for slot in SLOTS:
        assert meets(invented, answers(**({"day": 1, "month": 1} | {slot: OTHER[slot]}))) == (False, False)
        assert meets(answers(**({"day": 1, "month": 1} | {slot: None})), invented) == (False, False)


def test_tags_of_two_persons_share_nothing_whatever_they_have_in_common():
    _, one = fresh_tags(roots_of(answers()))
    _, other = fresh_tags(roots_of(answers(mother="ZZ", own="YY")))
    assert not {*one} & {*other}


def test_a_slot_is_not_another_slot():
    assert meets(answers(mother="AA", own="BB"), answers(mother="BB", own="AA")) == (False, False)


def test_new_keys_are_laid_over_the_old_tags_and_everybody_is_still_found():
    base, held = fresh_tags(roots_of(answers()))
    for _ in range(3):
        version = keys.add_tag_key()
        held = [laid_over(tag, version) for tag in held]
        wanted = wanted_tags(roots_of(answers()))
        assert {*held} & {*wanted.whole}
        assert {*held} & {*wanted_tags(roots_of(answers(town="ZZ"))).near}
    assert held[0] == tags.tag_of(roots_of(answers()).values[0], base, version)
    assert {*fresh_tags(roots_of(answers()))[1]} & {*wanted.whole}


def test_without_the_key_the_tags_say_nothing(tmp_path, settings):
    _, held = fresh_tags(roots_of(answers()))
    settings.VAULT_PATH, settings.VAULT_KEYS_PATH = tmp_path / "other.sqlite3", tmp_path / "other.json"
    keyring.create_if_missing()
    assert not {*held} & {*fresh_tags(roots_of(answers()))[1]}


def test_answers_show_nothing_of_themselves():
    for shown in (repr(answers()), repr(roots_of(answers())), repr(wanted_tags(roots_of(answers())))):
        assert shown.split("(")[1] == ")"


def test_the_cost_is_that_of_the_design(monkeypatch):
    monkeypatch.undo()
    assert (tags.MEMORY_KIB, tags.PASSES) == (19 * 1024, 2)


def test_the_work_is_the_same_whatever_was_answered():
    def spent(said: Answers) -> float:
        start = time.perf_counter()
        for _ in range(20):
            wanted_tags(roots_of(said))
        return time.perf_counter() - start

    spent(answers())
    assert 0.3 < spent(answers()) / spent(answers(mother=None, town=None)) < 3
