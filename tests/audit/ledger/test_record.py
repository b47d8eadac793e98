"""Events are written by the database alone, in the name of the token's bearer."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from audit.ledger.actions import record, together, viewed
from audit.ledger.models import Event, EventManager

SUBJECT = uuid.UUID("7d444840-9dc0-11d1-b245-5ffdce74fad2")


def last(as_: Any, dora: Any, **wanted: Any) -> Event:
    """The newest event, read by the one person of the staff who may."""
    with as_(dora):
        return Event.objects.filter(**wanted).order_by("-id").first()


def test_the_event_says_who_where_and_about_whom(as_: Any, vera: Any, dora: Any) -> None:
    with as_(vera):
        record("intake.passage.recorded", subject=SUBJECT, obj=vera, purpose="night", data={"service": "coffee"})
    event = last(as_, dora, subject=SUBJECT)
    assert (event.actor, event.workstation, event.verb, event.purpose) == (
        vera.pk, "test", "intake.passage.recorded", "night",
    )
    assert (event.object_label, event.object_key, event.diff) == ("centre.user", str(vera.pk), {"service": "coffee"})
    assert event.request_id is not None
    assert len(bytes(event.leaf)) == 32


def test_a_reading_tells_how_many_were_shown(as_: Any, vera: Any, dora: Any) -> None:
    with as_(vera):
        viewed("intake.list.viewed", count=12)
    assert last(as_, dora, verb="intake.list.viewed").diff == {"shown": 12}


def test_the_readings_of_an_answer_are_one_statement(as_: Any, vera: Any, dora: Any) -> None:
    with as_(vera), CaptureQueriesContext(connection) as made, together(), together():
        viewed("intake.list.viewed", count=3)
        viewed("intake.person.viewed", subject=SUBJECT)
        assert len(made) == 0
    assert [query["sql"][:19] for query in made] == ["SELECT audit.record"]
    first, second = last(as_, dora, verb="intake.list.viewed"), last(as_, dora, subject=SUBJECT)
    assert (first.diff, second.verb, second.id - first.id) == ({"shown": 3}, "intake.person.viewed", 1)


def test_a_block_that_fails_leaves_no_reading(as_: Any, vera: Any, dora: Any) -> None:
    with pytest.raises(ZeroDivisionError), as_(vera), transaction.atomic(), together():
        viewed("intake.person.viewed", subject=SUBJECT)
        raise ZeroDivisionError
    assert last(as_, dora, subject=SUBJECT) is None
    with as_(vera):
        viewed("intake.person.viewed", subject=SUBJECT)
    assert last(as_, dora, subject=SUBJECT) is not None


def test_no_page_is_given_when_its_readings_cannot_be_written(
    browse: Any, vera: Any, momo: Any, logged: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any) -> None:
        raise DatabaseError("no room")

    client = browse(vera)
    assert "Momo" in client.get(f"/person/{momo.pk}/").content.decode()
    monkeypatch.setattr(EventManager, "write_all", full)
    with pytest.raises(DatabaseError, match="no room"):
        client.get(f"/person/{momo.pk}/")
    assert any("DatabaseError" in line for line in logged())


def test_without_a_signed_in_person_nothing_is_written(db: None) -> None:
    with pytest.raises(DatabaseError, match="without an actor"), transaction.atomic():
        record("intake.passage.recorded", subject=SUBJECT)


def test_a_forged_token_is_nobody(as_: Any, vera: Any, dora: Any) -> None:
    with pytest.raises(DatabaseError, match="without an actor"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.token', %s, true)", [f"{dora.pk}|x|{uuid.uuid4()}|9999999999|00"])
        record("intake.passage.recorded", subject=SUBJECT)


def test_the_actor_cannot_be_chosen(as_: Any, vera: Any, dora: Any) -> None:
    with as_(vera):
        record("intake.passage.recorded", subject=SUBJECT, data={"actor": dora.pk})
    assert last(as_, dora, subject=SUBJECT).actor == vera.pk


def test_a_malformed_verb_is_refused(as_: Any, vera: Any) -> None:
    with as_(vera), pytest.raises(DatabaseError), transaction.atomic():
        record("../../etc/passwd")


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO audit_event (id, at, txid, verb, leaf) VALUES (1, now(), '1', 'a.b', '')",
        "UPDATE audit_event SET actor = 1",
        "DELETE FROM audit_event",
        "TRUNCATE audit_event",
        "INSERT INTO audit_seal SELECT * FROM audit_seal",
        "DELETE FROM audit_seal",
        "TRUNCATE audit_check",
        "SELECT audit.forget('7d444840-9dc0-11d1-b245-5ffdce74fad2')",
        "SELECT * FROM audit.unsealed()",
        "SELECT * FROM audit.check_sealed(1, 1)",
        "SELECT audit.add_check(1, 1, 1, '[]')",
        "SELECT audit.make_partitions()",
        "SELECT * FROM audit.event_default",
        "CREATE TEMP TABLE t (id int); CREATE TRIGGER e AFTER INSERT ON t REFERENCING NEW TABLE AS new_rows"
        " FOR EACH STATEMENT EXECUTE FUNCTION audit.evidence('', 'id', '{}', '')",
    ],
)
def test_the_web_role_writes_nothing_by_itself(as_: Any, dora: Any, statement: str) -> None:
    with as_(dora), pytest.raises(DatabaseError, match=r"permission denied|row-level security"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(statement)


def test_only_the_data_protection_officer_reads(as_: Any, vera: Any, colette: Any, ada: Any, dora: Any) -> None:
    with as_(vera):
        record("intake.passage.recorded", subject=SUBJECT)
    for person, seen in ((vera, 0), (colette, 0), (ada, 0), (dora, 1)):
        with as_(person):
            assert Event.objects.filter(subject=SUBJECT).count() == seen


def test_an_event_goes_when_its_deed_is_undone(as_: Any, vera: Any, dora: Any) -> None:
    with pytest.raises(ZeroDivisionError), as_(vera):
        record("intake.passage.recorded", subject=SUBJECT)
        raise ZeroDivisionError
    assert last(as_, dora, subject=SUBJECT) is None
