"""The live board: minutes, countdowns and alerts; 304 when nothing changed; the same queries for one and for many."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from care.room.visits import actions

pytestmark = pytest.mark.django_db
#: Of a whole request, what it asks to know who is there included; an unchanged board asks for far less.
BUDGET, UNCHANGED = 16, 7
FRAME = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


def test_minutes_waited_minutes_left_and_a_countdown(browse, as_, at, rosa, watched, waiting, seated, open_room):
    watched("Kenza")
    waiting("Sam", space="inhalation")
    at("2026-03-10 10:24")
    page = browse(rosa).get(reverse("room")).content.decode()
    assert "for 9 minutes" in page
    assert "11 minutes left" in page
    at("2026-03-10 10:26")
    assert "look at this person" in browse(rosa).get(reverse("room")).content.decode()
    at("2026-03-10 10:40")
    assert "over by 5 minutes" in browse(rosa).get(reverse("room")).content.decode()


def test_304_while_nothing_changes_and_new_when_something_does(browse, as_, at, rosa, robin, watched, waiting):
    visit = watched()
    client, live = browse(rosa), reverse("room_live")
    first = client.get(live)
    known = {"HTTP_HX_PTAG": first["HX-PTag"]}
    assert (first.status_code, client.get(live, **known).status_code) == (200, 304)
    assert client.get(live, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
    with as_(robin):
        actions.look_after(actor=robin, visit=visit, consciousness="P", client_uuid=uuid4())
    changed = client.get(live, **known)
    assert (changed.status_code, "answers to pain only" in changed.content.decode()) == (200, True)
    at("2026-03-10 10:17")
    assert client.get(live, HTTP_HX_PTAG=changed["HX-PTag"]).status_code == 200
    assert client.get(live, {"view": "hallway"}, HTTP_HX_PTAG=changed["HX-PTag"]).status_code == 200


def test_the_board_asks_the_same_for_one_and_for_many_and_little_when_unchanged(browse, as_, rosa, watched, waiting):
    visit = watched("Kenza")
    with as_(rosa):
        actions.look_after(actor=rosa, visit=visit, consciousness="A", client_uuid=uuid4())
    client, live = browse(rosa), reverse("room_live")

    def asked(**known):
        with CaptureQueriesContext(connection) as found:
            client.get(live, **known)
        return sum(not one["sql"].startswith(FRAME) for one in found)

    few = asked()
    for number in range(5):
        other = waiting(f"Guest {number}")
        if number == 0:
            with as_(rosa):
                actions.call(actor=rosa, visit=other)
    assert asked() == few <= BUDGET
    assert asked(HTTP_HX_PTAG=client.get(live)["HX-PTag"]) <= UNCHANGED


def test_the_view_without_names_is_a_board_all_the_same(browse, rosa, watched, waiting):
    watched("Kenza")
    waiting("Sam")
    page = browse(rosa).get(reverse("room"), {"view": "hallway"}).content.decode()
    assert ("Kenza" in page, "Sam<" in page, "minutes left" in page, "for 0 minutes" in page) == (False, False, True, True)
    assert reverse("room_visit", args=[uuid4()])[:12] not in page


def test_every_page_of_a_visit_is_drawn_at_every_stage(browse, as_, at, rosa, waiting, open_room):
    visit, client = waiting(), browse(rosa)
    doors = ("room_visit", "room_use", "room_look", "room_equipment")

    def drawn():
        return {client.get(reverse(door, args=[visit.pk])).status_code for door in doors}

    assert drawn() == {200}
    assert client.get(reverse("room_opening")).status_code == 200
    for minute, step in enumerate((lambda: actions.call(actor=rosa, visit=visit), lambda: actions.seat(actor=rosa, visit=visit, booth=open_room.I1),
                                   lambda: actions.begin_watch(actor=rosa, visit=visit), lambda: actions.leave(actor=rosa, visit=visit, early="hurry"))):
        at(f"2026-03-10 10:{minute + 1:02}")
        with as_(rosa):
            step()
        assert drawn() == {200}
    assert client.get(reverse("room_person", args=[visit.person_id])).status_code == 200
    assert client.get(reverse("home")).status_code == 200
