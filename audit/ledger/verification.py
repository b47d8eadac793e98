"""Prove the ledger whole, or name what is wrong: every leaf, root, link of the chain and signature anew.

Runs as the owner or the worker. Memory is bounded by the seals looked at together. Source: PRIVACY 4.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import connection

from audit.ledger import seals
from audit.ledger.enums import Fault
from audit.vault import keys

#: Events compared in one query.
GROUP = 100_000


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong: its kind (`Fault`), the seal, the event's id, its table and key where still known."""

    fault: str
    seal: int | None = None
    id: int | None = None
    label: str | None = None
    key: str | None = None
    at: str | None = None


@dataclass
class Verdict:
    """What a verification found. `waiting` events are too young to be sealed; `seconds` is wall time."""

    events: int = 0
    seals: int = 0
    waiting: int = 0
    seconds: float = 0.0
    head: str = ""
    problems: list[Problem] = field(default_factory=list)

    @property
    def whole(self) -> bool:
        return not self.problems

    @property
    def rate(self) -> float:
        """Events proven in a second."""
        return self.events / self.seconds if self.seconds else 0.0

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self) | {"whole": self.whole, "rate": round(self.rate)}


def verify(
    *, checkpoint: str = "", progress: Callable[[int, int], None] = lambda done, total: None
) -> Verdict:
    """Verify the whole ledger. `checkpoint`: text from a handover sheet, see `selectors.Checkpoint`.

    `progress(done, total)` is called with numbers of events. Nothing is raised for what is wrong: it is listed.
    """
    started = time.monotonic()
    verdict = Verdict()
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, events FROM audit_seal ORDER BY number")
        sizes = cursor.fetchall()
        total = sum(size for _, size in sizes)
        chain = _Chain(verdict, seals.BEGINNING)
        _find(cursor, verdict, Fault.ALTERED, "SELECT id, object_label, object_key, at FROM audit.check_contents()")
        for first, last in _groups(sizes):
            chain.follow(cursor, first, last)
            _compare(cursor, verdict, first, last)
            progress(verdict.events, total)
        removed = sum(1 for problem in verdict.problems if problem.fault == Fault.REMOVED)
        _find(
            cursor, verdict, Fault.ADDED, "SELECT id, object_label, object_key, at FROM audit.check_added(%s)",
            verdict.events - removed,
        )
        cursor.execute("SELECT waiting FROM audit.seal_state()")
        verdict.waiting = cursor.fetchone()[0]
        if checkpoint:
            _match_checkpoint(cursor, verdict, checkpoint)
    verdict.head = chain.previous.hex() if sizes else ""
    verdict.seconds = time.monotonic() - started
    return verdict


def keep(verdict: Verdict) -> None:
    """Write the outcome where the ledger page shows it; at most a hundred problems."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT audit.add_check(%s, %s, %s, %s::jsonb)",
            [verdict.events, verdict.seals, verdict.seconds,
             json.dumps([asdict(problem) for problem in verdict.problems[:100]])],
        )


class _Chain:
    """Follows the seals in order and remembers the last good link."""

    def __init__(self, verdict: Verdict, previous: bytes):
        self.verdict, self.previous, self.number = verdict, previous, 0

    def follow(self, cursor: Any, first: int, last: int) -> None:
        """Recompute Merkle roots, chain and signatures of the seals `first` to `last`."""
        cursor.execute(
            "SELECT number, at, ids, (SELECT string_agg(l, ''::bytea ORDER BY n) FROM unnest(leaves) WITH ORDINALITY"
            " u(l, n)), first_at, last_at, upto::text, era, floor, previous, merkle, root, signature"
            " FROM audit_seal WHERE number BETWEEN %s AND %s ORDER BY number",
            [first, last],
        )
        for number, at, ids, leaves, first_at, last_at, upto, era, floor, *hashes in cursor.fetchall():
            previous, merkle, root, signature = map(bytes, hashes)
            header = seals.SealHeader(number, at, ids, first_at, last_at, upto, era, floor)
            self._judge(header, bytes(leaves), previous, merkle, root, signature)
            self.verdict.seals += 1
            self.verdict.events += len(ids)

    def _judge(
        self, header: seals.SealHeader, leaves: bytes, previous: bytes, merkle: bytes, root: bytes, signature: bytes
    ) -> None:
        wrong = self.verdict.problems
        if header.number != self.number + 1:
            missing = range(self.number + 1, header.number)
            wrong.extend(Problem(Fault.SEAL_REMOVED, seal=number) for number in missing)
        elif previous != self.previous:
            wrong.append(Problem(Fault.SEAL_ALTERED, seal=header.number))
        computed = seals.merkle_root([leaves[i : i + 32] for i in range(0, len(leaves), 32)])
        if computed != merkle or header.root(previous, computed) != root:
            wrong.append(Problem(Fault.SEAL_ALTERED, seal=header.number))
        elif not keys.verify_signature(root, signature):
            wrong.append(Problem(Fault.SIGNATURE, seal=header.number))
        self.number, self.previous = header.number, root


def _groups(sizes: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Runs of seals, first and last number, of about `GROUP` events each."""
    start, held = 0, 0
    for place, (number, size) in enumerate(sizes):
        held += size
        if held >= GROUP or place == len(sizes) - 1:
            yield sizes[start][0], number
            start, held = place + 1, 0


def _compare(cursor: Any, verdict: Verdict, first: int, last: int) -> None:
    """Compare the events themselves with what those seals hold; an event is named once."""
    known = {problem.id for problem in verdict.problems if problem.fault == Fault.ALTERED}
    cursor.execute(
        "SELECT problem, seal, id, object_label, object_key, at FROM audit.check_sealed(%s, %s) ORDER BY id",
        [first, last],
    )
    verdict.problems.extend(
        Problem(fault, seal, event, label, key, at.isoformat()) for fault, seal, event, label, key, at in cursor
        if event not in known
    )


def _find(cursor: Any, verdict: Verdict, fault: str, query: str, *parameters: int) -> None:
    """Name every event that a query of the database finds at fault."""
    cursor.execute(f"{query} ORDER BY id", parameters)
    verdict.problems.extend(
        Problem(fault, None, event, label, key, at.isoformat()) for event, label, key, at in cursor
    )


def _match_checkpoint(cursor: Any, verdict: Verdict, text: str) -> None:
    """Compare a printed checkpoint (`12 lusab-babad-gutih-tugad` or `centre-seal:12:hex`) with that seal."""
    number, _, said = text.strip().removeprefix("centre-seal:").replace(":", " ").partition(" ")
    cursor.execute("SELECT root FROM audit_seal WHERE number = %s", [int(number) if number.isdigit() else -1])
    row = cursor.fetchone()
    if row is None or said.strip().lower() not in (bytes(row[0]).hex(), seals.words(bytes(row[0]))):
        verdict.problems.append(Problem(Fault.CHECKPOINT, seal=int(number) if number.isdigit() else None))
