"""The person's page asks the database little, and as often for a long history as for a short one."""

from __future__ import annotations

import dataclasses
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import OuterRef
from django.test.utils import CaptureQueriesContext

from centre.measure.timing import FRAME
from intake.desk.actions import record_passage
from intake.desk.models import Passage
from intake.desk.selectors import service_by_code
from intake.person import casefile


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A panel on passages in place of all panels; what it did is listed."""
    done: list[str] = []
    panel = casefile.Panel(
        "passages", "Passages", 1, "", "", "desk/_last_day.html", lambda actor, person: done.append("loaded"),
        rows=lambda: Passage.objects.filter(person=OuterRef("pk")), bare=lambda person: done.append("bare"),
    )
    monkeypatch.setattr(casefile, "_panels", {"passages": panel, "other": dataclasses.replace(panel, slug="other")})
    return done


def passes(vera: Any, momo: Any, times: int) -> None:
    coffee = service_by_code("coffee")
    for _ in range(times):
        record_passage(actor=vera, service=coffee, person=momo, client_uuid=uuid4())


def test_a_panel_without_rows_is_not_loaded(as_: Any, vera: Any, momo: Any, told: list[str]) -> None:
    with as_(vera):
        with CaptureQueriesContext(connection) as made:
            casefile.load_panels(vera, momo, set())
        assert (told, len(made)) == (["bare", "bare"], 1)
        told.clear()
        passes(vera, momo, 1)
        casefile.load_panels(vera, momo, set())
    assert told == ["loaded", "loaded"]


def test_a_panel_behind_the_wall_is_not_loaded(as_: Any, olga: Any, vera: Any, momo: Any, told: list[str]) -> None:
    with as_(vera):
        passes(vera, momo, 1)
    with as_(olga):
        casefile.load_panels(olga, momo, set())
    assert "bare" not in told  # the file itself is not hers: nothing is said of what is in it, each loader has its walls


def test_the_page_asks_twelve_times_at_most(as_: Any, browse: Any, vera: Any, momo: Any) -> None:
    client, asked = browse(vera), []
    for times in (1, 9):
        with as_(vera):
            passes(vera, momo, times)
        client.get(f"/person/{momo.pk}/")
        with CaptureQueriesContext(connection) as made:
            assert client.get(f"/person/{momo.pk}/").status_code == 200
        asked.append([one["sql"] for one in made if one["sql"].split(" ", 1)[0] not in FRAME and "set_config('app.token', ''" not in one["sql"]])
    assert len(asked[0]) == len(asked[1])
    assert len(asked[0]) <= 12, "\n".join(sql[:120] for sql in asked[0])
