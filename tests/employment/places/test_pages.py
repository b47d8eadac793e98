"""Sessions on screen: sign-up by card, the draw with its seed and reasons, attendance taps, allowances."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from employment.allowances.models import Allowance
from employment.places.actions import draw_places
from employment.places.models import SignUp
from intake.person.actions import issue_card
from intake.person.cards import show

pytestmark = pytest.mark.django_db


def test_the_whole_morning(browse, as_, vera, ivan, colette, momo, plan, at):
    at("2025-11-22 08:00")
    session = plan(places=1, first=1, in_days=0)
    with as_(vera):
        code = issue_card(actor=vera, person=momo)
    page = reverse("session", args=[session.pk])
    desk = browse(vera)
    answer = desk.post(reverse("sign_up", args=[session.pk]), {"card": show(code), "client_uuid": str(uuid4())})
    assert answer.headers["Location"] == page
    assert "Momo" in desk.get(page).content.decode()
    social = browse(ivan)
    assert social.post(reverse("session_draw", args=[session.pk])).status_code == 302
    text = social.get(page).content.decode()
    with as_(ivan):
        entry = SignUp.objects.get(session=session)
        seed = session.draw.seed
    assert seed in text
    assert "everybody has a place, and so have you" in text
    assert social.post(reverse("attendance", args=[entry.pk]), {"present": "yes"}).status_code == 302
    assert "came" in social.get(page).content.decode()
    office = browse(colette)
    form = reverse("allowance_new", args=[entry.pk])
    assert office.get(form).status_code == 200
    body = {"amount": "42.32", "legal_form": "volunteer", "paid_by": "cash", "client_uuid": str(uuid4())}
    refused = office.post(form, body)
    assert refused.status_code == 409
    assert "above the ceiling of €42.31 a day" in refused.content.decode()
    assert office.post(form, body | {"amount": "40"}).status_code == 302
    with as_(colette):
        assert Allowance.objects.get(sign_up=entry).amount_cents == 4000
    paper = office.get(reverse("allowances", args=[session.pk])).content.decode()
    assert "€40.00" in paper
    assert "Momo" in paper
    assert office.post(reverse("session_close", args=[session.pk])).status_code == 409
    at("2025-11-22 13:10")
    assert office.post(reverse("session_close", args=[session.pk])).status_code == 302
    assert "done" in desk.get(page).content.decode()


def test_a_mistyped_and_an_unknown_card_are_said(browse, vera, plan):
    session = plan()
    client = browse(vera)
    url = reverse("sign_up", args=[session.pk])
    mistyped = client.post(url, {"card": "K7QP-3MX9-T3"})
    assert mistyped.status_code == 422
    assert client.post(url, {}).status_code == 422
    from intake.person.cards import new_code

    unknown = client.post(url, {"card": new_code()})
    assert unknown.status_code == 422
    assert "No card in use has this number." in unknown.content.decode()


def test_planning(browse, colette, vera, gardening):
    client = browse(colette)
    assert client.get(reverse("session_new")).status_code == 200
    body = {
        "project": gardening.pk,
        "day": "2099-01-05",
        "starts": "09:00",
        "ends": "13:00",
        "places": 7,
        "first_timer_places": 2,
    }
    assert client.post(reverse("session_new"), body).status_code == 302
    assert client.post(reverse("session_new"), body).status_code == 422
    assert client.post(reverse("session_new"), body | {"starts": "14:00"}).status_code == 422
    assert client.post(reverse("session_new"), body | {"day": "2099-01-06", "first_timer_places": 9}).status_code == 422
    assert client.post(reverse("project_new"), {"title": "Kitchen", "weekly_cap": 2}).status_code == 302
    assert browse(vera).post(reverse("session_new"), body).status_code == 403


def test_ceilings_are_entered_with_their_source(browse, colette, vera):
    client = browse(colette)
    assert "42.31" in client.get(reverse("caps")).content.decode()
    body = {
        "legal_form": "volunteer",
        "valid_from": "2026-01-01",
        "valid_until": "2026-12-31",
        "day": "43",
        "year": "1720",
        "source": "the law",
    }
    assert client.post(reverse("caps"), body | {"valid_until": "2025-01-01"}).status_code == 422
    assert client.post(reverse("caps"), body).status_code == 302
    assert "1,720.00" in client.get(reverse("caps")).content.decode()
    assert browse(vera).get(reverse("caps")).status_code == 403


def test_pages_cost_the_same_for_one_and_for_three(browse, as_, vera, colette, plan, people, enrol):
    session = plan()
    client = browse(vera)

    def cost(url):
        client.get(url)
        with CaptureQueriesContext(connection) as counted:
            assert client.get(url).status_code == 200
        return len(counted)

    enrol(session, people(1))
    page, listed = reverse("session", args=[session.pk]), reverse("sessions")
    before = cost(page), cost(listed)
    enrol(session, people(2))
    plan(in_days=2), plan(in_days=3)
    assert (cost(page), cost(listed)) == before
    with as_(colette):
        draw_places(actor=colette, session=session)
    assert client.get(page).status_code == 200


def test_the_case_file_and_the_home_board_tell_of_work(browse, vera, momo, plan, enrol, at):
    at("2026-11-23 08:00")
    session = plan(in_days=0)
    enrol(session, [momo])
    client = browse(vera)
    assert "Gardening" in client.get(reverse("person", args=[momo.pk])).content.decode()
    assert "Gardening" in client.get(reverse("home")).content.decode()


def test_the_stranger_and_the_wrong_role_are_refused(browse, olga, dora, plan):
    session = plan()
    for name, args in (("sessions", []), ("session", [session.pk]), ("caps", []), ("session_new", [])):
        assert Client().get(reverse(name, args=args)).status_code == 302
        assert browse(olga).get(reverse(name, args=args)).status_code == 403
        assert browse(dora).get(reverse(name, args=args)).status_code == 403


def test_a_worker_outside_sees_a_number_and_no_name(browse, nadia, momo, plan, enrol):
    session = plan()
    enrol(session, [momo])
    text = browse(nadia).get(reverse("session", args=[session.pk])).content.decode()
    assert "Momo" not in text
    with_number = browse(nadia).get(reverse("sessions")).content.decode()
    assert '<td class="num">1</td>' in with_number
