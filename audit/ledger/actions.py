"""The only writers of the ledger: `record` what was done, `viewed` what was shown, `seal` what is finished.

The actor, the workstation and the request come from the signed token in the database, never from a parameter. All
raise when the event cannot be written, so that nothing happens and nothing is shown without its trace.
Source: PRIVACY 4.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any
from uuid import UUID

from django.db import connection, models, transaction

from audit.ledger import seals
from audit.ledger.models import Event, Told
from audit.vault import keys

_gathered: ContextVar[list[Told] | None] = ContextVar("readings", default=None)

#: About how many events one seal holds at most; a single larger transaction is still one seal.
BATCH = 50_000


def record(
    verb: str, *, subject: Any = None, obj: models.Model | None = None, purpose: str = "",
    data: dict[str, Any] | None = None,
) -> None:
    """Write that something was done. `subject`: a person or their uuid; `data`: small facts, forgotten at erasure.

    Raises InsufficientPrivilege (a DatabaseError) when nobody is signed in.
    """
    Event.objects.write(verb, subject=subject, obj=obj, purpose=purpose, data=data)


def viewed(
    verb: str, *, subject: Any = None, obj: models.Model | None = None, count: int = 1, purpose: str = ""
) -> None:
    """Write that something is about to be shown; call it before showing. `count`: how many things at once.

    Within `together` it is written when the block ends.
    """
    reading = Event.objects.told(
        verb, subject=subject, obj=obj, purpose=purpose, data={"shown": count} if count != 1 else None
    )
    gathered = _gathered.get()
    if gathered is None:
        Event.objects.write_all([reading])
    else:
        gathered.append(reading)


@contextmanager
def together() -> Iterator[None]:
    """The readings of a block are written by one statement at its end, still before anybody sees what it made.

    For a whole answer, inside its transaction: when the ledger fails, the answer is never given. Deeds are not
    gathered. Nothing is written when the block raises or its transaction is to be rolled back.
    """
    if _gathered.get() is not None:
        yield
        return
    readings: list[Told] = []
    token = _gathered.set(readings)
    try:
        yield
    finally:
        _gathered.reset(token)
    if not connection.needs_rollback:
        Event.objects.write_all(readings)


def forget(subject: UUID) -> int:
    """Take away what the ledger holds about a person; the number of events emptied. For worker and erasure roles.

    Leaves and seals stay and still verify; the forgetting is an event itself. Source: PRIVACY 5.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT audit.forget(%s::uuid)", [str(subject)])
        return int(cursor.fetchone()[0])


def seal(*, batch: int = BATCH) -> int:
    """Seal every finished event that no seal holds yet; how many. For the worker role, each minute."""
    total = 0
    while done := _seal_once(batch):
        total += done
    return total


@transaction.atomic
def _seal_once(batch: int) -> int:
    """One seal: the finished events in id order, chained to the last root and signed; 0 when none waited."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(u.id ORDER BY u.id), array_agg(u.leaf ORDER BY u.id), min(u.at), max(u.at),"
            " min(u.upto::text), min(u.era), min(u.floor), clock_timestamp() FROM audit.unsealed(%s) u",
            [batch],
        )
        ids, leaves, first_at, last_at, upto, era, floor, now = cursor.fetchone()
        if not ids:
            return 0
        cursor.execute("SELECT s.number, s.root FROM audit_seal s ORDER BY s.number DESC LIMIT 1")
        number, previous = cursor.fetchone() or (0, seals.BEGINNING)
        header = seals.SealHeader(number + 1, now, ids, first_at, last_at, upto, era, floor)
        merkle = seals.merkle_root(leaves)
        root = header.root(bytes(previous), merkle)
        cursor.execute(
            "SELECT audit.add_seal(%s, %s, %s::bigint[], %s::bytea[], %s, %s, %s::xid8, %s, %s, %s, %s, %s, %s)",
            [number + 1, now, ids, leaves, first_at, last_at, upto, era, floor, bytes(previous), merkle, root,
             keys.sign(root)],
        )
    return len(ids)
