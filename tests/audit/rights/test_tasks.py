"""The erasure itself, as the worker: rows, history, ledger, key; and what the certificate says of it."""

import json

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.utils import translation
from django.utils.translation import gettext_lazy

from audit.ledger.models import Event
from audit.rights import actions, tasks
from audit.rights.enums import State
from audit.rights.models import ErasureRequest
from audit.vault import keys
from audit.vault.errors import Shredded
from intake.person.models import Person

pytestmark = pytest.mark.usefixtures("as_worker", "rooms")


@pytest.fixture
def people_room(rooms):
    """Forgets what a file says of a person and keeps the empty row."""

    def collect(subject):
        return {"files": Person.objects.filter(pk=subject).count()}

    def erase(subject):
        return {"files": Person.objects.filter(pk=subject).update(alias="", gender="", birth_year=None, languages=[])}

    rooms.register("Files", collect, erase, keeps="the number of the file")


@pytest.fixture
def ordered(as_, dora, approved):
    with as_(dora):
        return actions.carry_out_erasure(actor=dora, request=approved)


def test_an_erasure_from_end_to_end(people_room, momo, ordered):
    cell = keys.seal(momo.pk, "text", "some_table.body")
    assert tasks.carry_out_ordered() == 1
    done = ErasureRequest.objects.get(pk=ordered.pk)
    assert (done.state, done.cleared_at is not None, done.done_at is not None) == (State.DONE, True, True)
    assert done.certificate["collected"] == [
        {"label": "Files", "held": {"files": 1}, "erased": {"files": 1}, "keeps": "the number of the file"}
    ]
    assert done.certificate["key_destroyed"] is True
    assert done.certificate["versions"] > 0
    assert done.certificate["events"] > 0
    with pytest.raises(Shredded):
        keys.open_sealed(cell, "some_table.body")
    assert tasks.carry_out_ordered() == 0


def test_nothing_readable_is_left_anywhere(people_room, momo, ordered):
    tasks.carry_out_ordered()
    traces = ErasureRequest.objects.get(pk=ordered.pk).certificate["traces"]
    assert traces["readable"] == {}
    assert traces["readable_events"] == 0
    assert traces["tables"] > 10
    assert not Person.history.filter(id=momo.pk).exists()
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_event WHERE subject = %s AND diff::text LIKE '%%Momo%%'", [momo.pk])
        assert cursor.fetchone()[0] == 0


def test_the_second_look_finds_what_a_room_forgot(rooms, momo, ordered):
    tasks.carry_out_ordered()
    readable = ErasureRequest.objects.get(pk=ordered.pk).certificate["traces"]["readable"]
    assert "alias" in readable[Person._meta.db_table]


def test_a_failing_room_leaves_everything_as_it_was(people_room, rooms, momo, ordered, logged):
    def broken(subject):
        raise RuntimeError("no")

    rooms.register("Broken", lambda subject: {}, broken)
    assert tasks.carry_out_ordered() == 0
    assert logged() == [f"audit.rights.tasks: erasure {ordered.pk} stopped: RuntimeError"]
    assert ErasureRequest.objects.get(pk=ordered.pk).state == State.ORDERED
    assert Person.objects.get(pk=momo.pk).alias == "Momo"
    assert keys.is_shredded(momo.pk) is False


def test_a_worker_killed_between_the_two_halves_begins_again(people_room, monkeypatch, momo, ordered, logged):
    shred = keys.shred
    monkeypatch.setattr(keys, "shred", lambda subject: (_ for _ in ()).throw(OSError("killed")))
    assert tasks.carry_out_ordered() == 0
    assert logged() == [f"audit.rights.tasks: erasure {ordered.pk} stopped: OSError"]
    assert ErasureRequest.objects.get(pk=ordered.pk).state == State.CLEARED
    monkeypatch.setattr(keys, "shred", shred)
    assert tasks.carry_out_ordered() == 1
    assert keys.is_shredded(momo.pk)


def test_the_database_refuses_an_erasure_that_was_not_decided(erasure):
    with pytest.raises(ProgrammingError, match="no such erasure is ordered"), transaction.atomic():
        tasks.erase(erasure.pk)


def test_the_database_refuses_an_erasure_before_its_time(ordered):
    with pytest.raises(ProgrammingError, match="waiting time"), transaction.atomic():
        tasks.erase(ordered.pk, early=False)
    assert ErasureRequest.objects.get(pk=ordered.pk).state == State.ORDERED


def test_what_was_erased_cannot_be_asked_again(as_, dora, people_room, momo, ordered):
    from audit.rules import Refused

    tasks.carry_out_ordered()
    with as_(dora), pytest.raises(Refused, match="already erased"):
        actions.request_erasure(actor=dora, subject=momo.pk)


def test_the_command_carries_out_an_ordered_erasure(people_room, momo, ordered, capsys):
    call_command("erase_person", str(momo.pk), "--dry-run")
    assert json.loads(capsys.readouterr().out) == {"Files": {"files": 1}}
    call_command("erase_person", str(momo.pk))
    assert json.loads(capsys.readouterr().out)["key_destroyed"] is True
    with pytest.raises(CommandError, match="Two people"):
        call_command("erase_person", str(momo.pk))


def test_the_command_refuses_what_nobody_approved(momo, erasure):
    with pytest.raises(CommandError, match="Two people"):
        call_command("erase_person", str(momo.pk))
    assert not keys.is_shredded(momo.pk)


def test_erasures_are_repeated_after_a_restore(people_room, momo, capsys):
    keys.shred(momo.pk)
    call_command("replay_erasures")
    assert "erasures repeated" in capsys.readouterr().out
    assert Person.objects.get(pk=momo.pk).alias == ""
    assert Event.objects.about(momo.pk).filter(verb="audit.erasure.replayed").exists()


def test_the_web_role_may_not_begin(as_, dora, momo):
    with connection.cursor() as cursor:
        cursor.execute("SELECT has_function_privilege('centre_web', 'audit.begin_erasure(uuid, boolean)', 'EXECUTE')")
        assert cursor.fetchone()[0] is False


def test_rotating_by_command(capsys):
    call_command("rotate_keys")
    assert "moved to a new epoch" in capsys.readouterr().out
    call_command("rotate_keys", "--create")
    assert "already there" in capsys.readouterr().out


def test_a_failing_ledger_erases_nothing(people_room, monkeypatch, momo, ordered, logged):
    def broken(*args, **kwargs):
        raise DatabaseError("no ledger")

    monkeypatch.setattr(tasks, "record", broken)
    assert tasks.carry_out_ordered() == 0
    assert logged() == [f"audit.rights.tasks: erasure {ordered.pk} stopped: DatabaseError"]
    assert Person.objects.get(pk=momo.pk).alias == "Momo"


def test_a_certificate_keeps_the_words_of_the_code_for_each_reader_to_read_in_their_language(rooms, momo):
    rooms.register(gettext_lazy("Stays in a bed"), lambda subject: {}, lambda subject: {})
    with translation.override("fr"), transaction.atomic():
        collected = tasks.forget(momo.pk)["collected"]
    assert [room["label"] for room in collected] == ["Stays in a bed"]


def test_codes_and_links_of_nobody_are_not_called_readable(db):
    from care.paths.models import Goal
    from intake.person.models import Person

    assert "alias" in _columns_asked(Person)
    assert _columns_asked(Goal) == []


def _columns_asked(model):
    """The personal columns that a second look reads."""
    import uuid
    from unittest.mock import patch

    asked = []
    with patch.object(model._base_manager.__class__, "filter", autospec=True) as found:
        found.return_value.values.side_effect = lambda *names: asked.extend(names) or []
        found.return_value.values_list.return_value = []
        tasks._readable_columns(model, uuid.uuid4())
    return asked
