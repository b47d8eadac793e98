"""The database goes away and comes back, the worker is killed: nothing acknowledged is lost, nothing is done twice."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest

from .conftest import House

pytestmark = pytest.mark.slow

#: The plug is pulled, the server is stopped politely, the plug is pulled again.
ENDS = (signal.SIGQUIT, signal.SIGINT, signal.SIGQUIT)
COFFEES = """
    SELECT p.client_uuid::text, count(DISTINCT p.id), count(e.id)
      FROM intake_passage p
      LEFT JOIN audit_event e ON e.object_key = p.id::text AND e.verb = 'intake.passage.recorded'
     GROUP BY 1
"""


def test_no_acknowledged_tap_is_lost_and_none_is_doubled_when_the_database_restarts(apart: House):
    hands = apart.begin("-m", "tests.faults.hands", "write", "14")
    time.sleep(5)
    for end in ENDS:
        time.sleep(2)
        server = int((apart.cluster.data / "postmaster.pid").read_text().split()[0])
        os.kill(server, end)  # whoever needs the database next starts it again
    acknowledged = hands.communicate(timeout=120)[0].split()
    assert hands.returncode == 0, acknowledged[-20:]
    kept = {number: (passages, events) for number, passages, events in apart.ask(COFFEES)}
    assert len(acknowledged) > 20
    assert set(kept) == set(acknowledged)
    assert set(kept.values()) == {(1, 1)}
    apart.run("manage.py", "seal_audit", role="worker")
    assert json.loads(apart.run("manage.py", "verify_audit", "--json", role="owner"))["whole"] is True


DOSES = """
    SELECT d.client_uuid::text, count(DISTINCT d.id), count(DISTINCT r.id), count(DISTINCT e.id)
      FROM care_dose d
      LEFT JOIN care_registerentry r ON r.id = d.entry_id AND r.client_uuid = d.client_uuid AND r.amount_ug = -d.amount_ug
      LEFT JOIN audit_event e ON e.object_key = d.id::text AND e.verb = 'care.dose.given'
     GROUP BY 1
"""
BALANCE = """
    SELECT (SELECT balance_ug FROM care_registerentry WHERE account_id = a.id ORDER BY number DESC LIMIT 1),
           100000000 - (SELECT sum(amount_ug) FROM care_dose)
      FROM care_drugaccount a WHERE NOT a.destruction
"""


def test_no_acknowledged_dose_is_lost_and_none_is_given_twice_when_the_database_restarts(apart: House):
    apart.run("-m", "tests.faults.hands", "engage", role="owner")
    apart.run("-m", "tests.faults.hands", "prescribe", "20")
    nurses = apart.begin("-m", "tests.faults.hands", "dispense")
    until(lambda: bool(apart.ask("SELECT 1 FROM care_dose LIMIT 1")))
    for end in ENDS[:2]:
        server = int((apart.cluster.data / "postmaster.pid").read_text().split()[0])
        os.kill(server, end)
        time.sleep(1.5)
    acknowledged = nurses.communicate(timeout=120)[0].split()
    assert nurses.returncode == 0, acknowledged[-20:]
    kept = {number: found for number, *found in apart.ask(DOSES)}
    assert len(acknowledged) == 40
    assert set(kept) == set(acknowledged)
    assert set(map(tuple, kept.values())) == {(1, 1, 1)}
    ((held, expected),) = apart.ask(BALANCE)
    assert held == expected
    assert json.loads(apart.run("manage.py", "register", "--check", "--json", role="worker"))["faults"] == []


@pytest.fixture
def worker(apart: House) -> Iterator[Callable[[], subprocess.Popen[str]]]:
    """Start the queue's worker; whatever still runs at the end is killed with all its hands."""
    begun: list[subprocess.Popen[str]] = []

    def begin() -> subprocess.Popen[str]:
        begun.append(apart.begin("manage.py", "qcluster", role="worker"))
        return begun[-1]

    yield begin
    for one in begun:
        if one.poll() is None:
            kill(one)


def kill(process: subprocess.Popen[str]) -> None:
    """As if the plug were pulled: every process of the group, without a word."""
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def until(happened: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.1)


@pytest.mark.parametrize("where", ["before", "after"])
def test_a_worker_killed_in_the_middle_of_a_task_has_done_it_once_in_the_end(apart: House, worker, tmp_path, where):
    number = str(uuid4())
    order = (
        "import django; django.setup(); from audit.queue import enqueue;"
        f" enqueue('tests.faults.hands.cut_off', {str(tmp_path)!r}, {number!r}, {where!r})"
    )
    apart.run("-c", order, role="worker")
    first = worker()
    until((tmp_path / "begun").exists)
    kill(first)
    assert len(apart.ask("SELECT 1 FROM intake_passage WHERE client_uuid = %s", number)) == (where == "after")
    # A task that was taken and not finished waits for its time to come back; here the hour is moved on.
    apart.ask("UPDATE django_q_ormq SET lock = lock - interval '1 day' RETURNING 1")
    worker()
    until((tmp_path / "done").exists)
    assert apart.ask("SELECT count(*) FROM intake_passage WHERE client_uuid = %s", number) == [(1,)]
    assert [row for row in apart.ask(COFFEES) if row[0] == number] == [(number, 1, 1)]
