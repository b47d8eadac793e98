"""A full house in winter: twenty beds taken, people ask, some are turned away, a no-show frees a bed for the next in rank."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from centre.shifts import clock
from housing.beds.models import Bed, Room, Ward
from housing.beds.selectors import board_beds, counts
from housing.requests.models import BedRequest
from housing.stays.actions import admit_to_bed
from housing.stays.models import Stay
from intake.person.actions import open_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def full(as_: Any, vera: Any, colette: Any, at: Any) -> SimpleNamespace:
    """Given: twenty beds in five rooms on a night of frost, nineteen of them slept in."""
    at("2026-01-10 19:00")
    with as_(colette):
        ward = Ward.objects.create(label="First floor", order=1)
        rooms = [Room.objects.create(ward=ward, label=f"Room {number}", order=number) for number in range(1, 6)]
        beds = [Bed.objects.create(room=room, label=f"{room.order}{letter}", order=n) for room in rooms for n, letter in enumerate("ABCD")]
    with as_(vera):
        for number, bed in enumerate(beds[:19]):
            admit_to_bed(actor=vera, person=open_file(actor=vera, alias=f"Sleeper {number}"), bed=bed)
        people = {alias: open_file(actor=vera, alias=alias) for alias in ("Zoe", "Ali", "Ben", "Cor", "Dag")}
    return SimpleNamespace(beds=beds, last=beds[19], people=people)


def asks(client: Any, person: Any, **more: Any) -> Any:
    """Somebody is put on the list through the page."""
    body = {"how_long": "notice", "channel": "desk", "client_uuid": str(uuid4())} | more
    return client.post(reverse("bed_request_add", args=[person.pk]), body)


def in_order(client: Any) -> list[str]:
    """The aliases of the list as the page prints them."""
    page = client.get(reverse("waiting_list")).content.decode()
    return re.findall(r'<strong>\d+\.</strong> <a href="[^"]+">([^<]+)</a>', page)


def figures(client: Any) -> tuple[dict[str, int], int]:
    """Unmet nights by reason, and their sum, as the page of 10 January says them."""
    page = client.get(reverse("turn_aways") + "?first=2026-01-10&last=2026-01-10").content.decode()
    rows = re.findall(r'<th scope="row">([^<]+)</th><td class="num">(\d+)</td></tr>', page)
    table = {name: int(number) for name, number in rows}
    return {name: number for name, number in table.items() if number and name != "Sum"}, table["Sum"]


def test_a_full_house_in_winter(browse: Any, as_: Any, at: Any, vera: Any, walid: Any, colette: Any, full: SimpleNamespace) -> None:
    desk, night, office = (browse(user) for user in (vera, walid, colette))
    zoe, ali, ben, cor, dag = (full.people[alias] for alias in ("Zoe", "Ali", "Ben", "Cor", "Dag"))

    # When Zoe asks first and the last bed is held for her, the house is full.
    at("2026-01-10 19:30")
    assert asks(desk, zoe, ethos="1").status_code == 302
    hold = {"bed": full.last.pk, "person": str(zoe.pk), "client_uuid": str(uuid4())}
    assert desk.post(reverse("stay_hold"), hold).status_code == 302
    with as_(vera):
        house = counts(board_beds(vera), clock.now())
        assert (house.open, house.ready, house.held, house.occupied) == (20, 0, 1, 19)

    # When four more ask, each stands where the rules of the house put them, and the page says why.
    for minute, (person, more) in enumerate([(ali, {}), (ben, {"ethos": "12"}), (cor, {"nights_outside": "5"}), (dag, {"needs": ["medical"]})]):
        at(f"2026-01-10 20:0{minute}")
        assert asks(desk, person, **more).status_code == 302
    assert in_order(desk) == ["Dag", "Cor", "Ali", "Ben"]
    page = desk.get(reverse("waiting_list")).content.decode()
    for sentence in ("Before Cor because: medical need.", "Before Ali because: sleeps outside.", "Before Ben because: has waited longer."):
        assert sentence in page
    assert "a bed fits now" not in page

    # When three nobody knows are sent away, the tap sent twice counts once; Ben leaves the queue and stays on no list.
    tap = {"client_uuid": str(uuid4()), "back": "desk"}
    assert [night.post(reverse("turn_away_tap"), tap).status_code for _ in range(2)] == [302, 302]
    assert night.post(reverse("turn_away_add"), {"reason": "full", "count": "2", "client_uuid": str(uuid4())}).status_code == 302
    with as_(walid):
        asked = {str(one.person): one for one in BedRequest.objects.select_related("person")}
    away = reverse("bed_request_turn_away", args=[asked["Ben"].pk])
    assert night.post(away, {"reason": "left_queue", "client_uuid": str(uuid4())}).status_code == 302
    assert in_order(night) == ["Dag", "Cor", "Ali"]

    # When the hold has ended and Zoe did not come, that is written down: her request waits again, and a bed fits somebody.
    at("2026-01-10 21:45")
    with as_(vera):
        held = Stay.objects.get(person=zoe)
    assert night.post(reverse("stay_not_come", args=[held.pk])).status_code == 302
    assert in_order(night) == ["Dag", "Zoe", "Cor", "Ali"]
    page = night.get(reverse("waiting_list")).content.decode()
    assert "A bed fits now" in page
    assert reverse("bed", args=[full.last.pk]) in page

    # Then the bed is not for Dag, who needs a medical one: its panel says so, and Zoe is the first whom it fits; she is gone,
    # so Cor gets it. A colleague who wants it for Ali at the same time is told who was first.
    panel = night.get(reverse("bed", args=[full.last.pk])).content.decode()
    assert "Asked for a medical bed." in panel
    assert panel.index("Zoe") < panel.index("Cor") < panel.index("Ali") < panel.index("Dag")
    gone = {"reason": "not_seen"}
    assert night.post(reverse("bed_request_withdraw", args=[asked["Zoe"].pk]), gone).status_code == 302
    give = {"bed": full.last.pk, "person": str(cor.pk), "client_uuid": str(uuid4())}
    assert night.post(reverse("stay_admit"), give).status_code == 302
    late = desk.post(reverse("stay_admit"), give | {"person": str(ali.pk), "client_uuid": str(uuid4())})
    assert late.status_code == 409
    assert "Walid was first" in late.content.decode()
    with as_(vera):
        assert BedRequest.objects.get(person=cor).state == "served"
    assert in_order(night) == ["Dag", "Ali"]

    # Then the figures add up: before the count what was written down, after it also those who still waited.
    assert figures(office) == ({"full": 3, "left the queue": 1}, 4)
    at("2026-01-11 08:00")
    assert figures(office) == ({"full": 5, "left the queue": 1}, 6)
    with as_(colette):
        slept = Stay.objects.filter(state="in").count()
    assert slept == 20
    page = office.get(reverse("count_night") + "?day=2026-01-10").content.decode()
    assert re.search(r"<dd>\s*20\s*</dd>", page)
