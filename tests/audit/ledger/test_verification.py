"""Sealing loses nothing; verification proves the ledger whole or names what is wrong."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from audit.ledger import seals
from audit.ledger.actions import forget, record, seal
from audit.ledger.selectors import checkpoint, seal_state
from audit.ledger.verification import keep, verify
from audit.vault import keys

SUBJECT = uuid.UUID("7d444840-9dc0-11d1-b245-5ffdce74fad2")
WRITE = "SELECT audit.record('a.b', null, null, 'bed', '7', null)"


def sql(statement: str, *parameters: Any) -> Any:
    """Run as the owner; the first row, if any."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchone() if cursor.description else None


def tamper(statement: str, *parameters: Any) -> None:
    """What an administrator can do: switch the guards off, write, switch them on again."""
    with transaction.atomic():
        for table in ("audit_event", "audit_seal"):
            sql(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        sql(statement, *parameters)
        for table in ("audit_event", "audit_seal"):
            sql(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def found() -> list[tuple[str, int | None]]:
    """What a verification finds: fault and event id (or seal number)."""
    return [(str(problem.fault), problem.id or problem.seal) for problem in verify().problems]


@pytest.fixture
def five(apart: Callable[..., Any]) -> list[int]:
    """Five events about one person in two seals; their ids."""
    for number in range(5):
        record("housing.stay.admitted", subject=SUBJECT, data={"bed": number})
        if number == 2:
            assert seal() == 3
    assert seal() == 2
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM audit_event ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_a_whole_ledger_is_proven(five: list[int]) -> None:
    verdict = verify()
    assert (verdict.whole, verdict.events, verdict.seals, verdict.waiting) == (True, 5, 2, 0)
    assert seal() == 0


def test_young_events_wait(five: list[int]) -> None:
    record("a.b")
    assert (verify().waiting, verify().whole) == (1, True)


def test_an_altered_row_is_named(five: list[int]) -> None:
    tamper("UPDATE audit_event SET actor = 99 WHERE id = %s", five[1])
    assert found() == [("altered", five[1])]


def test_an_altered_row_with_its_leaf_made_again_is_named(five: list[int]) -> None:
    tamper(
        "UPDATE audit_event e SET diff = '{}', leaf = audit.leaf_of(e.id, e.at, e.txid, e.actor, e.workstation,"
        " e.request_id, e.verb, e.purpose, e.subject, e.object_label, e.object_key, audit.payload_of(e.salt, '{}'))"
        " WHERE id = %s", five[4],
    )
    assert found() == [("altered", five[4])]


def test_an_altered_young_row_is_named(five: list[int]) -> None:
    record("a.b")
    tamper("UPDATE audit_event SET verb = 'c.d' WHERE verb = 'a.b'")
    assert [fault for fault, _ in found()] == ["altered"]


def test_a_removed_row_is_named(five: list[int]) -> None:
    tamper("DELETE FROM audit_event WHERE id = %s", five[0])
    assert found() == [("removed", five[0])]


def test_a_row_put_in_afterwards_is_named(five: list[int]) -> None:
    tamper(
        "INSERT INTO audit_event SELECT 1000, e.at, e.txid, 99, e.workstation, e.request_id, e.verb, e.purpose,"
        " e.subject, e.object_label, e.object_key, e.diff, e.salt, e.payload, audit.leaf_of(1000, e.at, e.txid, 99,"
        " e.workstation, e.request_id, e.verb, e.purpose, e.subject, e.object_label, e.object_key,"
        " audit.payload_of(e.salt, e.diff)) FROM audit_event e WHERE id = %s", five[0],
    )
    assert found() == [("added", 1000)]


def test_a_row_put_in_for_one_taken_out_is_named(five: list[int]) -> None:
    tamper("UPDATE audit_event SET id = 1000 WHERE id = %s", five[0])
    assert sorted(found()) == [("added", 1000), ("altered", 1000), ("removed", five[0])]


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ("UPDATE audit_seal SET merkle = root WHERE number = 1", ("seal_altered", 1)),
        ("UPDATE audit_seal SET at = at + interval '1 second' WHERE number = 2", ("seal_altered", 2)),
        ("UPDATE audit_seal SET signature = decode(repeat('00', 64), 'hex') WHERE number = 2", ("signature", 2)),
        ("DELETE FROM audit_seal WHERE number = 1", ("seal_removed", 1)),
    ],
)
def test_a_false_seal_is_named(five: list[int], change: str, fault: tuple[str, int]) -> None:
    tamper(change)
    assert fault in found()


def test_the_last_seal_cut_off_is_caught_by_paper(five: list[int]) -> None:
    paper = checkpoint()
    assert paper is not None
    for text in (paper.text, f"{paper.number} {paper.words}"):
        assert verify(checkpoint=text).whole
    tamper("DELETE FROM audit_event WHERE id >= %s", five[3])
    tamper("DELETE FROM audit_seal WHERE number = 2")
    assert verify().whole
    assert [problem.fault for problem in verify(checkpoint=paper.text).problems] == ["checkpoint"]


def test_erasure_leaves_every_root_good(five: list[int]) -> None:
    assert forget(SUBJECT) == 5
    assert seal() == 1
    assert verify().whole
    assert sql("SELECT count(*) FROM audit_event WHERE diff IS NOT NULL AND verb = 'housing.stay.admitted'") == (0,)
    assert sql("SELECT count(*) FROM audit_event WHERE salt IS NOT NULL AND verb = 'housing.stay.admitted'") == (0,)
    assert forget(SUBJECT) == 1  # the event of the first forgetting; what was forgotten stays so


def test_what_stays_after_erasure_is_still_proven(five: list[int]) -> None:
    forget(SUBJECT)
    tamper("UPDATE audit_event SET actor = 99 WHERE id = %s", five[2])
    assert found() == [("altered", five[2])]


def test_content_taken_away_without_erasure_is_named(five: list[int]) -> None:
    tamper(
        "UPDATE audit_event SET payload = audit.payload_of(salt, diff), diff = null, salt = null WHERE id = %s", five[1]
    )
    assert found() == [("emptied", five[1])]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET actor = 1",
        "UPDATE audit_event SET payload = audit.payload_of(salt, diff), diff = null, salt = null",
        "DELETE FROM audit_event",
        "TRUNCATE audit_event",
        "TRUNCATE audit.event_default",
        "UPDATE audit_seal SET at = now()",
        "DELETE FROM audit_seal",
        "TRUNCATE audit_seal",
    ],
)
def test_even_the_owner_only_adds(five: list[int], statement: str) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        sql(statement)


def test_an_event_committed_late_is_not_lost(apart: Callable[..., Any]) -> None:
    late, early = apart(), apart()
    early.execute("SELECT pg_current_xact_id()")
    late.execute(WRITE)
    early.execute(WRITE)
    early.commit()
    assert seal() == 1  # the higher id, of the lower transaction
    late.commit()
    assert seal() == 1
    assert (verify().whole, verify().events) == (True, 2)


def test_nothing_is_sealed_before_the_oldest_transaction_ends(apart: Callable[..., Any]) -> None:
    slow = apart()
    slow.execute(WRITE)
    record("c.d")
    assert seal() == 0
    assert seal_state().waiting == 1
    slow.rollback()
    assert seal() == 1
    assert verify().whole


def test_batches_cut_between_transactions(apart: Callable[..., Any]) -> None:
    with transaction.atomic():
        for _ in range(4):
            record("a.b")
    for _ in range(5):
        record("a.b")
    assert seal(batch=2) == 9
    assert sql("SELECT max(events), sum(events) FROM audit_seal") == (4, 9)
    assert verify().whole


def test_after_a_restore_elsewhere_nothing_is_lost_nor_sealed_twice(apart: Callable[..., Any]) -> None:
    record("a.b")
    record("a.b")
    ids, leaves, at = sql("SELECT array_agg(id), array_agg(leaf), max(at) FROM audit_event WHERE id = 1")
    header = seals.SealHeader(1, at, ids, at, at, "99999999", "elsewhere", 0)
    merkle = seals.merkle_root(leaves)
    root = header.root(seals.BEGINNING, merkle)
    sql(
        "SELECT audit.add_seal(1, %s, %s::bigint[], %s::bytea[], %s, %s, '99999999'::xid8, 'elsewhere', 0, %s, %s, %s, %s)",
        at, ids, leaves, at, at, seals.BEGINNING, merkle, root, keys.sign(root),
    )
    open_one = apart()
    open_one.execute("SELECT pg_current_xact_id()")
    record("c.d")
    assert seal() == 2  # what the other cluster left, and what came since
    open_one.execute(WRITE)
    open_one.commit()
    record("e.f")
    assert seal() == 2
    assert (verify().whole, verify().events, verify().waiting) == (True, 5, 0)


def test_two_sealers_at_once_make_one_chain(apart: Callable[..., Any]) -> None:
    record("a.b")
    other = apart("worker")
    other.execute("SELECT * FROM audit.unsealed()")
    sql("SET lock_timeout = '100ms'")
    with pytest.raises(DatabaseError, match="lock timeout"), transaction.atomic():
        sql("SELECT * FROM audit.unsealed()")
    other.rollback()
    assert seal() == 1


def test_the_command_says_whole_or_names(five: list[int]) -> None:
    out = StringIO()
    call_command("verify_audit", json=True, stdout=out)
    assert json.loads(out.getvalue())["whole"] is True
    tamper("UPDATE audit_event SET object_label = 'bed', object_key = '12' WHERE id = %s", five[3])
    out = StringIO()
    with pytest.raises(CommandError) as ended:
        call_command("verify_audit", stdout=out)
    assert ended.value.returncode == 1
    assert f"event {five[3]} · bed 12" in out.getvalue()


def test_the_seal_command_gives_the_checkpoint(apart: Callable[..., Any]) -> None:
    record("a.b")
    out = StringIO()
    call_command("seal_audit", stdout=out)
    paper = checkpoint()
    assert paper is not None
    assert out.getvalue().splitlines() == ["1 events sealed.", f"Checkpoint: 1 {paper.words}"]


def test_the_outcome_is_kept(five: list[int]) -> None:
    keep(verify())
    assert sql("SELECT events, seals, problems FROM audit_check") == (5, 2, "[]")


def test_a_person_reached_through_another_table_is_known(apart: Callable[..., Any]) -> None:
    sql("SELECT audit.attach_evidence('watched', 'person', 'id')")
    sql(
        "SELECT audit.attach_evidence('parts', '', 'id',"
        " 'select person from public.watched where id = ($1->>''watched_id'')::bigint')"
    )
    sql("INSERT INTO watched (person, words, secret) VALUES (%s, %s, 'hidden')", str(SUBJECT), "x" * 70_000)
    sql("INSERT INTO parts (watched_id, words) VALUES (1, 'a part')")
    assert sql("SELECT subject, diff->>'words' FROM audit_event WHERE object_label = 'parts'") == (SUBJECT, "a part")
    words, secret = sql("SELECT diff->>'words', diff->>'secret' FROM audit_event WHERE object_label = 'watched'")
    assert (words[0], len(words), secret[0], len(secret)) == ("#", 71, "#", 13)


def test_a_deleted_row_is_kept_whole(apart: Callable[..., Any]) -> None:
    sql("SELECT audit.attach_evidence('watched', 'person', 'id')")
    sql("INSERT INTO watched (words) VALUES ('to be removed'), ('kept')")
    sql("DELETE FROM watched WHERE words = 'to be removed'")
    assert sql("SELECT object_key, diff->>'words' FROM audit_event WHERE verb = 'row.deleted'") == ("1", "to be removed")


def test_a_column_that_is_not_there_is_refused(apart: Callable[..., Any]) -> None:
    with pytest.raises(DatabaseError, match="not a uuid column"), transaction.atomic():
        sql("SELECT audit.attach_evidence('watched', 'words', 'id')")


def test_an_emptied_table_is_seen(apart: Callable[..., Any]) -> None:
    sql("SELECT audit.attach_evidence('watched', 'person', 'id')")
    sql("TRUNCATE watched")
    assert sql("SELECT verb, object_label FROM audit_event") == ("table.truncated", "watched")
