"""The waiting list, one request, the tap at the desk, the order and the night of the count, through the pages."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from centre.shifts import clock
from housing.requests.models import BedRequest, PriorityOrder, TurnAway
from housing.stays.actions import admit_to_bed
from intake.person.actions import issue_card
from intake.person.cards import show

pytestmark = pytest.mark.django_db


def body(**more):
    """The form of a request, as the page sends it."""
    return {"how_long": "tonight", "channel": "desk", "client_uuid": str(uuid4())} | more


def made(as_, user, person):
    with as_(user):
        return BedRequest.objects.filter(person=person).latest("asked_at")


def test_from_the_file_to_the_list(browse, as_, vera, momo, house):
    client = browse(vera)
    page = client.get(reverse("person", args=[momo.pk])).content.decode()
    address = reverse("bed_request_add", args=[momo.pk])
    assert address in page
    assert client.get(address).status_code == 200
    data = body(needs=["calm"], animal="dog", ethos="1", note="Barks at night", nights_outside="3")
    answer = client.post(address, data)
    assert answer.headers["Location"] == reverse("bed_request", args=[made(as_, vera, momo).pk])
    assert client.post(address, data).status_code == 302
    with as_(vera):
        assert BedRequest.objects.count() == 1
    page = client.get(answer.headers["Location"]).content.decode()
    assert "Number 1 of 1 on the waiting list" in page
    assert "Barks at night" in page
    listed = client.get(reverse("waiting_list")).content.decode()
    assert "Momo" in listed
    assert "Barks at night" not in listed
    assert "sleeps outside" in listed
    again = client.post(address, body())
    assert again.status_code == 422
    assert "already on the list" in again.content.decode()
    assert "Number 1 of 1" in client.get(reverse("person", args=[momo.pk])).content.decode()


def test_a_form_with_errors_keeps_what_was_typed(browse, vera, momo):
    answer = browse(vera).post(reverse("bed_request_add", args=[momo.pk]), body(how_long="", note="Snores", nights_outside="99"))
    assert answer.status_code == 422
    assert "Snores" in answer.content.decode()


def test_by_card_from_the_list(browse, as_, vera, momo):
    with as_(vera):
        code = show(issue_card(actor=vera, person=momo))
    client = browse(vera)
    answer = client.post(reverse("waiting_card"), {"card": code})
    assert answer.headers["Location"] == reverse("bed_request_add", args=[momo.pk])
    wrong = client.post(reverse("waiting_card"), {"card": "ABC"})
    assert wrong.status_code == 422
    assert 'value="ABC"' in wrong.content.decode()


def test_a_bed_that_fits_is_shown_and_one_that_does_not_is_not(browse, vera, ask, somebody, house):
    ask(somebody("Kenza", "F"), needs=["women_only"])
    page = browse(vera).get(reverse("waiting_list")).content.decode()
    assert "A bed fits now" in page
    assert reverse("bed", args=[house.b3A.pk]) in page
    assert reverse("bed", args=[house.b1A.pk]) not in page


def test_the_list_is_filtered_by_need_and_age(browse, vera, momo, ask, somebody, at):
    at("2026-01-10 20:00")
    ask(momo, needs=["calm"], how_long="notice")
    at("2026-01-12 20:00")
    ask(somebody("Pavel"))
    client = browse(vera)
    assert ">Pavel</a>" not in client.get(reverse("waiting_list") + "?need=calm").content.decode()
    page = client.get(reverse("waiting_list") + "?nights=2").content.decode()
    assert "3 nights, since 10/1 20:00" in page
    assert ">Pavel</a>" not in page
    assert "Nobody on the list answers to this." in client.get(reverse("waiting_list") + "?need=medical").content.decode()


def test_renew_withdraw_and_put_back(browse, as_, vera, momo, ask):
    request = ask(momo)
    client = browse(vera)
    for name in ("bed_request_renew",):
        assert client.post(reverse(name, args=[request.pk])).status_code == 302
    withdraw = reverse("bed_request_withdraw", args=[request.pk])
    assert client.post(withdraw, {}).status_code == 422
    assert client.post(withdraw, {"reason": "own_choice"}).status_code == 302
    late = client.post(withdraw, {"reason": "own_choice"})
    assert late.status_code == 409
    assert "Vera was first: withdrawn at" in late.content.decode()
    back = reverse("bed_request_return", args=[request.pk])
    assert client.post(back, {}).status_code == 422
    assert client.post(back, {"reason": "still_needs"}).status_code == 302
    assert made(as_, vera, momo).state == "waiting"


def test_turned_away_from_the_list(browse, as_, vera, momo, ask):
    request = ask(momo, how_long="notice", ethos="1")
    client = browse(vera)
    address = reverse("bed_request_turn_away", args=[request.pk])
    nowhere = client.post(address, {"reason": "medical_care"})
    assert nowhere.status_code == 422
    assert "Nobody is sent away to nowhere for this." in nowhere.content.decode()
    assert client.post(address, {"reason": "full", "ethos": "1", "keep_waiting": "on"}).status_code == 302
    assert made(as_, vera, momo).state == "waiting"
    assert "Nights turned away" in client.get(reverse("bed_request", args=[request.pk])).content.decode()
    assert "Momo · full" in client.get(reverse("turn_aways")).content.decode()


def test_one_tap_at_the_desk_and_the_undo_bar(browse, as_, vera):
    client = browse(vera)
    assert "+1 turned away, full" in client.get(reverse("desk")).content.decode()
    tap = {"client_uuid": str(uuid4()), "back": "desk"}
    for _ in range(2):
        assert client.post(reverse("turn_away_tap"), tap).headers["Location"] == reverse("desk")
    with as_(vera):
        turned = TurnAway.objects.get()
        assert (turned.count, turned.reason, turned.person) == (1, "full", None)
    assert "Turned away: full" in client.get(reverse("desk")).content.decode()
    assert client.post(reverse("turn_away_undo", args=[turned.pk])).status_code == 302
    with as_(vera):
        assert TurnAway.objects.get().undone_by == vera.pk
    assert "Nobody was turned away tonight." in client.get(reverse("turn_aways")).content.decode()


def test_several_without_a_name_with_a_reason(browse, as_, vera):
    client = browse(vera)
    address = reverse("turn_away_add")
    assert client.get(address).status_code == 200
    assert client.post(address, {"reason": "minor", "count": "1"}).status_code == 422
    sent = {"reason": "not_possible", "count": "2", "ethos": "10", "client_uuid": str(uuid4())}
    assert client.post(address, sent).status_code == 302
    page = client.get(reverse("turn_aways")).content.decode()
    assert "2 persons · couple or animal not possible" in page
    assert client.get(reverse("turn_aways") + "?first=2026-01-01&last=2025-01-01").status_code == 422


def test_at_the_desk_somebody_who_waits_is_said(browse, vera, momo, ask):
    ask(momo)
    page = browse(vera).get(reverse("desk_person", args=[momo.pk])).content.decode()
    assert "Waits for a bed since" in page


def test_two_ask_together_and_part(browse, as_, vera, momo, ask, somebody):
    first, second = ask(momo), ask(somebody("Kenza", "F"))
    client = browse(vera)
    assert client.post(reverse("bed_request_pair", args=[second.pk]), {"partner": str(first.pk)}).status_code == 302
    page = client.get(reverse("bed_request", args=[first.pk])).content.decode()
    assert "Kenza" in page
    assert "Together with" in client.get(reverse("waiting_list")).content.decode()
    assert client.post(reverse("bed_request_part", args=[first.pk])).status_code == 302
    assert client.post(reverse("bed_request_part", args=[first.pk])).status_code == 403
    assert client.post(reverse("bed_request_pair", args=[first.pk]), {"partner": "x"}).status_code == 422
    assert made(as_, vera, momo).partner is None


def test_coordinators_set_the_order_and_everybody_reads_it(browse, as_, vera, colette):
    address = reverse("priority_order_set")
    data = {"place_0": "outside", "place_1": "medical", "valid_from": clock.service_day().isoformat(), "because": "Frost"}
    assert "The first order of the house" in browse(vera).get(reverse("priority_order")).content.decode()
    assert browse(vera).post(address, data).status_code == 403
    office = browse(colette)
    assert office.post(address, data | {"place_1": "outside"}).status_code == 422
    assert office.post(address, data | {"valid_from": "2020-01-01"}).status_code == 422
    assert office.post(address, data).status_code == 302
    with as_(colette):
        assert PriorityOrder.objects.get().criteria == ["outside", "medical", "longest"]
    page = browse(vera).get(reverse("priority_order")).content.decode()
    assert "Frost" in page
    assert "sleeps outside › medical need › has waited longer" in page


def test_the_night_of_the_count(browse, as_, vera, house, momo, ask, somebody, at):
    at("2026-01-10 22:00")
    ask(momo, ethos="1")
    pavel = somebody("Pavel")
    ask(pavel, ethos="12")
    with as_(vera):
        admit_to_bed(actor=vera, person=pavel, bed=house.b1A)
    client = browse(vera)
    early = ask(somebody("Abdi"), ethos="9", how_long="notice")
    away = {"reason": "full", "keep_waiting": "on", "client_uuid": str(uuid4())}
    assert client.post(reverse("bed_request_turn_away", args=[early.pk]), away).status_code == 302
    at("2026-01-10 23:30")
    client.post(reverse("turn_away_add"), {"reason": "full", "count": "2", "ethos": "2", "client_uuid": str(uuid4())})
    at("2026-01-11 08:00")
    text = client.get(reverse("count_night") + "?day=2026-01-10").content.decode()
    cells = {line.split("</th>")[0].split(">")[-1]: line.split('class="num">')[1:] for line in text.split("<tr>") if "ETHOS" not in line and "<td" in line}
    numbers = {name: tuple(int(one.split("<")[0]) for one in row) for name, row in cells.items()}
    assert numbers["1. sleeping rough"] == (0, 0, 1)
    assert numbers["2. emergency accommodation"] == (0, 2, 0)
    assert numbers["5. non-conventional dwelling, for lack of housing"] == (0, 0, 1), "turned away before eleven, still waiting"
    assert numbers["6. with family or friends, for lack of housing"] == (1, 0, 0)
    assert client.get(reverse("count_night") + "?day=nonsense").status_code == 422


def test_home_and_handover_tell_of_those_who_wait(browse, vera, momo, ask):
    ask(momo)
    client = browse(vera)
    text = client.get(reverse("home")).content.decode()
    assert "Waiting for a bed" in text
    assert "The longest since" in text


def test_the_desk_does_not_see_the_list_of_the_women_s_space(browse, vera, women_worker, somebody, ask):
    sky = somebody("Sky", "F", by=women_worker)
    request = ask(sky, by=women_worker, compartment="women_space")
    listed = reverse("waiting_list") + "?space=women_space"
    assert "Sky" in browse(women_worker).get(listed).content.decode()
    outside = browse(vera)
    assert "Sky" not in outside.get(listed).content.decode()
    assert outside.get(reverse("bed_request", args=[request.pk])).status_code == 404


def test_the_home_board_says_that_a_bed_fits_naming_nobody(browse, vera, ask, somebody, house):
    ask(somebody("Kenza", "F"), needs=["women_only"])
    text = browse(vera).get(reverse("home")).content.decode()
    assert "A bed fits now: 3A" in text
    assert "Kenza" not in text
