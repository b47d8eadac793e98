"""The ledger on screen: for the data protection officer alone, and reading it is an event."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.ledger import selectors
from audit.ledger.actions import record
from audit.ledger.models import Event
from audit.rules import Refused

URL = "/audit/"


@pytest.fixture
def many(as_: Any, vera: Any) -> None:
    """Sixty deeds of Vera's."""
    with as_(vera):
        for _ in range(60):
            record("audit.ledger.viewed")


def test_the_officer_sees_deeds_by_name(many: None, browse: Any, dora: Any) -> None:
    page = browse(dora).get(reverse("ledger"))
    assert page.status_code == 200
    assert len(page.context["page"].lines) == 50
    assert page.context["page"].lines[0].words == "read the ledger"
    assert {line.who for line in page.context["page"].lines} <= {"Vera", "Dora"}


def test_reading_is_an_event(browse: Any, as_: Any, dora: Any) -> None:
    browse(dora).get(URL)
    with as_(dora):
        event = Event.objects.filter(verb="audit.ledger.viewed", actor=dora.pk).order_by("-id").first()
    assert event.diff["kind"] == "deeds"


@pytest.mark.parametrize("name", ["vera", "ivan", "nadia", "colette", "olga", "ada"])
def test_everybody_else_is_refused(name: str, request: Any, browse: Any, as_: Any, dora: Any) -> None:
    user = request.getfixturevalue(name)
    assert browse(user).get(URL).status_code == 403
    with as_(dora):
        event = Event.objects.filter(actor=user.pk).order_by("-id").first()
    assert event.diff == {"permission": "audit.read_ledger"}


def test_the_stranger_is_sent_to_sign_in(client: Any, db: None) -> None:
    assert client.get(URL).status_code == 302


def test_older_pages_follow_by_number(many: None, browse: Any, dora: Any) -> None:
    browser = browse(dora)
    first = browser.get(URL)
    second = browser.get(f"{URL}?{first.context['older']}")
    ids = [[line.event.id for line in page.context["page"].lines] for page in (first, second)]
    assert max(ids[1]) < min(ids[0])


def test_filters_narrow(many: None, browse: Any, dora: Any, vera: Any) -> None:
    page = browse(dora).get(URL, {"kind": "all", "verb": "audit.ledger", "who": vera.pk})
    assert {(line.event.verb, line.event.actor) for line in page.context["page"].lines} == {
        ("audit.ledger.viewed", vera.pk)
    }


def test_rows_can_be_shown(momo: Any, browse: Any, dora: Any) -> None:
    page = browse(dora).get(URL, {"kind": "rows"})
    told = {(line.words, line.event.object_label, line.event.object_key) for line in page.context["page"].lines}
    assert ("something was written", "intake_person", str(momo.pk)) in told


@pytest.mark.parametrize(
    "query",
    [{"verb": "<script>"}, {"since": "2026-11-20", "until": "2026-11-01"}, {"since": "2020-01-01"}, {"who": "1 OR 1"}],
)
def test_bad_filters_are_told_in_words(browse: Any, dora: Any, query: dict[str, str]) -> None:
    page = browse(dora).get(URL, query)
    assert page.status_code == 422
    assert page.context["form"].errors
    assert b"<script>" not in page.content.replace(b"<script defer", b"")


def test_an_empty_time_says_so(browse: Any, dora: Any) -> None:
    page = browse(dora).get(URL, {"since": "2020-01-01", "until": "2020-01-02"})
    assert b"Nothing was written in this time." in page.content


def test_the_number_of_queries_does_not_grow(as_: Any, vera: Any, browse: Any, dora: Any) -> None:
    browser = browse(dora)
    counts = []
    for _ in range(2):
        with as_(vera):
            record("audit.ledger.viewed")
            record("intake.passage.recorded")
        with CaptureQueriesContext(connection) as made:
            browser.get(URL)
        counts.append(len(made))
    assert counts[0] == counts[1]


def test_the_selector_refuses_too(as_: Any, vera: Any) -> None:
    with as_(vera), pytest.raises(Refused):
        selectors.last_check(vera)


def test_anybody_may_have_the_checkpoint(as_: Any, vera: Any) -> None:
    with as_(vera):
        assert selectors.seal_state().waiting >= 0
        assert selectors.checkpoint() is None or selectors.checkpoint().words
