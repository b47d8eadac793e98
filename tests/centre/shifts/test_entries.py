"""Lines about persons come from the rooms: each reader is told what stands behind their own walls, live and once kept."""
from __future__ import annotations

import uuid
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.rules import Refused
from centre.access.grants import grant_team
from centre.access.models import Access
from centre.access.scope import visible
from centre.shifts import actions, clock, selectors
from centre.shifts.models import HandoverEntry
from centre.shifts.registry import Entry, Section, Shift, handover

pytestmark = pytest.mark.django_db
NIGHT = Shift(date(2026, 11, 21), "night")


class Told:
    """A section whose entries a test decides; each is told to those who hold its compartment only."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []

    def load(self, actor, shift):
        return {}

    def tell(self, actor, span):
        held = set(Access.objects.filter(principal__in=actor.principals()).values_list("person", "compartment"))
        return [one for one in self.entries if (one.person, one.compartment) in held]


@pytest.fixture
def told():
    made = Told()
    section = Section(
        "test", "Test", 1, "", "audit/events/centre.handover.closed.txt", made.load, entries=made.tell,
        words={"dose": "dose of %(mg)s mg at %(hour)s", "bed": "bed %(bed)s"},
        texts=lambda actor, keys: {key: f"opened {key}" for key in keys if key == "9"},
    )
    handover.add(section)
    yield made
    handover.remove("test")


@pytest.fixture
def nurses(as_, vera, nadia, momo):
    with as_(vera):
        grant_team(person=momo.pk, team=nadia.teams()[0], compartment="desk", days=30, origin="contact")
        grant_team(person=momo.pk, team=nadia.teams()[0], compartment="nursing", days=30, origin="contact")


@pytest.fixture
def book(as_, vera, at):
    at("2026-11-22 02:10")
    with as_(vera):
        return actions.open_handover(actor=vera, shift=NIGHT)


def words(rows):
    return {row.name: [one.words for one in row.remains] for row in rows}


def about(momo, **more):
    nursing = Entry(momo.pk, "nursing", "dose", "7", at=clock.instant("2026-11-22 05:00"), for_whom="nurse", facts={"mg": 40})
    return [Entry(momo.pk, "desk", "bed", "9", facts={"bed": "3B"}), nursing]


def test_one_line_a_person_merged_across_rooms(as_, vera, nadia, nurses, book, momo, told, deeds):
    told.entries = about(momo)
    with as_(vera):
        actions.add_line(actor=vera, book=book, person=momo.pk, text="Keys", for_whom="", client_uuid=uuid.uuid4())
    with as_(nadia):
        (row,) = selectors.rows(nadia, book)
    assert row.name == "Momo"
    assert [(one.words, one.text, one.for_whom) for one in row.remains] == [
        ("bed 3B", "opened 9", ""), ("dose of 40 mg at 05:00", "", "Nurse"), ("", "Keys", ""),
    ]
    assert row.for_whom == ["Nurse"]
    assert deeds(nadia) == ["centre.handover.viewed"]


def test_a_closed_handover_shows_each_reader_their_own_side(as_, vera, nadia, psy, nurses, book, momo, told):
    told.entries = about(momo)
    with as_(nadia):
        actions.fill_handover(actor=nadia, book=book)
    with as_(vera):
        closed = actions.close_handover(actor=vera, book=book)
        told.entries = []
        assert words(selectors.rows(vera, closed)) == {"Momo": ["bed 3B"]}
        assert HandoverEntry.objects.count() == 1
        assert "40" not in str(closed.figures)
    with as_(nadia):
        assert words(selectors.rows(nadia, closed)) == {"Momo": ["bed 3B", "dose of 40 mg at 05:00"]}
    with as_(psy):
        assert selectors.rows(psy, closed) == []
        assert HandoverEntry.objects.count() == 0


def test_what_the_nurses_did_not_fill_is_not_kept_by_the_desk(as_, vera, nadia, nurses, book, momo, told):
    told.entries = about(momo)
    with as_(vera):
        closed = actions.close_handover(actor=vera, book=book)
    with as_(nadia):
        assert words(selectors.rows(nadia, closed)) == {"Momo": ["bed 3B"]}


def test_filling_again_takes_out_what_no_longer_holds_and_leaves_the_others_side(as_, vera, nadia, nurses, book, momo, told, deeds):
    told.entries = about(momo)
    with as_(nadia):
        actions.fill_handover(actor=nadia, book=book)
        actions.fill_handover(actor=nadia, book=book)
        assert HandoverEntry.objects.count() == 2
    told.entries = [Entry(momo.pk, "desk", "bed", "9", facts={"bed": "4A"})]
    with as_(vera):
        actions.fill_handover(actor=vera, book=book)
    with as_(nadia):
        assert {(one.section, one.code, one.facts.get("bed")) for one in HandoverEntry.objects.all()} == {
            ("test", "bed", "4A"), ("test", "dose", None),
        }
    assert deeds(vera)[-1] == "centre.handover.filled"
    with as_(nadia):
        assert [one.by for one in selectors.fillings(nadia, book)] == [nadia, vera]


def test_the_database_itself_keeps_a_closed_handover_closed(as_, vera, book, momo, told):
    told.entries = about(momo)
    with as_(vera):
        closed = actions.close_handover(actor=vera, book=book)
        with pytest.raises(DatabaseError), transaction.atomic():
            HandoverEntry.objects.all().delete()
        fresh = {"handover": closed, "person": momo.pk, "compartment": "desk", "section": "test", "code": "bed"}
        with pytest.raises(DatabaseError), transaction.atomic():
            HandoverEntry.objects.create(**fresh, key="10", gathered_by=vera)
        with pytest.raises(DatabaseError), transaction.atomic():
            HandoverEntry.objects.update(code="dose")
        with pytest.raises(Refused):
            actions.fill_handover(actor=vera, book=closed)


def test_an_entry_behind_a_wall_cannot_be_written_from_outside(as_, vera, book, momo):
    with as_(vera), pytest.raises(DatabaseError), transaction.atomic():
        HandoverEntry.objects.create(
            handover=book, person=momo.pk, compartment="nursing", section="test", code="dose", key="7", gathered_by=vera
        )


def test_changes_run_from_the_last_shift(as_, vera, walid, book, told, momo, at, monkeypatch, deeds):
    seen = []
    monkeypatch.setattr(told, "tell", lambda actor, span: seen.append(span) or [])
    handover.add(Section("test", "Test", 1, "", "x.html", told.load, entries=told.tell))
    with as_(vera):
        assert selectors.since_for(vera) == clock.instant("2026-11-21 14:00")
        actions.close_handover(actor=vera, book=book)
        at("2026-11-22 22:05")
        assert selectors.since_for(vera) == clock.instant("2026-11-22 02:10")
        selectors.changes(vera)
        monkeypatch.setattr(handover, "last_left", lambda actor, moment: clock.instant("2026-11-22 06:00"))
        assert selectors.since_for(vera) == clock.instant("2026-11-22 06:00")
        monkeypatch.setattr(handover, "last_left", lambda actor, moment: clock.instant("2026-01-01 06:00"))
        assert clock.now() - selectors.since_for(vera) == timedelta(days=14)
    assert (seen[-1].start, seen[-1].end) == (clock.instant("2026-11-22 02:10"), clock.now())
    assert [one for one in deeds(vera) if one.endswith("changes_viewed")] == ["centre.handover.changes_viewed"]


def test_the_page_costs_the_same_for_one_and_three_persons(as_, browse, vera, told, book, momo):
    from intake.person.actions import open_file

    client = browse(vera)

    def cost():
        with CaptureQueriesContext(connection) as captured:
            pages = [client.get(url) for url in (reverse("handover"), reverse("handover_shift", args=[book.pk]))]
        assert [page.status_code for page in pages] == [200, 200]
        return len(captured)

    told.entries = about(momo)
    cost()
    one = cost()
    with as_(vera):
        more = [open_file(actor=vera, alias=f"Nr {number}") for number in range(2)]
    told.entries += [Entry(person.pk, "desk", "bed", str(person.pk), facts={"bed": "1A"}) for person in more]
    assert cost() == one


def test_erasure_forgets_entries(as_, vera, book, momo, told):
    from centre.shifts.panels import held_here

    told.entries = about(momo)
    with as_(vera):
        actions.fill_handover(actor=vera, book=book)
        assert held_here(momo.pk)["handover_entries"] == 1
        assert visible(vera, HandoverEntry.objects.all()).count() == 1
