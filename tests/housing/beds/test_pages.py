"""The board: states from one query, 304 when unchanged, a constant number of queries, no more than one may know."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.rules import Refused
from centre.shifts import clock
from housing.beds import actions
from housing.beds.models import Bed, Closure
from housing.beds.panels import board
from housing.stays.actions import admit_to_bed, end_stay, hold_bed

pytestmark = pytest.mark.django_db


def queries(client, url):
    """How many queries a page costs, and its text."""
    client.get(url)
    with CaptureQueriesContext(connection) as counted:
        answer = client.get(url)
    assert answer.status_code == 200
    return len(counted), answer.content.decode()


def test_closing_and_reopening(as_, colette, house, state, verbs):
    with as_(colette):
        closure = actions.close_bed(actor=colette, bed=house.b1A, reason="repair")
        assert actions.close_bed(actor=colette, bed=house.b1A, reason="pests").pk == closure.pk
    assert state(house.b1A) == "closed"
    with as_(colette):
        actions.reopen_bed(actor=colette, bed=house.b1A)
        assert Closure.objects.get(pk=closure.pk).reopened_by == colette.pk
    assert state(house.b1A) == "free"
    assert verbs("housing.") == ["housing.bed.closed", "housing.bed.reopened"]


def test_a_closure_ends_by_itself(as_, colette, house, state, at):
    at("2026-11-22 12:00")
    with as_(colette):
        actions.close_bed(actor=colette, bed=house.b1A, reason="staff", until=clock.now() + timedelta(hours=3))
    at("2026-11-22 15:00")
    assert state(house.b1A) == "free"


def test_no_bed_is_closed_under_somebody_and_the_desk_closes_none(as_, vera, colette, momo, house):
    with as_(vera):
        admit_to_bed(actor=vera, person=momo, bed=house.b1A)
        with pytest.raises(Refused):
            actions.close_bed(actor=vera, bed=house.b1B, reason="repair")
    with as_(colette), pytest.raises(Refused, match="Somebody has this bed"):
        actions.close_bed(actor=colette, bed=house.b1A, reason="repair")


def test_figures_and_cards_come_from_the_same_rows(as_, vera, colette, momo, somebody, house):
    with as_(colette):
        actions.close_bed(actor=colette, bed=house.b2A, reason="pests")
    with as_(vera):
        admit_to_bed(actor=vera, person=momo, bed=house.b1A)
        hold_bed(actor=vera, person=somebody("Kenza", "F"), bed=house.b3A)
        shown = board(vera, "rooms")
    assert shown["counts"] == (1, 3, 1, 1, 0, 0, 1, 0)
    drawn = {card.label: (card.shape, card.who) for card in shown["cards"]}
    assert drawn == {"1A": ("occupied", "Momo"), "1B": ("free", ""), "2A": ("closed", ""), "3A": ("reserved", "Kenza")}


def test_the_board_shows_rooms_beds_and_states(browse, as_, vera, momo, house):
    with as_(vera):
        admit_to_bed(actor=vera, person=momo, bed=house.b1A)
    text = browse(vera).get(reverse("beds")).content.decode()
    assert re.findall(r'class="bed__label">([^<]+)<', text) == ["1A", "1B", "2A", "3A"]
    assert "Momo" in text
    assert "1/4" in text


def test_the_hallway_shows_no_name(browse, as_, vera, momo, house):
    with as_(vera):
        admit_to_bed(actor=vera, person=momo, bed=house.b1A)
    client = browse(vera)
    for url in ("?view=hallway", "live/?view=hallway"):
        text = client.get(reverse("beds") + url).content.decode()
        assert "Momo" not in text
        assert "occupied" in text
        assert "first night" not in text


def test_what_may_not_be_known_is_shown_as_occupied_only(browse, as_, vera, nadia, momo, house):
    with as_(vera):
        admit_to_bed(actor=vera, person=momo, bed=house.b1A)
    text = browse(nadia).get(reverse("beds")).content.decode()
    assert "Momo" not in text
    assert "bed--occupied" in text
    panel = browse(nadia).get(reverse("bed", args=[house.b1A.pk])).content.decode()
    assert "Momo" not in panel
    assert "Another team looks after them" in panel


def test_the_womens_space_is_on_the_board_of_its_team_alone(browse, as_, vera, colette, women_worker, somebody, house):
    kenza = somebody("Kenza", "F", by=women_worker)
    with as_(women_worker):
        stay = admit_to_bed(actor=women_worker, person=kenza, bed=house.bW1)
        assert stay.compartment == "women_space"
    seen = browse(women_worker).get(reverse("beds")).content.decode()
    assert ">W1<" in seen
    assert "Kenza" in seen
    for other in (vera, colette):
        client = browse(other)
        text = client.get(reverse("beds")).content.decode()
        assert ">W1<" not in text
        assert "Room 4" not in text
        assert "0/4" in text
        assert client.get(reverse("bed", args=[house.bW1.pk])).status_code == 404
        assert client.get(reverse("stay", args=[stay.pk])).status_code == 404
        with as_(other), connection.cursor() as cursor:
            cursor.execute("select count(*) from app.occupied_beds(now()) where bed_id = %s", [house.bW1.pk])
            assert cursor.fetchone() == (0,)
            cursor.execute("select count(*) from housing_stay")
            assert cursor.fetchone() == (0,)


def test_whoever_sleeps_in_the_womens_space_is_refused_in_neutral_words(as_, vera, women_worker, somebody, house):
    from housing.stays.policies import BedTaken

    kenza = somebody("Kenza", "F")
    with as_(women_worker):
        admit_to_bed(actor=women_worker, person=kenza, bed=house.bW1)
    with as_(vera), pytest.raises(BedTaken) as refused:
        admit_to_bed(actor=vera, person=kenza, bed=house.b1A)
    assert refused.value.words == "This bed cannot be given to this person now. Ask the person, or a colleague of another team."
    assert (refused.value.by, refused.value.at) == (None, None)


def test_304_when_nothing_changed_and_200_when_something_did(browse, as_, vera, momo, house, at):
    at("2026-11-22 21:00:10")
    client = browse(vera)
    first = client.get(reverse("beds_live"))
    mark = first.headers["HX-PTag"]
    assert first.status_code == 200
    again = client.get(reverse("beds_live"), headers={"HX-PTag": mark})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get(reverse("beds_live"), headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    with as_(vera):
        admit_to_bed(actor=vera, person=momo, bed=house.b1A)
    changed = client.get(reverse("beds_live"), headers={"HX-PTag": mark})
    assert changed.status_code == 200
    assert "Momo" in changed.content.decode()


def test_the_page_begins_at_the_revision_it_shows(browse, vera, house, at):
    at("2026-11-22 21:00:10")
    client = browse(vera)
    page = client.get(reverse("beds")).content.decode()
    mark = re.search(r'hx-ptag="([^"]+)"', page).group(1)
    assert client.get(reverse("beds_live"), headers={"HX-PTag": mark}).status_code == 304


def test_a_hold_that_ends_changes_the_revision(browse, as_, vera, momo, house, at):
    at("2026-11-22 18:00")
    with as_(vera):
        hold_bed(actor=vera, person=momo, bed=house.b1A)
    client = browse(vera)
    with as_(vera):
        from housing.beds.selectors import board_revision

        before = board_revision(vera)
    at("2026-11-22 20:00")
    with as_(vera):
        assert board_revision(vera) != before
    assert "reserved" not in client.get(reverse("beds_live")).content.decode()


def test_the_board_costs_the_same_for_one_bed_and_for_200(browse, as_, vera, colette, somebody, house):
    client = browse(vera)
    with as_(vera):
        admit_to_bed(actor=vera, person=somebody("One"), bed=house.b1A)
    few, _text = queries(client, reverse("beds"))
    with as_(colette):
        Bed.objects.bulk_create(Bed(room=house.rooms[1], label=f"X{n}", order=n) for n in range(200))
    for number in range(3):
        person = somebody(f"More {number}")
        with as_(vera):
            admit_to_bed(actor=vera, person=person, bed=Bed.objects.get(label=f"X{number}"))
    many, text = queries(client, reverse("beds"))
    assert text.count('class="bed__label"') == 204
    assert many == few
    assert many <= 15


def test_views_by_list_and_ends_tonight(browse, as_, vera, momo, house, at):
    at("2026-11-22 21:00")
    with as_(vera):
        admit_to_bed(actor=vera, person=momo, bed=house.b1A, planned_end=clock.service_day() + timedelta(days=1))
    client = browse(vera)
    listed = client.get(reverse("beds") + "?view=list").content.decode()
    assert listed.count("<tr>") == 5
    moved = client.get(reverse("beds") + "?view=tonight")
    assert (moved.status_code, moved["Location"].rstrip("?")) == (302, reverse("beds_tonight"))
    tonight = client.get(reverse("beds_tonight")).content.decode()
    assert tonight.count("<tr>") == 2
    assert "Momo" in tonight
    assert "the stay is planned to end" in tonight


def test_posts_of_the_bed_itself(browse, as_, vera, colette, momo, house, state):
    with as_(vera):
        stay = admit_to_bed(actor=vera, person=momo, bed=house.b1A)
        end_stay(actor=vera, stay=stay, reason="planned")
    assert browse(vera).post(reverse("bed_clean", args=[house.b1A.pk])).status_code == 302
    assert state(house.b1A) == "free"
    client = browse(colette)
    close = reverse("bed_close", args=[house.b1A.pk])
    assert client.get(close).status_code == 200
    assert client.post(close, {}).status_code == 422
    assert client.post(close, {"reason": "repair", "until": "2020-01-01"}).status_code == 422
    assert client.post(close, {"reason": "repair"}).status_code == 302
    assert state(house.b1A) == "closed"
    assert client.post(reverse("bed_reopen", args=[house.b1A.pk])).status_code == 302
    assert browse(vera).post(close, {"reason": "repair"}).status_code == 403
    assert client.post(reverse("bed_clean", args=[999_999])).status_code == 404


def test_the_stranger_and_the_wrong_role_are_refused(browse, olga, dora, house):
    from django.test import Client

    for name, args in (("beds_tonight", []), ("beds_nights", []), ("beds_cleaning", []), ("bed_history", [house.b1A.pk]), ("beds", []), ("beds_live", []), ("bed", [house.b1A.pk])):
        assert Client().get(reverse(name, args=args)).status_code == 302
        assert browse(olga).get(reverse(name, args=args)).status_code == 403
        assert browse(dora).get(reverse(name, args=args)).status_code == 403
