"""The round on a phone, and the lists that hang on it."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from intake.outreach import actions
from intake.outreach.models import Contact, OutreachRound, Zone
from intake.person.actions import issue_card
from intake.supplies.models import Handout, SharpsReturn


@pytest.fixture
def zone(as_, colette):
    with as_(colette):
        return actions.save_zone(actor=colette, zone=Zone(name="Canal nord", municipality="Bruxelles"))


@pytest.fixture
def phone(browse, vera):
    return browse(vera)


@pytest.fixture
def out(phone, zone, as_, vera):
    phone.post(reverse("round_start"), {"zone": zone.pk, "client_uuid": uuid4()})
    with as_(vera):
        return OutreachRound.objects.get()


def test_one_tap_is_one_contact_and_can_be_struck(phone, out, as_, vera):
    page = phone.post(reverse("round_contact", args=[out.pk]), {"women": 1, "client_uuid": uuid4()}, follow=True)
    assert "1 person met" in page.content.decode()
    with as_(vera):
        contact = Contact.objects.get()
    page = phone.post(reverse("contact_strike", args=[contact.pk]), follow=True).content.decode()
    assert "0 people met" in page


def test_a_card_is_scanned_and_the_person_met(phone, out, as_, vera, momo):
    with as_(vera):
        code = issue_card(actor=vera, person=momo)
    page = phone.post(reverse("round_find", args=[out.pk]), {"q": code}).content.decode()
    assert f'value="{momo.pk}"' in page
    phone.post(reverse("round_contact", args=[out.pk]), {"person": momo.pk, "client_uuid": uuid4()})
    with as_(vera):
        assert Contact.objects.get().person == momo
    wrong = phone.post(reverse("round_find", args=[out.pk]), {"q": ("2" if code[0] != "2" else "3") + code[1:]})
    assert (wrong.status_code, b"misread or mistyped" in wrong.content) == (422, True)


@pytest.mark.parametrize(("typed", "words"), [({}, "Say how many people"), ({"men": -3}, "greater than or equal"), ({"men": 30, "women": 30}, "At most fifty"), ({"men": 1, "at": "2020-01-01T10:00"}, "had not begun")])
def test_what_cannot_be_is_refused_in_words_and_nothing_is_written(phone, out, as_, vera, typed, words):
    response = phone.post(reverse("round_contact", args=[out.pk]), typed)
    assert (response.status_code, words in response.content.decode()) == (422, True)
    with as_(vera):
        assert Contact.objects.count() == 0


def test_equipment_and_picked_up_syringes_belong_to_the_round(phone, out, as_, vera):
    phone.post(reverse("round_give", args=[out.pk]), {"take": "kit_two_syringes:5", "client_uuid": uuid4()})
    phone.post(reverse("round_picked_up", args=[out.pk]), {"number": 12, "client_uuid": uuid4()})
    assert phone.post(reverse("round_picked_up", args=[out.pk]), {"number": -3}).status_code == 422
    with as_(vera):
        assert (Handout.objects.get().round, Handout.objects.get().units) == (out, 10)
        assert (SharpsReturn.objects.get().round, SharpsReturn.objects.get().source) == (out, "picked_up")


def test_the_round_costs_the_same_for_one_contact_and_for_many(phone, out, as_, vera):
    def cost():
        with CaptureQueriesContext(connection) as seen:
            phone.get(reverse("round", args=[out.pk]))
        return len(seen)

    with as_(vera):
        actions.record_contact(actor=vera, round=out, men=1, client_uuid=uuid4())
    cost()
    few = cost()
    with as_(vera):
        for _ in range(5):
            actions.record_contact(actor=vera, round=out, women=1, client_uuid=uuid4())
    assert cost() == few


def test_a_coordinator_draws_zones_and_places_as_squares(browse, colette, vera, zone, as_):
    client = browse(colette)
    place = {"label": "Pont", "active": "on", "latitude": "50.86", "longitude": "4.35"}
    page = client.post(reverse("place_add", args=[zone.pk]), place, follow=True).content.decode()
    assert "250:" in page
    assert "50.86" not in page
    half = client.post(reverse("place_add", args=[zone.pk]), place | {"longitude": ""})
    assert (half.status_code, b"Give both, or neither." in half.content) == (422, True)
    assert client.get(reverse("outreach_figures")).status_code == 200
    assert browse(vera).get(reverse("zones")).status_code == 403


def test_lists_are_there_when_they_are_empty(phone):
    assert b"Nobody who used to come is missing." in phone.get(reverse("lost")).content
    assert b"Nobody to go along with." in phone.get(reverse("accompaniments")).content
    assert b"No round yet." in phone.get(reverse("rounds")).content


def test_going_along_from_the_page_of_a_person(browse, ivan, as_, vera, momo):
    from intake.person.selectors import find_card

    with as_(vera):
        code = issue_card(actor=vera, person=momo)
    with as_(ivan):
        find_card(ivan, code)
    client = browse(ivan)
    url = reverse("accompaniment_add", args=[momo.pk])
    assert b"Choose a partner, or say where." in client.post(url, {"planned_at": "2026-12-01T10:00"}).content
    data = {"planned_at": "2026-12-01T10:00", "whereto": "CPAS", "client_uuid": uuid4()}
    page = client.post(url, data, follow=True).content.decode()
    assert "Momo" in page
    from intake.outreach.models import Accompaniment

    with as_(ivan):
        pk = Accompaniment.objects.get().pk
    page = client.post(reverse("accompaniment_close", args=[pk]), {"result": "attended"}, follow=True).content.decode()
    assert "Nobody to go along with." in page
    page = client.post(reverse("look_for", args=[momo.pk]), {"way": "street", "client_uuid": uuid4()}, follow=True)
    assert page.status_code == 200
