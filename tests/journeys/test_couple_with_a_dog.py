"""A couple with a dog: one night turned away because no room takes them, the next night two beds in one room at once."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from housing.beds.models import Bed, Room, Ward
from housing.requests.models import BedRequest
from housing.stays.actions import admit_to_bed
from housing.stays.models import Stay
from intake.person.actions import open_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(as_: Any, vera: Any, colette: Any, at: Any) -> SimpleNamespace:
    """Given: a room of two where couples and dogs are welcome, one bed of it slept in; and a free bed where they are not."""
    at("2026-01-10 19:00")
    with as_(colette):
        ward = Ward.objects.create(label="First floor", order=1)
        five = Room.objects.create(ward=ward, label="Room 5", order=5, couples=True, dogs=True)
        one = Room.objects.create(ward=ward, label="Room 1", order=1)
        beds = {label: Bed.objects.create(room=room, label=label, order=n) for n, (label, room) in enumerate([("5A", five), ("5B", five), ("1A", one)])}
    with as_(vera):
        people = [open_file(actor=vera, alias=alias, gender=gender) for alias, gender in (("Momo", "M"), ("Kenza", "F"), ("Pavel", "M"))]
        stay = admit_to_bed(actor=vera, person=people[2], bed=beds["5A"])
    return SimpleNamespace(beds=beds, momo=people[0], kenza=people[1], pavel=people[2], stay=stay)


def asked(as_: Any, user: Any, person: Any) -> BedRequest:
    """The latest request of somebody."""
    with as_(user):
        return BedRequest.objects.select_related("partner").filter(person=person).latest("asked_at")


def test_a_couple_with_a_dog(browse: Any, as_: Any, at: Any, vera: Any, colette: Any, house: SimpleNamespace) -> None:
    desk, office = browse(vera), browse(colette)
    momo, kenza = house.momo, house.kenza

    # When Momo asks with a dog, and Kenza together with him, both stand side by side with the same needs.
    at("2026-01-10 20:00")
    body = {"how_long": "notice", "channel": "desk", "animal": "dog", "ethos": "1", "client_uuid": str(uuid4())}
    assert desk.post(reverse("bed_request_add", args=[momo.pk]), body).status_code == 302
    first = asked(as_, vera, momo)
    form = desk.get(reverse("bed_request_add", args=[kenza.pk])).content.decode()
    assert f'value="{first.pk}"' in form
    at("2026-01-10 20:05")
    body |= {"partner": str(first.pk), "client_uuid": str(uuid4())}
    assert desk.post(reverse("bed_request_add", args=[kenza.pk]), body).status_code == 302
    second = asked(as_, vera, kenza)
    assert asked(as_, vera, momo).needs == second.needs == ["dog", "couple"]
    page = desk.get(reverse("waiting_list")).content.decode()
    assert "Together with Kenza." in page
    assert "a bed fits now" not in page

    # Then the free bed of room 1 is not for them, and the panel of 5B says that they are two.
    panel = desk.get(reverse("bed", args=[house.beds["1A"].pk])).content.decode()
    assert "Comes with an animal: not in this room. They ask as a couple: this room is not for couples." in panel
    panel = desk.get(reverse("bed", args=[house.beds["5B"].pk])).content.decode()
    assert "They are two, and only one bed is free in this room." in panel

    # Then nobody gives one of them a bed by mistake: both at once, or nothing, unless they part.
    alone = {"bed": house.beds["5B"].pk, "person": str(momo.pk), "client_uuid": str(uuid4())}
    refused = desk.post(reverse("stay_admit"), alone)
    assert refused.status_code == 403
    assert "They asked together" in refused.content.decode()
    with as_(vera):
        assert not Stay.objects.filter(person=momo).exists()

    # When no room takes them tonight, it is written down for each, with where they were sent; they stay on the list.
    at("2026-01-10 22:00")
    for one in (first, second):
        away = {"reason": "not_possible", "sent_to": "outreach", "ethos": "1", "keep_waiting": "on", "client_uuid": str(uuid4())}
        assert desk.post(reverse("bed_request_turn_away", args=[one.pk]), away).status_code == 302
    at("2026-01-11 09:00")
    page = office.get(reverse("turn_aways") + "?first=2026-01-10&last=2026-01-10").content.decode()
    assert '<th scope="row">couple or animal not possible</th><td class="num">2</td>' in page
    assert '<th scope="row">full</th><td class="num">0</td>' in page

    # When Pavel has left and the bed is clean, the room fits them.
    gone = {"reason": "planned", "destination": "", "ethos": ""}
    assert desk.post(reverse("stay_end", args=[house.stay.pk]), gone).status_code == 302
    assert desk.post(reverse("bed_clean", args=[house.beds["5A"].pk])).status_code == 302
    page = desk.get(reverse("waiting_list")).content.decode()
    assert "a bed fits now" in page
    assert reverse("bed", args=[house.beds["5A"].pk]) in page

    # Then one form gives both beds of the room; sent again, it gives nothing more. Both requests are served.
    at("2026-01-11 20:00")
    address = reverse("couple", args=[momo.pk])
    form = desk.get(address).content.decode()
    assert "Kenza" in form
    pair = f"{house.beds['5A'].pk}-{house.beds['5B'].pk}"
    both = {"partner": str(kenza.pk), "beds": pair, "with_dog": "on", "client_uuid": str(uuid4())}
    assert desk.post(address, both).status_code == 302
    desk.post(address, both)
    with as_(vera):
        assert Stay.objects.filter(state="in").count() == 2
        stays = {str(one.person): one for one in Stay.objects.select_related("person", "bed").filter(state="in")}
    assert {name: one.bed.label for name, one in stays.items()} == {"Momo": "5A", "Kenza": "5B"}
    assert {asked(as_, vera, one).state for one in (momo, kenza)} == {"served"}
    assert "Nobody waits for a bed." in desk.get(reverse("waiting_list")).content.decode()

    # Then the night with a bed is no night without one.
    at("2026-01-12 09:00")
    page = office.get(reverse("turn_aways") + "?first=2026-01-11&last=2026-01-11").content.decode()
    assert '<tfoot><tr><th scope="row">Sum</th><td class="num">0</td>' in page
