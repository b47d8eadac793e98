"""Journeys on screen: opened, moved, steps tapped, ended; the list with its filters; one page to print; what erasure leaves."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from centre.shifts import clock
from employment.journeys import actions
from employment.journeys.models import Journey, JourneyStep

pytestmark = pytest.mark.django_db


def today():
    return clock.local().date().isoformat()


def test_a_journey_from_the_first_phase_to_a_contract(browse, as_, ivan, known):
    social, page = browse(ivan), reverse("journey", args=[known.pk])
    assert "No journey yet" in social.get(page).content.decode()
    new = reverse("journey_open", args=[known.pk])
    assert social.get(new).status_code == 200
    body = {"phase": "contact", "opened_on": today(), "referent": ivan.pk, "why": "Gagner ma vie", "client_uuid": str(uuid4())}
    assert social.post(new, body | {"phase": "heaven"}).status_code == 422
    assert social.post(new, body | {"opened_on": "2100-01-01"}).status_code == 409
    assert social.post(new, body).status_code == 302
    with as_(ivan):
        (journey,) = Journey.objects.all()
    text = social.get(page).content.decode()
    assert 'aria-current="step"' in text
    assert "Gagner ma vie" in text
    phase = reverse("journey_phase", args=[journey.pk])
    assert social.get(phase).status_code == 200
    assert social.post(phase, {"to_phase": "", "on_day": today()}).status_code == 422
    assert social.post(phase, {"to_phase": "care", "on_day": today(), "seen": "contact"}).status_code == 302
    stale = social.post(phase, {"to_phase": "accompany", "on_day": today(), "seen": "contact"})
    assert (stale.status_code, "phase “care” now" in stale.content.decode()) == (409, True)
    step = reverse("journey_step", args=[journey.pk])
    assert social.get(step).status_code == 200
    assert social.post(step, {"kind": "", "owner": ivan.pk}).status_code == 422
    assert social.post(step, {"kind": "actiris", "owner": ivan.pk, "due_on": today(), "note": "Inscription"}).status_code == 302
    with as_(ivan):
        (made,) = JourneyStep.objects.all()
    assert "Actiris" in social.get(reverse("home")).content.decode()
    move = reverse("journey_step_move", args=[made.pk])
    assert social.post(move, {"state": "planned", "due_on": "nonsense"}, follow=True).status_code == 200
    assert social.post(move, {"state": "done"}).status_code == 302
    fact = reverse("journey_fact", args=[journey.pk])
    assert social.post(fact, {"stage": "entry", "on_day": today()}).status_code == 422
    assert social.post(fact, {"stage": "entry", "on_day": today(), "employed": "no", "employment": "full"}).status_code == 422
    assert social.post(fact, {"stage": "entry", "on_day": today(), "employed": "no", "without": "looking"}).status_code == 302
    end = reverse("journey_end", args=[journey.pk])
    assert social.post(end, {"outcome": "contract", "ended_on": today(), "ends_on": today()}).status_code == 422
    sent = {"outcome": "contract", "ended_on": today(), "contract_kind": "fixed", "starts_on": today(), "client_uuid": str(uuid4())}
    assert social.post(end, sent).status_code == 302
    assert social.post(end, sent).status_code == 302
    assert social.post(end, sent | {"client_uuid": str(uuid4())}).status_code == 409
    text = social.get(page).content.decode()
    assert "work contract · fixed term" in text
    assert "Inscription" in social.get(reverse("journey_print", args=[journey.pk])).content.decode()


def test_taps_refused_say_why_on_the_page(browse, as_, ivan, begun):
    social = browse(ivan)
    pause = reverse("journey_pause", args=[begun.pk])
    assert social.post(pause).status_code == 302
    assert "already stands so" in social.post(pause, follow=True).content.decode()
    assert "Take up again" in social.get(reverse("journey", args=[begun.person_id])).content.decode()
    assert social.post(reverse("journey_resume", args=[begun.pk])).status_code == 302
    give = reverse("journey_give", args=[begun.pk])
    assert "Choose a colleague" in social.post(give, {"referent": "999999"}, follow=True).content.decode()
    assert social.post(give, {"referent": ivan.pk}).status_code == 302


def test_the_list_and_its_filters(browse, as_, ivan, begun):
    social, page = browse(ivan), reverse("journeys")
    assert "Momo" in social.get(page).content.decode()
    for asked, found in (
        ({"phase": "contact"}, True), ({"phase": "care"}, False), ({"phase": "brought"}, False), ({"state": "ended"}, False),
        ({"state": "all"}, True), ({"mine": "on"}, True), ({"phase": "nonsense"}, True),
    ):
        assert ("Momo" in social.get(page, asked).content.decode()) is found
    with as_(ivan):
        actions.give_journey(actor=ivan, journey=begun, referent=ivan.pk + 1000)
    assert "Momo" not in social.get(page, {"mine": "on"}).content.decode()


def test_the_case_file_tells_of_the_journey(browse, vera, ivan, as_, begun):
    with as_(ivan):
        actions.agree_step(actor=ivan, journey=begun, kind="mission", due_on=clock.local().date() - timedelta(days=1))
    text = browse(vera).get(reverse("person", args=[begun.person_id])).content.decode()
    assert "mission locale" in text
    assert reverse("journey", args=[begun.person_id]) in text


def test_hours_and_money_stand_beside_the_journey(browse, as_, ivan, colette, begun, come):
    from employment.allowances.actions import write_allowance

    entry = come(begun.person, "2025-11-24")
    with as_(colette):
        write_allowance(actor=colette, sign_up=entry, amount_cents=4000, legal_form="volunteer", paid_by="transfer")
    text = browse(ivan).get(reverse("journey", args=[begun.person_id])).content.decode()
    assert "4:00" in text
    assert "€40.00 / €1,692.51" in text


def test_who_may_not(browse, olga, nadia, vera, begun):
    for name, args in (("journeys", []), ("journey", [begun.person_id]), ("journey_print", [begun.pk]), ("journey_phase", [begun.pk])):
        assert Client().get(reverse(name, args=args)).status_code == 302
        assert browse(olga).get(reverse(name, args=args)).status_code == 403
        assert browse(nadia).get(reverse(name, args=args)).status_code == 403
    assert browse(vera).get(reverse("journey", args=[begun.person_id])).status_code == 200
    assert browse(vera).get(reverse("journey_phase", args=[begun.pk])).status_code == 403
    assert browse(vera).post(reverse("journey_end", args=[begun.pk]), {"outcome": "lost", "ended_on": today()}).status_code == 403
    assert browse(vera).get(reverse("journey_print", args=[10**9])).status_code == 404


def test_pages_cost_the_same_for_one_and_for_three(browse, as_, ivan, vera, begun, people):
    from centre.access.grants import grant_team
    from centre.staff.models import Team

    client = browse(ivan)
    urls = [reverse("journeys"), reverse("journey", args=[begun.person_id]), reverse("journey_print", args=[begun.pk])]

    def cost(url):
        client.get(url)
        with CaptureQueriesContext(connection) as counted:
            assert client.get(url).status_code == 200
        return len(counted)

    def more(person):
        with as_(vera):
            grant_team(person=person, team=Team.objects.get(code="social"), compartment="desk", days=9, origin="contact")
        with as_(ivan):
            actions.open_journey(actor=ivan, person=person)
            for deed, facts in (
                (actions.agree_step, {"kind": "papers", "due_on": clock.local().date()}),
                (actions.write_outcome, {"kind": "training"}), (actions.write_fact, {"stage": "update", "employed": "no"}),
            ):
                deed(actor=ivan, journey=begun, **facts)

    first, *others = people(3)
    more(first)
    before = [cost(url) for url in urls]
    for person in others:
        more(person)
    assert [cost(url) for url in urls] == before
