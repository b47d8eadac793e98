"""Beds to clean: after somebody left, or because somebody said so; one list to tap and to print."""

from __future__ import annotations

import pytest
from django.urls import reverse

from audit.rules import Refused
from housing.beds import actions
from housing.beds.selectors import board_bed
from housing.stays.actions import admit_to_bed, end_stay

pytestmark = pytest.mark.django_db


def test_said_to_be_unclean_and_cleaned(as_, vera, house, state, verbs, at):
    at("2026-11-22 12:00")
    with as_(vera):
        actions.ask_cleaning(actor=vera, bed=house.b1A, reason="pests")
        assert board_bed(vera, house.b1A.pk).to_clean_reason == "pests"
        with pytest.raises(Refused, match="already to be cleaned"):
            actions.ask_cleaning(actor=vera, bed=house.b1A, reason="soiled")
    assert state(house.b1A) == "clean"
    at("2026-11-22 13:00")
    with as_(vera):
        actions.mark_cleaned(actor=vera, bed=house.b1A)
        assert board_bed(vera, house.b1A.pk).to_clean_reason == ""
    assert state(house.b1A) == "free"
    assert verbs("housing.") == ["housing.bed.to_clean", "housing.bed.cleaned"]


def test_a_bed_somebody_has_waits_for_them_to_leave(browse, as_, vera, momo, house, state, at):
    at("2026-11-22 12:00")
    with as_(vera):
        stay = admit_to_bed(actor=vera, person=momo, bed=house.b1A)
        actions.ask_cleaning(actor=vera, bed=house.b1A, reason="soiled")
    assert state(house.b1A) == "occupied"
    page = browse(vera).get(reverse("beds_cleaning")).content.decode()
    assert "To clean once the person has left" in page
    assert "Momo" not in page
    at("2026-11-22 14:00")
    with as_(vera):
        end_stay(actor=vera, stay=stay, reason="planned")
    assert state(house.b1A) == "clean"


def test_the_list_is_tapped_through(browse, as_, vera, momo, house, state):
    with as_(vera):
        stay = admit_to_bed(actor=vera, person=momo, bed=house.b1A)
        end_stay(actor=vera, stay=stay, reason="planned")
    client = browse(vera)
    ask = reverse("bed_to_clean", args=[house.b2A.pk])
    assert client.get(ask).status_code == 200
    assert client.post(ask, {}).status_code == 422
    assert client.post(ask, {"reason": "pests"}).status_code == 302
    assert client.post(ask, {"reason": "pests"}).status_code == 422
    page = client.get(reverse("beds_cleaning")).content.decode()
    assert page.count("<tr>") == 3
    assert "somebody left" in page
    assert "bed bugs or other pests" in page
    assert client.post(reverse("bed_clean", args=[house.b1A.pk]), {"list": "1"})["Location"] == reverse("beds_cleaning")
    assert client.get(reverse("beds_cleaning")).content.decode().count("<tr>") == 2
    assert (state(house.b1A), state(house.b2A)) == ("free", "clean")
