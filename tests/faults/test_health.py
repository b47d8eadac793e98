"""What the health page says when a part of the house fails: in a few words, without data, to nobody in particular."""

from __future__ import annotations

import json
import time

import pytest

from centre.shell import selectors

pytestmark = pytest.mark.django_db


def parts(client) -> dict[str, str]:
    answer = client.get("/health/ready/")
    told = answer.json()
    assert (answer.status_code == 200) is all(state == "ok" for state in told["parts"].values())
    return told["parts"]


def test_every_part_is_looked_at(client):
    assert parts(client) == dict.fromkeys(["database", "queue", "seals", "disk", "clock", "backup"], "ok")


def test_a_clock_that_jumped_is_said(client, monkeypatch):
    real = time.time
    monkeypatch.setattr(selectors.time, "time", lambda: real() - 3600)
    assert parts(client)["clock"] in ("3600 s apart from the database", "3599 s apart from the database")


def test_a_clock_behind_the_last_seal_is_said(client, monkeypatch):
    state = selectors.seal_state()
    from dataclasses import replace
    from datetime import UTC, datetime, timedelta

    monkeypatch.setattr(selectors, "seal_state", lambda: replace(state, at=datetime.now(UTC) + timedelta(hours=2)))
    assert parts(client)["clock"].endswith("s behind the last seal")


def test_a_backup_that_was_never_found_good_is_said(client, settings, tmp_path):
    settings.CENTRE_DEMO, settings.DATA = False, tmp_path
    assert parts(client)["backup"] == "none found good yet"
    (tmp_path / "backup.json").write_text("{")
    assert parts(client)["backup"] == "none found good yet"


@pytest.mark.parametrize(("hours", "said"), [(1, "ok"), (49, "ok"), (75, "last one 75 h ago")])
def test_the_age_of_the_last_good_backup(client, settings, tmp_path, hours, said):
    settings.CENTRE_DEMO, settings.DATA = False, tmp_path
    (tmp_path / "backup.json").write_text(json.dumps({"at": time.time() - hours * 3600 - 60}))
    assert parts(client)["backup"] == said


def test_a_database_that_does_not_answer_is_said(client, monkeypatch):
    from django.db import DatabaseError

    def gone() -> str:
        raise DatabaseError("secret words of the server")

    monkeypatch.setitem(selectors.CHECKS, "database", gone)
    answer = client.get("/health/ready/")
    assert answer.json()["parts"]["database"] == "no answer"
    assert b"secret" not in answer.content


def test_a_queue_nobody_works_on_is_said(client, monkeypatch):
    from datetime import timedelta

    from django.utils import timezone
    from django_q.models import OrmQ

    OrmQ.objects.create(key="k", payload="p", lock=timezone.now() - timedelta(minutes=30))
    assert parts(client)["queue"].startswith("oldest task waits for 18")
