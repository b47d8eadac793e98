"""A tap is one event, for one person or for nobody, and nothing about a person can stop it."""

from datetime import timedelta
from uuid import uuid4

import pytest

from audit.rules import Refused
from centre.shifts import clock
from intake.desk import actions, selectors
from intake.desk.models import Passage
from intake.person.actions import open_file, raise_alert


@pytest.fixture
def coffee(as_, vera):
    with as_(vera):
        return selectors.service_by_code("coffee")


def test_a_passage_is_written_with_its_service_day(as_, vera, momo, coffee, at):
    with as_(vera):
        at("2026-03-29 03:30")
        passage = actions.record_passage(actor=vera, service=coffee, person=momo, client_uuid=uuid4())
    assert (passage.person, passage.service, passage.by) == (momo, coffee, vera.pk)
    assert str(passage.service_day) == "2026-03-28"
    assert passage.recorded_late is False


def test_the_same_tap_twice_is_one_event(as_, vera, momo, coffee):
    tap = uuid4()
    with as_(vera):
        first = actions.record_passage(actor=vera, service=coffee, person=momo, client_uuid=tap)
        again = actions.record_passage(actor=vera, service=coffee, person=momo, client_uuid=tap)
        assert again == first
        assert Passage.objects.filter(client_uuid=tap).count() == 1


def test_a_passage_is_never_refused(as_, vera, coffee, django_db_blocker):
    """A person of whom nothing is said, with alerts, outside the worker's reach: served all the same. PRIVACY 1."""
    with as_(vera):
        nobody = open_file(actor=vera)
        raise_alert(actor=vera, person=nobody, text="Keep at a distance", until=clock.now() + timedelta(days=1))
        passage = actions.record_passage(actor=vera, service=coffee, person=nobody, client_uuid=uuid4())
    assert passage.person == nobody


def test_a_person_out_of_reach_is_counted_without_a_name(as_, ivan, momo, coffee):
    with as_(ivan):
        passage = actions.record_passage(actor=ivan, service=coffee, person=momo, client_uuid=uuid4())
    assert (passage.person, passage.pk is not None) == (None, True)


def test_anonymous_people_are_counted_once_each(as_, vera, coffee):
    tap = uuid4()
    with as_(vera):
        actions.record_anonymous(actor=vera, service=coffee, n=3, client_uuid=tap)
        actions.record_anonymous(actor=vera, service=coffee, n=3, client_uuid=tap)
        counted = {tile.code: tile.today for tile in selectors.tiles(vera)}
    assert counted["coffee"] == 3
    assert counted["meal"] == 0


def test_late_is_said(as_, vera, coffee):
    with as_(vera):
        then = clock.now() - timedelta(hours=2)
        passage = actions.record_passage(actor=vera, service=coffee, client_uuid=uuid4(), at=then)
    assert passage.recorded_late is True


def test_undo_is_for_the_same_worker_within_a_minute(as_, vera, walid, coffee):
    with as_(vera):
        passage = actions.record_passage(actor=vera, service=coffee, client_uuid=uuid4())
    with as_(walid), pytest.raises(Refused):
        actions.undo_passage(actor=walid, passage=passage)
    with as_(vera):
        actions.undo_passage(actor=vera, passage=passage)
        assert actions.undo_passage(actor=vera, passage=passage).undone_by == vera.pk
        assert {tile.code: tile.today for tile in selectors.tiles(vera)}["coffee"] == 0


def test_after_a_minute_it_is_a_correction(as_, vera, coffee):
    with as_(vera):
        with clock.at(clock.now() - timedelta(seconds=61)):
            passage = actions.record_passage(actor=vera, service=coffee, client_uuid=uuid4())
        with pytest.raises(Refused):
            actions.undo_passage(actor=vera, passage=passage)
        assert actions.correct_passage(actor=vera, passage=passage).undone_at is not None


def test_who_came_in_is_inside_until_they_leave(as_, vera, momo):
    with as_(vera):
        assert selectors.inside_count(vera) == 0
        for _ in range(2):
            actions.record_passage(actor=vera, service=selectors.reception(), person=momo, client_uuid=uuid4())
        assert selectors.inside_count(vera) == 1
        assert [entry.person for entry in selectors.inside_now(vera)] == [momo]
        assert actions.record_leaving(actor=vera, person=momo) == 2
        assert selectors.inside_count(vera) == 0


def test_a_role_without_the_desk_is_refused(as_, dora, coffee):
    with as_(dora), pytest.raises(Refused):
        actions.record_passage(actor=dora, service=coffee, client_uuid=uuid4())


def test_nothing_is_left_when_the_ledger_fails(as_, vera, coffee, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no ledger")

    monkeypatch.setattr(actions, "record", broken)
    with as_(vera):
        with pytest.raises(RuntimeError):
            actions.record_passage(actor=vera, service=coffee, client_uuid=uuid4())
        assert Passage.objects.count() == 0


def test_a_worker_of_no_desk_team_is_told_so(as_, peer, coffee):
    with as_(peer), pytest.raises(Refused) as refusal:
        actions.record_anonymous(actor=peer, service=coffee, client_uuid=uuid4())
    assert "works at the desk" in refusal.value.words
