"""Giving a bed from the side panel and from the case file, and the other taps."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from centre.shifts import clock
from housing.stays.actions import admit_to_bed, mark_absent
from housing.stays.models import Stay
from intake.desk.actions import record_passage
from intake.desk.selectors import reception
from intake.desk.services import ensure_services

pytestmark = pytest.mark.django_db


@pytest.fixture
def inside(as_, vera):
    """`inside(person)` has come in tonight."""
    with as_(vera):
        ensure_services()

    def come(person):
        with as_(vera):
            record_passage(actor=vera, service=reception(), client_uuid=uuid4(), person=person)
        return person

    return come


def give(client, bed, person, **more):
    """Tap "Give the bed"."""
    data = {"bed": bed.pk, "person": str(person.pk), "client_uuid": str(uuid4())} | more
    return client.post(reverse("stay_admit"), data)


def test_the_panel_proposes_people_inside_those_who_fit_first(browse, vera, momo, somebody, house, inside):
    inside(momo), inside(somebody("Kenza", "F"))
    text = browse(vera).get(reverse("bed", args=[house.b3A.pk])).content.decode()
    assert text.index("Kenza") < text.index("Momo")
    assert "This room is for women." in text
    assert text.count("Hold 2 h") == 1


def test_a_fragment_is_asked_for_by_the_board(browse, vera, house):
    text = browse(vera).get(reverse("bed", args=[house.b1A.pk]), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in text
    assert "Bed 1A" in text


def test_one_tap_gives_the_bed_and_the_undo_bar_takes_it_back(browse, vera, momo, house, state):
    client = browse(vera)
    answer = give(client, house.b1A, momo)
    assert answer.headers["Location"] == f"{reverse('beds')}?bed={house.b1A.pk}"
    assert state(house.b1A) == "occupied"
    assert "Bed 1A given to Momo" in client.get(reverse("beds")).content.decode()
    stay = Stay_of(vera, momo)
    assert client.post(reverse("stay_undo", args=[stay])).status_code == 302
    assert state(house.b1A) == "free"


def Stay_of(user, person):
    """The number of the stay of a person."""
    from centre.access.identity import acting

    with acting(user):
        return Stay.objects.get(person=person).pk


def test_a_bed_taken_meanwhile_says_who_was_first(browse, as_, vera, walid, momo, somebody, house, at):
    other = somebody("Pavel")
    at("2026-11-22 02:10:05")
    with as_(vera):
        admit_to_bed(actor=vera, person=momo, bed=house.b1A)
    answer = give(browse(walid), house.b1A, other)
    assert answer.status_code == 409
    assert "Vera was first: bed 1A is taken since 02:10:05." in answer.content.decode()


def test_a_room_rule_is_refused_with_its_words_and_kept_in_the_ledger(browse, vera, momo, house, verbs):
    answer = give(browse(vera), house.b3A, momo)
    assert answer.status_code == 403
    assert "This room is for women." in answer.content.decode()
    assert verbs("centre.access.refused") == ["centre.access.refused"]


def test_a_form_that_is_not_whole_does_nothing(browse, vera, house):
    assert browse(vera).post(reverse("stay_admit"), {"bed": house.b1A.pk}).status_code == 422
    assert browse(vera).post(reverse("stay_admit"), {"bed": 999_999, "person": str(uuid4())}).status_code == 404


def test_from_the_case_file_and_back_to_it(browse, vera, momo, house):
    client = browse(vera)
    page = client.get(reverse("person", args=[momo.pk])).content.decode()
    assert "No bed tonight." in page
    assert "Room 1 · 1A · calm" in page
    assert give(client, house.b1A, momo, back="person").headers["Location"] == reverse("person", args=[momo.pk])
    assert "Room 1 · 1A" in client.get(reverse("person", args=[momo.pk])).content.decode()


def test_hold_release_out_back_move_extend_end(browse, vera, momo, house, state):
    client = browse(vera)
    body = {"bed": house.b1A.pk, "person": str(momo.pk), "client_uuid": str(uuid4())}
    assert client.post(reverse("stay_hold"), body).status_code == 302
    held = Stay_of(vera, momo)
    assert client.get(reverse("bed", args=[house.b1A.pk])).status_code == 200
    assert client.post(reverse("stay_release", args=[held])).status_code == 302
    assert state(house.b1A) == "free"
    give(client, house.b1A, momo)
    stay = latest(vera, momo)
    assert client.post(reverse("stay_absent", args=[stay])).status_code == 302
    assert client.get(reverse("bed", args=[house.b1A.pk])).status_code == 200
    assert client.post(reverse("stay_returned", args=[stay])).status_code == 302
    assert client.post(reverse("stay_extend", args=[stay]), {"planned_end": "2020-01-01"}).status_code == 422
    day = clock.service_day().isoformat()
    assert client.post(reverse("stay_extend", args=[stay]), {"planned_end": day}).status_code == 302
    move = reverse("stay_move", args=[stay])
    assert "Room 2 · 2A" in client.get(move).content.decode()
    assert client.post(move, {"bed": house.b2A.pk}).status_code == 302
    moved = latest(vera, momo)
    assert moved != stay
    end = reverse("stay_end", args=[moved])
    assert client.get(end).status_code == 200
    assert client.post(end, {}).status_code == 422
    assert client.post(end, {"reason": "other_place", "destination": "410", "ethos": ""}).status_code == 302
    assert state(house.b2A) == "clean"
    assert client.get(reverse("stay", args=[moved])).status_code == 200


def latest(user, person):
    """The number of the newest stay of a person."""
    from centre.access.identity import acting

    with acting(user):
        return Stay.objects.filter(person=person).latest("pk").pk


def test_home_shows_figures_and_ends(browse, as_, vera, momo, house):
    with as_(vera):
        admit_to_bed(actor=vera, person=momo, bed=house.b1A, planned_end=clock.service_day())
    text = browse(vera).get(reverse("home")).content.decode()
    assert "Stays ending within a day" in text
    assert "Momo" in text


def test_the_panel_costs_the_same_for_one_and_for_three_candidates(browse, vera, somebody, house, inside):
    client, url = browse(vera), reverse("bed", args=[house.b1A.pk])

    def cost():
        client.get(url)
        with CaptureQueriesContext(connection) as counted:
            client.get(url)
        return len(counted)

    inside(somebody("One"))
    one = cost()
    inside(somebody("Two")), inside(somebody("Three"))
    assert cost() == one


def test_occupancy_page_has_chart_and_table(browse, as_, vera, colette, momo, house, at):
    at("2026-01-04 15:00")
    with as_(vera):
        stay = admit_to_bed(actor=vera, person=momo, bed=house.b1A)
    at("2026-01-07 12:00")
    client = browse(colette)
    page = reverse("figure", args=["occupancy"])
    assert page in client.get(reverse("night_rounds")).content.decode()
    text = client.get(page, {"first": "2026-01-04", "last": "2026-01-06"}).content.decode()
    assert (text.count("<polyline"), text.count("please check"), "Momo" in text) == (2, 3, False)
    assert browse(vera).get(page).status_code == 403
    assert page not in browse(vera).get(reverse("night_rounds")).content.decode()
    with as_(vera):
        mark_absent(actor=vera, stay=stay)
