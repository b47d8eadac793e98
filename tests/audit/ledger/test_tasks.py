"""The worker's part: sealing each minute, verifying and comparing once a night."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.utils import timezone

from audit.history import Difference
from audit.ledger import tasks
from audit.ledger.actions import record
from audit.ledger.models import Check, Event
from audit.queue import EVERY_MINUTE


def test_the_queue_knows_the_work() -> None:
    assert EVERY_MINUTE["seal the ledger"] == "audit.ledger.tasks.seal_ledger"
    assert EVERY_MINUTE["verify the ledger"] == "audit.ledger.tasks.verify_nightly"


def test_sealing_makes_the_coming_months_ready(apart: Callable[..., Any]) -> None:
    record("a.b")
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_inherits WHERE inhparent = 'public.audit_event'::regclass")
        partitions = cursor.fetchone()[0]
    assert partitions == 5  # this month, three more, and the rest
    assert tasks.seal_ledger() == 1


def test_the_worker_may_do_all_of_it(apart: Callable[..., Any]) -> None:
    record("a.b")
    connection.close()
    connection.settings_dict["USER"] = "centre_worker"
    assert tasks.seal_ledger() == 1
    assert tasks.verification.verify().whole
    tasks.verification.keep(tasks.verification.verify())
    assert Check.objects.get().problems == []


@pytest.mark.parametrize(("hour", "due"), [(3, None), (4, 4), (23, 4)])
def test_nightly_work_is_due_from_four(hour: int, due: int | None, monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime(2026, 3, 29, hour, 30, tzinfo=ZoneInfo("Europe/Brussels"))
    monkeypatch.setattr(timezone, "localtime", lambda: now)
    found = tasks.due_since()
    assert (found and found.hour) == due


def test_verification_runs_once_a_night(apart: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tasks, "due_since", lambda: None)
    assert tasks.verify_nightly() is False
    due = timezone.now()
    monkeypatch.setattr(tasks, "due_since", lambda: due)
    assert [tasks.verify_nightly(), tasks.verify_nightly()] == [True, False]
    assert Check.objects.count() == 1


def test_differences_of_the_books_are_counted_by_table(
    apart: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    due = timezone.now().replace(microsecond=0)
    monkeypatch.setattr(tasks, "due_since", lambda: due)
    windows = []

    def books(**window: datetime) -> list[Difference]:
        windows.append(window)
        return [Difference("centre_user", "1", 1, 0), Difference("centre_user", "2", 1, 0)]

    monkeypatch.setattr(tasks, "double_entry", books)
    assert tasks.compare_nightly() is True
    assert tasks.compare_nightly() is False
    assert Event.objects.get().diff == {"differences": {"centre_user": 2}}
    assert [(window["until"] - window["since"]).days for window in windows] == [1]
