"""What the ledger costs on writing: the same rows with and without its evidence, four writers at once."""

from __future__ import annotations

import statistics
import threading
import time
import uuid
from typing import Any

import psycopg
from django.db import connection

WRITERS, SECONDS, ROUNDS = 4, 2.0, 3
TABLES = {"audited": True, "plain": False}


def measure() -> dict[str, Any]:
    """Rows a second, each in a transaction of its own, into two like tables; and the ratio of the medians."""
    _tables()
    rates: dict[str, list[float]] = {name: [] for name in TABLES}
    try:
        for _ in range(ROUNDS):
            for name in TABLES:
                rates[name].append(_rate(name))
    finally:
        with connection.cursor() as cursor:
            for name in TABLES:
                cursor.execute(f"DROP TABLE bench_{name}")
    medians = {name: statistics.median(found) for name, found in rates.items()}
    return {
        "writers": WRITERS, "audited_per_s": round(medians["audited"]), "plain_per_s": round(medians["plain"]),
        "ratio": round(medians["audited"] / medians["plain"], 3),
    }


def _tables() -> None:
    with connection.cursor() as cursor:
        for name, audited in TABLES.items():
            cursor.execute(f"DROP TABLE IF EXISTS bench_{name}")
            cursor.execute(f"CREATE TABLE bench_{name} (LIKE intake_passage INCLUDING ALL)")
            if audited:
                cursor.execute("SELECT audit.attach_evidence(%s::regclass, 'person_id', 'id')", [f"bench_{name}"])


def _rate(name: str) -> float:
    written = [0] * WRITERS
    until = time.monotonic() + SECONDS

    def write(number: int) -> None:
        settings = connection.settings_dict
        statement = (
            f"INSERT INTO bench_{name} (service_id, compartment, service_day, at, recorded_at, recorded_late, by, client_uuid)"
            " VALUES (1, 'desk', current_date, now(), now(), false, 1, %s)"
        )
        with psycopg.connect(host=settings["HOST"], dbname=settings["NAME"], user=settings["USER"], autocommit=True) as own:
            while time.monotonic() < until:
                own.execute(statement, [uuid.uuid4()])
                written[number] += 1

    threads = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(written) / SECONDS
