"""The handover: figures of the shift, lines about persons, remarks; closed, it stays as it is."""
from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from audit.ledger.selectors import Checkpoint
from audit.rules import Refused
from centre.shifts import actions, clock, selectors
from centre.shifts.models import (
    Handover,
    HandoverDraft,
    HandoverLine,
    HandoverReading,
    HandoverRemark,
    HandoverSignature,
)
from centre.shifts.registry import People, Section, Shift, handover

pytestmark = pytest.mark.django_db
NIGHT = Shift(date(2026, 11, 21), "night")


@pytest.fixture
def counted():
    """A section that counts how often it was asked."""
    asked = []

    def load(actor, shift):
        asked.append(shift)
        return {"n": len(asked)}

    handover.add(Section("test", "Test", 1, "", "audit/events/centre.handover.closed.txt", load))
    yield asked
    handover.remove("test")


@pytest.fixture
def book(as_, vera):
    with as_(vera):
        return actions.open_handover(actor=vera, shift=NIGHT)


def line(actor, book, person, text="Bring the blanket back", number=None):
    return actions.add_line(
        actor=actor, book=book, person=person.pk, text=text, for_whom="social", client_uuid=number or uuid.uuid4()
    )


def test_a_shift_has_one_handover(as_, vera, walid, book, deeds):
    with as_(walid):
        assert actions.open_handover(actor=walid, shift=NIGHT) == book
    assert deeds(vera) == ["centre.handover.opened"]
    assert deeds(walid) == []


def test_a_line_is_sealed_and_seen_by_those_with_the_person(as_, vera, walid, psy, book, momo, deeds):
    with as_(vera):
        line(vera, book, momo)
    with as_(walid):
        (row,) = selectors.rows(walid, book)
        assert [one.text for one in row.remains] == ["Bring the blanket back"]
        assert (row.name, row.for_whom) == ("Momo", ["social"])
    assert deeds(walid) == ["centre.handover.viewed"]
    with as_(psy):
        assert HandoverLine.objects.count() == 0
        assert selectors.rows(psy, book) == []


def test_a_line_needs_the_person(as_, psy, book, momo):
    with as_(psy), pytest.raises(Refused):
        line(psy, book, momo)


def test_the_same_tap_twice_is_one_line(as_, vera, book, momo):
    number = uuid.uuid4()
    with as_(vera):
        assert line(vera, book, momo, number=number) == line(vera, book, momo, number=number)
        assert HandoverLine.objects.count() == 1


def test_closing_keeps_the_figures(as_, vera, book, counted, deeds):
    with as_(vera):
        assert [part.figures for part in selectors.parts(vera, book) if part.section.slug == "test"] == [{"n": 1}]
        closed = actions.close_handover(actor=vera, book=book)
        assert closed.figures["test"] == {"n": 2}
        assert [part.figures for part in selectors.parts(vera, closed) if part.section.slug == "test"] == [{"n": 2}]
    assert len(counted) == 2
    assert deeds(vera)[-1] == "centre.handover.closed"


def test_a_closed_handover_takes_remarks_only(as_, vera, book, momo):
    with as_(vera):
        actions.add_remark(actor=vera, book=book, text="Quiet night", client_uuid=uuid.uuid4())
        closed = actions.close_handover(actor=vera, book=book)
        with pytest.raises(Refused):
            line(vera, closed, momo)
        with pytest.raises(Refused):
            actions.close_handover(actor=vera, book=closed)
        actions.add_remark(actor=vera, book=closed, text="One more thing", client_uuid=uuid.uuid4())
        assert list(HandoverRemark.objects.order_by("at").values_list("afterwards", flat=True)) == [False, True]


def test_the_database_itself_refuses_to_change_a_closed_handover(as_, vera, book):
    with as_(vera):
        actions.close_handover(actor=vera, book=book)
        assert Handover.objects.update(checkpoint="other") == 0
        with pytest.raises(DatabaseError), transaction.atomic():
            Handover.objects.all().delete()
        with pytest.raises(DatabaseError), transaction.atomic():
            HandoverRemark.objects.update(text="other")


def test_two_people_sign(as_, vera, walid, nadia, book, deeds):
    with as_(vera):
        with pytest.raises(Refused):
            actions.sign_handover(actor=vera, book=book)
        closed = actions.close_handover(actor=vera, book=book)
        with pytest.raises(Refused):
            actions.sign_handover(actor=vera, book=closed)
    with as_(walid):
        actions.sign_handover(actor=walid, book=closed)
        actions.sign_handover(actor=walid, book=closed)
        assert [(one.hand, one.signer) for one in selectors.signatures(walid, closed)] == [("gives", vera), ("takes", walid)]
    with as_(nadia), pytest.raises(Refused):
        actions.sign_handover(actor=nadia, book=closed)
    assert deeds(walid) == ["centre.handover.signed"]


def test_the_database_itself_keeps_two_hands_two(as_, vera, walid, book):
    with as_(vera):
        with pytest.raises(DatabaseError), transaction.atomic():
            HandoverSignature.objects.create(handover=book, hand="takes", signer=vera)  # not closed yet
        closed = actions.close_handover(actor=vera, book=book)
        with pytest.raises(DatabaseError), transaction.atomic():
            HandoverSignature.objects.create(handover=closed, hand="takes", signer=vera)  # the same person
        with pytest.raises(DatabaseError), transaction.atomic():
            HandoverSignature.objects.create(handover=closed, hand="takes", signer=walid)  # for somebody else
        with pytest.raises(DatabaseError), transaction.atomic():
            HandoverReading.objects.create(handover=closed, reader=walid)
        with pytest.raises(DatabaseError), transaction.atomic():
            HandoverSignature.objects.update(signer=walid)
        assert HandoverSignature.objects.count() == 1


def test_the_next_shift_says_it_has_read(as_, vera, walid, nadia, book, deeds):
    with as_(vera):
        with pytest.raises(Refused):
            actions.acknowledge_handover(actor=vera, book=book)
        closed = actions.close_handover(actor=vera, book=book)
        with pytest.raises(Refused):
            actions.acknowledge_handover(actor=vera, book=closed)
        assert selectors.unread_handover(vera) is None
    with as_(walid):
        assert selectors.unread_handover(walid) == closed
        actions.acknowledge_handover(actor=walid, book=closed)
        actions.acknowledge_handover(actor=walid, book=closed)
        assert selectors.unread_handover(walid) is None
        assert HandoverReading.objects.count() == 1
    assert deeds(walid) == ["centre.handover.read"]
    with as_(nadia):
        actions.sign_handover(actor=nadia, book=closed)
        assert selectors.unread_handover(nadia) is None


def test_a_draft_is_its_author_s_alone_and_ends_with_the_remark(as_, vera, walid, book):
    with as_(vera):
        actions.keep_draft(actor=vera, book=book, text="Qui")
        actions.keep_draft(actor=vera, book=book, text="Quiet")
        assert selectors.draft_of(vera, book) == "Quiet"
        with connection.cursor() as cursor:
            cursor.execute("SELECT text FROM centre_handoverdraft")
            assert b"Quiet" not in bytes(cursor.fetchone()[0])
    with as_(walid):
        assert (selectors.draft_of(walid, book), HandoverDraft.objects.count()) == ("", 0)
    with as_(vera):
        actions.add_remark(actor=vera, book=book, text="Quiet night", client_uuid=uuid.uuid4())
        assert selectors.draft_of(vera, book) == ""


def test_an_old_draft_is_not_shown(as_, vera, book, at):
    with as_(vera):
        actions.keep_draft(actor=vera, book=book, text="Quiet")
        at((clock.now() + timedelta(hours=25)).isoformat())
        assert selectors.draft_of(vera, book) == ""


def test_the_checkpoint_on_paper_is_that_of_the_closing(as_, browse, vera, walid, book, monkeypatch):
    sealed = Checkpoint(7, clock.now(), "amber river stone", "centre-seal:7:abcd")
    monkeypatch.setattr(actions, "checkpoint", lambda: sealed)
    with as_(vera):
        closed = actions.close_handover(actor=vera, book=book)
        assert (closed.checkpoint, closed.seal) == ("amber river stone", "centre-seal:7:abcd")
    monkeypatch.setattr(actions, "checkpoint", lambda: None)
    page = browse(walid).get(reverse("handover_shift", args=[closed.pk])).content.decode()
    assert "amber river stone" in page
    assert '<div class="qr"' in page
    assert "<svg" in page.split('<div class="qr"')[1]


def test_a_peer_worker_reads_none(as_, peer, browse, book):
    with as_(peer), pytest.raises(Refused):
        selectors.handovers(peer)
    assert browse(peer).get(reverse("handover")).status_code == 403


def test_a_night_in_pages(browse, as_, vera, walid, momo, at, monkeypatch, counted):
    monkeypatch.setattr(handover, "people", People(lambda actor, text: momo.pk if text == "ok" else None, lambda a, u: {momo.pk: "Momo"}))
    at("2026-11-22 02:10")
    client, neighbour = browse(vera), browse(walid)
    url = client.post(reverse("handover")).headers["Location"]
    with as_(vera):
        book = Handover.objects.get()
    assert book.shift == NIGHT
    assert url == reverse("handover_shift", args=[book.pk])
    add = {"text": "Call the hospital", "for_whom": "Ivan", "client_uuid": uuid.uuid4()}
    assert client.post(f"{url}line/", add | {"card": "bad"}).status_code == 422
    assert client.post(f"{url}line/", add | {"card": "ok"}).status_code == 302
    assert client.post(f"{url}draft/", {"text": "Half a"}).status_code == 204
    assert b"Half a</textarea>" in client.get(url).content
    assert client.post(f"{url}remark/", {"text": "Quiet", "client_uuid": uuid.uuid4()}).status_code == 302
    assert client.post(f"{url}fill/").status_code == 302
    assert b"Vera" in client.get(url).content
    assert client.post(f"{url}close/").status_code == 302
    page = neighbour.get(url)
    assert b"Call the hospital" in page.content
    assert b"style=" not in page.content
    assert b"home-handover" in neighbour.get(reverse("home")).content.split(b"homeboard__tile")[1]
    assert neighbour.post(f"{url}read/").status_code == 302
    assert neighbour.post(f"{url}sign/").status_code == 302
    assert b"Walid" in neighbour.get(url).content
    assert neighbour.post(f"{url}sign/").status_code == 302  # twice is once
    assert client.post(f"{url}sign/").status_code == 403
    assert client.get(reverse("handover")).status_code == 200
    assert client.get(reverse("handover_shift", args=[uuid.uuid4()])).status_code == 404


def test_a_remark_with_a_number_is_looked_at_once_more(browse, vera, book):
    client, url = browse(vera), reverse("handover_remark", args=[book.pk])
    sent = {"text": "Call him on 0470 12 34 56", "client_uuid": uuid.uuid4()}
    warned = client.post(url, sent)
    assert warned.status_code == 422
    assert "This looks like a phone number." in warned.content.decode()
    assert client.post(url, sent | {"warned": "1"}).status_code == 302


def test_the_shift_before_can_still_be_handed_over(browse, as_, vera, at):
    at("2026-11-22 06:20")
    client = browse(vera)
    client.post(reverse("handover"), {"shift": "night"})
    client.post(reverse("handover"), {"shift": "early"})
    with as_(vera):
        assert {book.shift for book in Handover.objects.all()} == {NIGHT, Shift(date(2026, 11, 22), "early")}


def test_a_colleague_signs_by_pin_and_the_screen_stays_whose_it_was(at_work, as_, vera, walid, book, deeds):
    client, other = Client(), Client()
    at_work(client, walid)
    place = client.session["workstation"]
    with as_(vera):
        closed = actions.close_handover(actor=vera, book=book)
    other.cookies["workstation"] = client.cookies["workstation"].value
    at_work(other, vera)
    assert other.session["workstation"] == place
    url = reverse("handover_second", args=[closed.pk])
    assert b"PIN" in other.get(reverse("handover_shift", args=[closed.pk])).content
    assert other.post(url, {"who": walid.pk, "pin": "000000"}).status_code == 422
    assert other.post(url, {"who": vera.pk, "pin": "294681"}).status_code == 422
    with as_(vera):
        assert HandoverSignature.objects.count() == 1
    assert other.post(url, {"who": walid.pk, "pin": "294681"}).status_code == 302
    with as_(vera):
        assert HandoverSignature.objects.get(hand="takes").signer == walid
    assert [one for one in deeds(walid) if "pin" in one or "signed" in one][-3:] == [
        "centre.workstation.pin_refused", "centre.workstation.pin_given", "centre.handover.signed",
    ]
    assert b"Vera" in other.get(reverse("home")).content


def test_nothing_is_written_when_the_ledger_fails(as_, vera, book, momo, monkeypatch):
    def broken(*_args, **_more):
        raise DatabaseError

    with as_(vera):
        monkeypatch.setattr("centre.shifts.actions.record", broken)
        for act in (
            lambda: line(vera, book, momo),
            lambda: actions.add_remark(actor=vera, book=book, text="x", client_uuid=uuid.uuid4()),
            lambda: actions.keep_draft(actor=vera, book=book, text="x"),
            lambda: actions.fill_handover(actor=vera, book=book),
            lambda: actions.close_handover(actor=vera, book=book),
        ):
            with pytest.raises(DatabaseError):
                act()
        book.refresh_from_db()
        assert (book.closed_at, book.figures, HandoverLine.objects.count(), HandoverRemark.objects.count()) == (None, {}, 0, 0)
        assert (HandoverDraft.objects.count(), HandoverSignature.objects.count()) == (0, 0)


def test_erasure_finds_and_forgets_the_lines(as_, vera, book, momo):
    from centre.shifts.panels import forget, held_here

    with as_(vera):
        line(vera, book, momo)
        assert held_here(momo.pk)["handover_lines"] == 1
    with pytest.raises(DatabaseError), transaction.atomic(), as_(vera):
        forget(momo.pk)  # the web role forgets nobody
    assert connection.settings_dict["USER"] == "centre_web"
