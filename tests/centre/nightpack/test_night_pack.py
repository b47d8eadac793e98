"""The paper for an outage: what its maker may see, nothing more; written down, never kept."""

from __future__ import annotations

import uuid
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import DatabaseError
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader

from audit.rules import Refused
from centre.nightpack import actions
from centre.shifts import clock
from centre.todo.actions import add_task
from intake.person.actions import raise_alert

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def full(as_, vera, momo, at):
    """A night with an alert, a task about nobody and one about somebody."""
    at("2026-11-21 23:00")
    with as_(vera):
        raise_alert(actor=vera, person=momo, text="Call the nurse", until=clock.now() + timedelta(hours=8))
        add_task(actor=vera, text="Ring the plumber", client_uuid=uuid.uuid4())
        add_task(actor=vera, text="Bring the keys", person=momo.pk, compartment="desk", client_uuid=uuid.uuid4())


def test_the_pdf_holds_beds_alerts_and_tasks(browse, vera, full):
    answer = browse(vera).post(reverse("night_pack"))
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert "no-store" in answer.headers["Cache-Control"]
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages)
    for words in ("Night pack: night of 21 November 2026", "Call the nurse", "Ring the plumber", "Bring the keys", "Momo", "Shred before 23/11/2026"):
        assert words in " ".join(text.split()), words


def test_the_page_says_the_same_and_others_see_their_side(browse, vera, psy, full):
    mine = browse(vera).post(reverse("night_pack"), {"page": "1"}).content.decode()
    theirs = browse(psy).post(reverse("night_pack"), {"page": "1"}).content.decode()
    for words, seen in (("Call the nurse", False), ("Bring the keys", False), ("Momo", False), ("Ring the plumber", True)):
        assert words in mine
        assert (words in theirs) is seen
    assert browse(vera).get(reverse("night_pack")).status_code == 405


def test_its_making_is_written_down_first_and_refused_to_others(as_, browse, vera, felix, deeds, monkeypatch):
    with as_(vera):
        actions.make_night_pack(actor=vera)
    assert deeds(vera) == ["centre.night_pack.made"]
    with as_(felix), pytest.raises(Refused):
        actions.make_night_pack(actor=felix)

    def broken(*_args, **_more):
        raise DatabaseError

    monkeypatch.setattr("centre.nightpack.actions.record", broken)
    monkeypatch.setattr("centre.nightpack.actions.pack_of", lambda actor: pytest.fail("read before it was written down"))
    with as_(vera), pytest.raises(DatabaseError):
        actions.make_night_pack(actor=vera)
