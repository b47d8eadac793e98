"""A new key is laid over every tag without asking anybody: all or none, and everybody is found before, during and after."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from audit.ledger.models import Event
from audit.rights.registry import collectors
from audit.vault import keyring, keys
from intake.linkage import actions, tasks
from intake.linkage.models import TagSet
from intake.linkage.panels import forget, held_here
from intake.person.actions import open_file

from .conftest import answers

pytestmark = pytest.mark.usefixtures("as_worker", "db")


def of(number, **other):
    """The answers of one of the crowd: two of them are like nobody else's."""
    return {"year": 1960 + number, "own": f"{chr(65 + number)}Q"} | other


@pytest.fixture(autouse=True)
def own_vault(as_worker, tmp_path, settings):
    """Keys of their own, so that no other test loses its. The database keeps believing the token key."""
    import json
    from pathlib import Path

    before = json.loads(Path(settings.VAULT_KEYS_PATH).read_text())
    settings.VAULT_PATH, settings.VAULT_KEYS_PATH = tmp_path / "vault.sqlite3", tmp_path / "keys.json"
    (tmp_path / "keys.json").write_text(json.dumps(before | {"tags": {}}))
    keyring.create_if_missing()


@pytest.fixture
def crowd(as_, vera):
    """Five persons, each with answers of their own."""
    with as_(vera):
        people = [open_file(actor=vera, alias=f"p{number}") for number in range(5)]
        for number, person in enumerate(people):
            actions.set_tags(actor=vera, person=person, answers=answers(**of(number)), agreed=True)
    return people


@pytest.fixture
def all_found(found):
    return lambda **said: [found(**of(number, **said)) for number in range(5)] == [1] * 5


def rotate():
    out, err = StringIO(), StringIO()
    call_command("rotate_keys", "tags", stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_after_a_rotation_everybody_is_found_and_no_tag_is_as_before(crowd, all_found):
    before = {bytes(tag) for held in TagSet.objects.all() for tag in held.tags}
    out, err = rotate()
    assert out.startswith("5 renewed")
    assert "5 of 5" in err
    after = {bytes(tag) for held in TagSet.objects.all() for tag in held.tags}
    assert not before & after
    assert all_found()
    assert set(TagSet.objects.values_list("base", "version")) == {(1, 2)}


def test_rotations_follow_one_another_and_new_persons_join_between(as_, vera, crowd, found, all_found):
    rotate()
    with as_(vera):
        late = open_file(actor=vera)
        actions.set_tags(actor=vera, person=late, answers=answers(year=2001), agreed=True)
    rotate()
    assert set(TagSet.objects.values_list("base", "version")) == {(1, 3), (2, 3)}
    assert all_found()
    assert all_found(mother="ZZ")
    assert found(year=2001, town=None) == 1


def test_progress_is_said_in_parts(crowd, monkeypatch):
    monkeypatch.setattr(tasks, "AT_ONCE", 2)
    told = []
    assert tasks.rotate_tags(lambda done, total: told.append((done, total))) == 5
    assert told == [(2, 5), (4, 5), (5, 5)]


def test_a_rotation_that_fails_changes_nothing_and_everybody_is_found(crowd, all_found, monkeypatch):
    before = sorted(bytes(held.tags[0]) for held in TagSet.objects.all())
    monkeypatch.setattr(tasks, "AT_ONCE", 2)

    def stop(done, total):
        if done > 2:
            raise RuntimeError("the power failed")

    with pytest.raises(RuntimeError):
        tasks.rotate_tags(stop)
    assert sorted(bytes(held.tags[0]) for held in TagSet.objects.all()) == before
    assert keys.tag_versions() == [1, 2]
    assert all_found()
    rotate()
    assert set(TagSet.objects.values_list("version", flat=True)) == {3}
    assert all_found()


def test_the_answers_given_again_need_no_old_key_any_more(as_, vera, crowd, all_found):
    rotate()
    with as_(vera):
        for number, person in enumerate(crowd):
            asking = actions.ask_questions(actor=vera, answers=answers(**of(number)))
            assert actions.confirm_candidate(actor=vera, asking=asking) == person
    assert set(TagSet.objects.values_list("base", "version")) == {(2, 2)}
    rotate()
    assert keys.tag_versions() == [2, 3]
    assert all_found()
    rotate()
    assert all_found()


def test_seven_answers_do_not_renew_the_tags(as_, vera, crowd):
    rotate()
    with as_(vera):
        actions.confirm_candidate(actor=vera, asking=actions.ask_questions(actor=vera, answers=answers(**of(0, town="ZZ"))))
    assert set(TagSet.objects.values_list("base", flat=True)) == {1}


def test_the_rotation_is_in_the_ledger_without_any_tag(crowd):
    tag = bytes(TagSet.objects.first().tags[0]).hex()
    rotate()
    new = bytes(TagSet.objects.first().tags[0]).hex()
    assert Event.objects.filter(verb="intake.questions.rotated").count() == 1
    written = " ".join(str(diff) for diff in Event.objects.values_list("diff", flat=True))
    assert tag not in written
    assert new not in written


def test_a_name_nobody_registered_is_refused():
    with pytest.raises(CommandError):
        call_command("rotate_keys", "everything")


def test_an_empty_house_rotates_too():
    assert rotate()[0].startswith("0 renewed")


def test_erasure_finds_and_removes_tags_and_searches(as_, vera, crowd, found):
    found(**of(0))
    held = {"tags": 1, "searches": 1}
    assert any(one.collect(crowd[0].pk) == held for one in collectors())
    assert forget(crowd[0].pk) == held
    assert held_here(crowd[0].pk) == {"tags": 0, "searches": 0}
    assert found(**of(0)) == 0
