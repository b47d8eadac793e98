"""What somebody says went wrong: with a name or without, sealed, followed to an answer, counted with nobody in it."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from audit.rights.registry import collectors
from audit.rules import Refused
from centre.shifts import clock
from intake.complaints import actions, panels, selectors
from intake.complaints.enums import State
from intake.complaints.models import Complaint, ComplaintStep
from intake.complaints.states import MOVES

TOLD = "On m'a fait attendre deux heures dehors."


def complain(who, **more):
    facts = {"kind": "complaint", "source": "anonymous", "about": "welcome", "text": TOLD, "client_uuid": uuid.uuid4()} | more
    return actions.record_complaint(actor=who, **facts)


@pytest.fixture
def complaint(as_, vera):
    with as_(vera):
        return complain(vera)


def page(client, found):
    return client.get(reverse("complaint", args=[found.pk]))


@pytest.mark.parametrize(("kind", "source"), [("complaint", "anonymous"), ("complaint", "neighbour"), ("near_miss", "staff"), ("idea", "partner")])
def test_it_is_written_down_without_a_name(browse, as_, vera, kind, source):
    facts = {"kind": kind, "source": source, "about": "safety", "text": TOLD, "client_uuid": uuid.uuid4()}
    for _ in range(2):
        answer = browse(vera).post(reverse("complaint_add"), facts)
    assert answer.status_code == 302
    with as_(vera):
        found = Complaint.objects.get()
    assert (found.kind, found.source, found.person, found.state) == (kind, source, None, State.RECEIVED)
    assert found.sealed_for == found.pk
    assert found.answer_by == clock.service_day() + timedelta(days=15)


def test_a_person_who_wants_an_answer_is_named(browse, as_, vera, colette, momo):
    facts = {"kind": "complaint", "source": "anonymous", "about": "beds", "text": TOLD, "client_uuid": uuid.uuid4()}
    assert browse(vera).post(reverse("complaint_add_for", args=[momo.pk]), facts).status_code == 302
    with as_(colette):
        found = Complaint.objects.select_related("person").get()
        assert (found.person, found.source) == (momo, "person")
    assert "Momo" in page(browse(colette), found).content.decode()


def test_an_empty_one_is_said_in_words(browse, vera):
    assert browse(vera).post(reverse("complaint_add"), {"kind": "complaint", "source": "staff", "about": "beds"}).status_code == 422


def test_its_author_and_the_coordination_read_it(browse, as_, vera, walid, colette, nadia, complaint):
    assert {who.username: page(browse(who), complaint).status_code for who in (vera, colette, walid, nadia)} == {
        "vera": 200, "colette": 200, "walid": 404, "nadia": 404,
    }
    for who, seen in ((vera, 1), (colette, 1), (walid, 0), (nadia, 0)):
        with as_(who):
            assert (Complaint.objects.count(), len(selectors.waiting(who))) == (seen, seen)
    with as_(walid), connection.cursor() as cursor:
        cursor.execute("SELECT (SELECT count(*) FROM intake_historicalcomplaint), (SELECT count(*) FROM intake_complaintstep)")
        assert cursor.fetchone() == (0, 0)


def test_it_is_followed_to_an_answer(browse, as_, vera, colette, complaint):
    url = reverse("complaint_follow", args=[complaint.pk])
    assert browse(vera).post(url, {"state": "answered", "note": "x"}).status_code == 403
    office = browse(colette)
    assert office.post(url, {"state": "answered"}).status_code == 422
    assert office.post(url, {"state": "received", "note": "x"}).status_code == 422
    assert office.post(url, {"state": "answered", "note": "Nous avons ajouté un banc."}).status_code == 302
    text = page(browse(vera), complaint).content.decode()
    assert "Nous avons ajouté un banc." in text
    with as_(colette):
        found = Complaint.objects.get()
        with pytest.raises(Refused, match="it cannot go there"):
            actions.follow_complaint(actor=colette, complaint=found, state=State.RECEIVED, note="x")
        actions.follow_complaint(actor=colette, complaint=found, state=State.CLOSED, note="x")
        assert selectors.waiting(colette) == []
        assert [one.pk for one in selectors.closed(colette)] == [complaint.pk]
        assert ComplaintStep.objects.count() == 2


def test_what_waits_too_long_is_said(browse, as_, colette, complaint):
    with as_(colette), clock.at(clock.bounds(complaint.answer_by + timedelta(days=1))[0]):
        assert selectors.overdue(colette) == 1
        assert panels.home_tile(colette) == {"overdue": 1}
    assert "waits beyond" not in browse(colette).get(reverse("complaints")).content.decode()


def test_the_overview_counts_and_names_nobody(browse, as_, vera, colette, momo, complaint):
    with as_(vera):
        complain(vera, person=momo, text="Momo dit que…")
        complain(vera, kind="near_miss", source="staff", about="equipment")
    text = browse(colette).get(reverse("complaint_overview")).content.decode()
    assert "3 in all" in text
    for words in ("Near miss", "Equipment, building", "Without a name"):
        assert words in text
    for words in ("Momo", TOLD, "Vera"):
        assert words not in text
    today = clock.service_day()
    other = browse(colette).get(reverse("complaint_overview"), {"since": today - timedelta(days=9), "until": today - timedelta(days=8)})
    assert "0 in all" in other.content.decode()
    assert browse(vera).get(reverse("complaint_overview")).status_code == 403


def test_only_a_person_who_speaks_is_named(as_, vera, momo):
    with as_(vera):
        made = complain(vera, person=momo)
        made.source = "neighbour"
        with pytest.raises(IntegrityError), transaction.atomic():
            made.save()


def test_the_ledger_knows_and_nothing_is_left_when_it_fails(as_, vera, colette, complaint, verbs, monkeypatch):
    with as_(colette):
        selectors.opened(colette, complaint)
        actions.follow_complaint(actor=colette, complaint=complaint, state=State.LOOKED_INTO, note="x")
    assert verbs("intake.complaint") == ["intake.complaint.recorded", "intake.complaint.viewed", "intake.complaint.moved"]

    def broken(*args, **kwargs):
        raise RuntimeError("no ledger")

    monkeypatch.setattr(actions, "record", broken)
    with pytest.raises(RuntimeError), as_(vera):
        complain(vera)
    with as_(vera):
        assert Complaint.objects.count() == 1
    assert set(MOVES) == set(State)


def test_erasure_removes_it(as_worker, db):
    from intake.person.models import Person

    person, now, today = Person.objects.create(alias="Momo"), clock.now(), clock.service_day()
    made = Complaint.objects.create(
        kind="complaint", source="person", about="beds", person=person, sealed_for=person.pk, text="x", answer_by=today,
        service_day=today, at=now, by=1, moved_at=now, client_uuid=uuid.uuid4(),
    )
    ComplaintStep.objects.create(complaint=made, state="answered", note="x", at=now, by=1)
    assert any(one.collect(person.pk).get("complaints") == 1 for one in collectors())
    assert panels.forget(person.pk) == {"complaints": 1}
    assert panels.held_here(person.pk) == {"complaints": 0}
    assert (Complaint.history.count(), ComplaintStep.objects.count()) == (0, 0)
