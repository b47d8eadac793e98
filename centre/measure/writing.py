"""What the ledger costs on writing: the same rows and deeds with and without it, four writers at once.

Each side has a schema of its own with copies of the tables, indexes and constraints with them; the audited side has the
evidence triggers of the originals, and its deeds record their event. Writers are processes with a connection each that
stays; every write is a transaction, flushed to disk as in a centre. The two sides take turns. Walls stand on neither
side, so that the share of the ledger is shown larger than it is behind them.
"""

from __future__ import annotations

import multiprocessing
import random
import statistics
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from django.db import connection, connections, transaction
from django.db.backends.postgresql.base import DatabaseWrapper
from django.db.models import UUIDField

from centre.access.identity import acting, sign
from centre.staff.models import User

from .registry import DEEDS, Deed
from .twin import unrecorded

WRITERS, SECONDS, WARM, ROUNDS = 4, 2.0, 0.3, 9
BULK = 20_000
SIDES = {"audited": "bench_audited", "plain": "bench_plain"}
Write = Callable[[], None]


def measure() -> dict[str, Any]:
    """Writes a second by kind (one row, rows in bulk, each deed) on both sides, and the ratio."""
    result: dict[str, Any] = {"writers": WRITERS, "commit": _commit()}
    for deed in DEEDS:
        with _schemas(deed):
            if deed is DEEDS[0]:
                result |= _measure_rows(deed)
            result[deed.label] = _measure_deed(deed)
    return result


def _measure_rows(deed: Deed) -> dict[str, Any]:
    rows = _rows(deed)
    return {
        "one row": _compare(lambda side: _race(side, lambda number: _row_writer(deed, rows[number::WRITERS]))),
        "in bulk": _compare(lambda side: _bulk(side, deed)),
    }


def _measure_deed(deed: Deed) -> dict[str, Any]:
    subjects = deed.subjects()
    return _compare(lambda side: _race(side, lambda number: _deed_writer(deed, subjects[number::WRITERS])))


def _compare(rate: Callable[[str], float]) -> dict[str, Any]:
    """Both sides in turns, which first changing each time; the ratio is the median of those of each turn."""
    found: dict[str, list[float]] = {side: [] for side in SIDES}
    for turn in range(ROUNDS):
        for side in list(SIDES) if turn % 2 else reversed(SIDES):
            found[side].append(rate(side))
    each = sorted(one / other for one, other in zip(found["audited"], found["plain"], strict=True))
    return {
        "audited_per_s": round(statistics.median(found["audited"])), "plain_per_s": round(statistics.median(found["plain"])),
        "ratio": round(statistics.median(each), 2), "least": round(each[0], 2), "most": round(each[-1], 2),
    }


def _commit() -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('fsync'), current_setting('synchronous_commit')")
        return dict(zip(("fsync", "synchronous_commit"), cursor.fetchone(), strict=True))


@contextmanager
def _schemas(deed: Deed) -> Iterator[None]:
    """Copies of the deed's tables and of their histories on both sides, gone afterwards."""
    models = [*deed.models, *(one.history.model for one in deed.models if hasattr(one, "history"))]
    with connection.cursor() as cursor:
        for schema in SIDES.values():
            cursor.execute(f"DROP SCHEMA IF EXISTS {schema} CASCADE")
            cursor.execute(f"CREATE SCHEMA {schema}")
            for model in models:
                table = model._meta.db_table
                cursor.execute(f"CREATE TABLE {schema}.{table} (LIKE public.{table} INCLUDING ALL)")
        cursor.execute(
            "SELECT replace(pg_get_triggerdef(oid), ' ON public.', ' ON bench_audited.') FROM pg_trigger"
            " WHERE tgname LIKE 'evidence%%' AND tgrelid = ANY(%s::regclass[])",
            [[f"public.{model._meta.db_table}" for model in models]],
        )
        for (trigger,) in cursor.fetchall():
            cursor.execute(trigger)
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            for schema in SIDES.values():
                cursor.execute(f"DROP SCHEMA {schema} CASCADE")


def _race(side: str, writer: Callable[[int], Write]) -> float:
    """Writes a second of all writers together, each a process that has written for a while before it is counted."""
    context = multiprocessing.get_context("fork")
    start, counts = context.Barrier(WRITERS), context.SimpleQueue()

    def run(number: int) -> None:
        connections["default"] = _connection(side)
        with unrecorded() if side == "plain" else nullcontext():
            write = writer(number)
            _writes(write, WARM)
            start.wait()
            counts.put(_writes(write, SECONDS))

    running = [context.Process(target=run, args=(number,)) for number in range(WRITERS)]
    for one in running:
        one.start()
    for one in running:
        one.join()
        if one.exitcode:
            start.abort()
            raise RuntimeError(f"a writer ended with {one.exitcode}")
    return float(sum(counts.get() for _ in running) / SECONDS)


def _writes(write: Write, seconds: float) -> int:
    written, until = 0, time.monotonic() + seconds
    while time.monotonic() < until:
        write()
        written += 1
    return written


def _connection(side: str) -> DatabaseWrapper:
    """A connection of this process alone, whose tables are those of the side."""
    settings = {**connections["default"].settings_dict, "CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": False}
    settings["OPTIONS"] = {**settings["OPTIONS"], "options": f"-c search_path={SIDES[side]},public"}
    return DatabaseWrapper(settings, "default")


def _rows(deed: Deed) -> list[list[Any]]:
    """Rows as they stand in the original, without their key."""
    model = deed.models[0]
    names = [field.attname for field in model._meta.concrete_fields if not field.primary_key]
    return [list(row) for row in model._default_manager.order_by("?").values_list(*names)[:BULK]]


def _row_writer(deed: Deed, rows: list[list[Any]]) -> Write:
    model = deed.models[0]
    fields = [field for field in model._meta.concrete_fields if not field.primary_key]
    unique = [place for place, field in enumerate(fields) if isinstance(field, UUIDField) and field.unique]
    statement = (
        f"INSERT INTO {model._meta.db_table} ({', '.join(str(field.column) for field in fields)})"
        f" VALUES ({', '.join(['%s'] * len(fields))})"
    )
    cursor = connections["default"].cursor()
    _bear(cursor, deed, for_now=False)

    def write() -> None:
        row = list(random.choice(rows))
        for place in unique:
            row[place] = uuid.uuid4()
        cursor.execute(statement, row)

    return write


def _deed_writer(deed: Deed, subjects: list[Any]) -> Write:
    actor = User.objects.get(username=deed.username)

    def write() -> None:
        with acting(actor):
            deed.act(actor, random.choice(subjects))

    return write


def _bulk(side: str, deed: Deed) -> float:
    """Rows a second of one statement that writes many."""
    table = deed.models[0]._meta.db_table
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {SIDES[side]}.{table}")
        _bear(cursor, deed, for_now=True)
        start = time.perf_counter()
        cursor.execute(
            f"INSERT INTO {SIDES[side]}.{table} OVERRIDING SYSTEM VALUE SELECT * FROM public.{table} LIMIT %s", [BULK]
        )
        rate = int(cursor.rowcount) / (time.perf_counter() - start)
        cursor.execute(f"TRUNCATE {SIDES[side]}.{table}")
    return rate


def _bear(cursor: Any, deed: Deed, *, for_now: bool) -> None:
    """The token of the deed's actor, for this transaction or this connection, so that the evidence verifies one."""
    who = User.objects.get(username=deed.username)
    cursor.execute("SELECT set_config('app.token', %s, %s)", [sign(who.pk, "bench", uuid.uuid4(), lifetime=3600), for_now])
