"""Briefings by version, tools out and back, accidents with the policy of the day; pages; what erasure finds."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from audit.ledger.models import Event
from audit.rules import Refused
from centre.shifts import clock
from employment.places.actions import draw_places
from employment.places.models import SignUp
from employment.projects.actions import change_project, write_briefing
from employment.safety import actions, selectors
from employment.safety.models import Accident, BriefingGiven
from employment.safety.panels import held_here

pytestmark = pytest.mark.django_db


@pytest.fixture
def placed(as_, colette, vera, momo, plan, at):
    """Momo has a place in this morning's session, at half past eight."""
    from employment.places.actions import sign_up

    at("2026-11-02 08:00")
    session = plan(in_days=0)
    with as_(vera):
        sign_up(actor=vera, person=momo, session=session)
    with as_(colette):
        draw_places(actor=colette, session=session)
        entry = SignUp.objects.select_related("session__project", "person").get(session=session)
    at("2026-11-02 08:30")
    return entry


def test_each_version_of_a_briefing_is_heard_once(as_, colette, gardening, placed, dora):
    with as_(colette):
        with pytest.raises(Refused, match="no briefing yet"):
            actions.give_briefing(actor=colette, sign_up=placed, language="fr")
        write_briefing(actor=colette, project=gardening, fr="Gants.")
        first = actions.give_briefing(actor=colette, sign_up=placed, language="fr")
        assert actions.give_briefing(actor=colette, sign_up=placed, language="nl").pk == first.pk
        assert selectors.unbriefed(placed.session, [placed]) == set()
        write_briefing(actor=colette, project=gardening, fr="Gants et lunettes.")
        assert selectors.unbriefed(placed.session, [placed]) == {placed.pk}
        assert actions.give_briefing(actor=colette, sign_up=placed, language="fr").briefing.version == 2
        assert BriefingGiven.objects.filter(sign_up=placed).count() == 2
    with as_(dora):
        assert [one.diff["version"] for one in Event.objects.filter(verb="employment.safety.briefed").order_by("id")] == [1, 2]


def test_a_tool_goes_out_once_and_comes_back_once(as_, vera, placed):
    number = uuid4()
    with as_(vera):
        loan = actions.lend_tool(actor=vera, sign_up=placed, what="gloves", client_uuid=number)
        assert actions.lend_tool(actor=vera, sign_up=placed, what="gloves", client_uuid=number).pk == loan.pk
        assert selectors.tools_out(vera) == 1
        actions.take_tool_back(actor=vera, loan=loan)
        with pytest.raises(Refused, match="back already"):
            actions.take_tool_back(actor=vera, loan=loan)
        assert selectors.tools_out(vera) == 0


def test_an_accident_keeps_the_policy_of_its_day_and_seals_its_words(as_, vera, colette, gardening, placed, at):
    with as_(colette):
        change_project(actor=colette, project=gardening, insurance="Ethias 12", insured_until=date(2026, 11, 2))
        placed.session.project.refresh_from_db()
    at("2026-11-02 11:30")
    with as_(vera):
        with pytest.raises(Refused, match="lies ahead"):
            actions.report_accident(actor=vera, sign_up=placed, happened_at=clock.instant("2026-11-02 12:00"), words="Cut")
        with pytest.raises(Refused, match="another day"):
            actions.report_accident(actor=vera, sign_up=placed, happened_at=clock.instant("2026-11-01 12:00"), words="Cut")
        number = uuid4()
        about = {"sign_up": placed, "happened_at": clock.instant("2026-11-02 11:00"), "words": "Cut by glass", "client_uuid": number}
        accident = actions.report_accident(actor=vera, **about)
        assert actions.report_accident(actor=vera, **about).pk == accident.pk
        accident = Accident.objects.get()
        assert (accident.insurance, accident.insured, str(accident.words)) == ("Ethias 12", True, "[sealed]")
        assert selectors.accident_for(vera, accident.pk).words == "Cut by glass"
        assert selectors.to_declare(vera) == 1
        with pytest.raises(Refused, match="had not happened yet"):
            actions.declare_accident(actor=vera, accident=accident, on=date(2026, 11, 1))
        actions.declare_accident(actor=vera, accident=accident, on=date(2026, 11, 2))
        with pytest.raises(Refused, match="declared already"):
            actions.declare_accident(actor=vera, accident=accident, on=date(2026, 11, 2))
        assert selectors.to_declare(vera) == 0
        assert held_here(placed.person_id) == {"briefings": 0, "tools": 0, "work_accidents": 1}


def test_without_a_policy_the_accident_says_so(as_, vera, placed):
    with as_(vera):
        accident = actions.report_accident(actor=vera, sign_up=placed, happened_at=clock.now(), words="Fell")
        assert (accident.insurance, accident.insured) == ("", False)


def test_the_pages(browse, as_, vera, nadia, colette, gardening, placed):
    client = browse(vera)
    page = reverse("session_safety", args=[placed.session_id])
    assert "This project has no briefing yet." in client.get(page).content.decode()
    with as_(colette):
        write_briefing(actor=colette, project=gardening, fr="Gants.")
    assert "Briefing" in client.get(reverse("session", args=[placed.session_id])).content.decode()
    assert client.post(reverse("session_briefed", args=[placed.session_id]), {"language": "fr"}).status_code == 422
    heard = {"language": "fr", "sign_up": [placed.pk]}
    assert client.post(reverse("session_briefed", args=[placed.session_id]), heard).status_code == 302
    assert "heard version 1 at 08:30" in client.get(page).content.decode()
    assert client.post(reverse("tool_lend", args=[placed.pk]), {"what": ""}).status_code == 422
    assert client.post(reverse("tool_lend", args=[placed.pk]), {"what": "gloves", "client_uuid": uuid4()}).status_code == 302
    assert "gloves is back" in client.get(page).content.decode()
    form = reverse("accident_new", args=[placed.pk])
    assert client.get(form).status_code == 200
    late = client.post(form, {"hour": "23:00", "words": "Cut", "client_uuid": uuid4()})
    assert (late.status_code, "lies ahead" in late.content.decode()) == (409, True)
    answer = client.post(form, {"hour": "08:20", "words": "Cut by glass", "client_uuid": uuid4()})
    accident = answer.headers["Location"]
    assert "Cut by glass" in client.get(accident).content.decode()
    assert "Accidents at work" in client.get(reverse("person", args=[placed.person_id])).content.decode()
    assert client.post(accident, {"on": "2026-11-03"}).status_code == 409
    assert client.post(accident, {"on": "2026-11-02"}).status_code == 302
    assert "2/11/2026" in client.get(reverse("accidents")).content.decode()
    assert browse(nadia).get(accident).status_code == 404, "out of reach"
