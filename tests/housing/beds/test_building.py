"""The house as coordinators make it: buildings, wards, rooms, beds; what cannot be done is said in words."""

from __future__ import annotations

import re
import uuid
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.rules import Refused
from housing.beds.models import Bed, Building, Room, Ward
from housing.beds.selectors import board_beds
from housing.building import actions
from housing.stays.actions import admit_to_bed

pytestmark = pytest.mark.django_db


def test_from_a_building_to_a_bed_on_the_board(browse, as_, vera, colette, house):
    client, number = browse(colette), str(uuid.uuid4())
    for _ in range(2):
        made = client.post(reverse("building_add"), {"label": "Rue Haute", "address": "Rue Haute 1", "order": 1, "client_uuid": number})
    assert made.status_code == 302
    with as_(colette):
        building = Building.objects.get()
    assert client.post(reverse("ward_add"), {"label": "Attic", "building": building.pk, "order": 2}).status_code == 302
    with as_(colette):
        ward = Ward.objects.get(label="Attic")
    room = {"label": "Room 9", "ward": ward.pk, "order": 1, "ground_floor": "on", "dogs": "on", "compartment": ""}
    assert client.post(reverse("room_add", args=[ward.pk]), room).status_code == 302
    with as_(colette):
        nine = Room.objects.get(label="Room 9")
    beds, form = reverse("beds_add", args=[nine.pk]), {"labels": "9A, 9B", "emergency": "on", "client_uuid": str(uuid.uuid4())}
    assert [client.post(beds, form).status_code for _ in range(2)] == [302, 302]
    with as_(vera):
        found = [row for row in board_beds(vera) if row.room == nine.pk]
    assert [(row.label, row.emergency, row.ground_floor, row.dogs, row.calm, row.building_label) for row in found] == [
        ("9A", True, True, True, False, "Rue Haute"), ("9B", True, True, True, False, "Rue Haute"),
    ]
    page = client.get(reverse("house")).content.decode()
    assert re.findall(r"<h2>([^<]+)</h2>", page) == ["Rue Haute", "The house"]
    narrowed = browse(vera).get(reverse("beds") + f"?building={building.pk}").content.decode()
    assert re.findall(r'class="bed__label">([^<]+)<', narrowed) == ["9A", "9B"]


def test_things_are_changed(browse, as_, colette, house, verbs):
    client = browse(colette)
    for name, pk, typed in (
        ("ward_edit", house.ward.pk, {"label": "Second floor", "order": 3, "building": ""}),
        ("room_edit", house.rooms[0].pk, {"label": "Room 1", "ward": house.ward.pk, "order": 1, "couples": "on", "compartment": ""}),
        ("bed_edit", house.b1A.pk, {"label": "1Z", "order": 4, "medical": "on", "note": "by the window"}),
    ):
        assert client.get(reverse(name, args=[pk])).status_code == 200
        assert client.post(reverse(name, args=[pk]), typed).status_code == 302
    with as_(colette):
        assert Ward.objects.get(pk=house.ward.pk).label == "Second floor"
        room = Room.objects.get(pk=house.rooms[0].pk)
        assert (room.couples, room.calm) == (True, False)
        bed = Bed.objects.get(pk=house.b1A.pk)
        assert (bed.label, bed.medical, bed.note) == ("1Z", True, "by the window")
    assert verbs("housing.") == ["housing.ward.kept", "housing.room.kept", "housing.bed.kept"]


def test_a_name_stands_once(browse, as_, colette, house):
    client = browse(colette)
    twice = client.post(reverse("ward_add"), {"label": "First floor", "order": 1})
    assert twice.status_code == 422
    assert 'value="First floor"' in twice.content.decode()
    beds = client.post(reverse("beds_add", args=[house.rooms[0].pk]), {"labels": "1A, 1C"})
    assert (beds.status_code, "This room already has a bed called 1A." in beds.content.decode()) == (422, True)
    assert "1C stands twice." in client.post(reverse("beds_add", args=[house.rooms[0].pk]), {"labels": "1C, 1C"}).content.decode()
    assert client.post(reverse("beds_add", args=[house.rooms[0].pk]), {"labels": " , "}).status_code == 422
    assert client.post(reverse("bed_edit", args=[house.b1A.pk]), {"label": "1B", "order": 1}).status_code == 422
    room = {"label": "Room 2", "ward": house.ward.pk, "order": 1, "compartment": ""}
    assert client.post(reverse("room_edit", args=[house.rooms[0].pk]), room).status_code == 422


def test_a_bed_leaves_service_once_nobody_has_it(browse, as_, vera, colette, momo, house, at, verbs):
    at("2026-11-22 12:00")
    with as_(vera):
        admit_to_bed(actor=vera, person=momo, bed=house.b1A, planned_end=date(2026, 11, 30))
    client, out = browse(colette), reverse("bed_retire", args=[house.b1A.pk])
    refused = client.post(out, {"until": "2026-11-29"})
    assert refused.status_code == 422
    assert "Bed 1A: Momo, from 22 November until 30 November." in refused.content.decode()
    assert "Choose today or a later day" in client.post(out, {"until": "2026-11-21"}).content.decode()
    assert client.post(out, {"until": "2026-11-30"}).status_code == 302
    assert client.post(reverse("bed_retire", args=[house.b2A.pk]), {"until": "2026-11-22"}).status_code == 302
    again = client.post(reverse("bed_retire", args=[house.b2A.pk]), {"until": "2026-11-25"})
    assert "This bed is out of use already." in again.content.decode()
    with as_(vera):
        assert [row.label for row in board_beds(vera)] == ["1A", "1B", "3A"]
    page = client.get(reverse("house")).content.decode()
    assert "until 30/11/2026" in page
    assert "out of use" in page
    at("2026-11-30 12:00")
    with as_(vera):
        assert [row.label for row in board_beds(vera)] == ["1B", "3A"]
    assert verbs("housing.bed.") == ["housing.bed.retired"] * 2


def test_a_room_changes_its_space_only_when_empty_and_by_its_own_team(as_, vera, colette, momo, house):
    with as_(colette), pytest.raises(Refused, match="Only the team of that space"):
        actions.keep_room(actor=colette, room=house.rooms[0], compartment="women_space")
    with as_(vera):
        admit_to_bed(actor=vera, person=momo, bed=house.b1A)
    with as_(colette):
        house.rooms[0].compartment = "housing"  # a space it is taken back from
        with pytest.raises(Refused, match="It can go to another space once it is empty"):
            actions.keep_room(actor=colette, room=house.rooms[0], compartment="")


def test_a_space_behind_a_wall_is_arranged_by_its_own_team_alone(browse, colette, house):
    client = browse(colette)
    assert "Room 4" not in client.get(reverse("house")).content.decode()
    for name, pk in (("room_edit", house.rooms[3].pk), ("beds_add", house.rooms[3].pk), ("bed_edit", house.bW1.pk), ("bed_retire", house.bW1.pk)):
        assert client.get(reverse(name, args=[pk])).status_code == 404


def test_the_desk_arranges_nothing(browse, vera, house):
    client = browse(vera)
    for name, args in (("house", []), ("building_add", []), ("ward_add", []), ("room_add", [house.ward.pk]), ("bed_edit", [house.b1A.pk])):
        assert client.get(reverse(name, args=args)).status_code == 403


def test_the_house_costs_the_same_for_one_bed_and_for_200(browse, as_, colette, house):
    client, counted = browse(colette), []
    for more in (0, 200):
        with as_(colette):
            Bed.objects.bulk_create(Bed(room=house.rooms[1], label=f"X{number}", order=number) for number in range(more))
        client.get(reverse("house"))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse("house")).status_code == 200
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 15
