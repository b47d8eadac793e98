"""A bad night: two overdoses, one of nobody known, a fight, a limit with its notice, and a handover that tells it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from centre.access.grants import grant_team
from centre.shifts import actions as shifts
from centre.shifts import clock
from centre.shifts.hours import shift_now
from centre.staff.models import Team
from intake.bulletins.models import Bulletin
from intake.desk.models import Passage
from intake.person.actions import issue_card, open_file
from intake.restrictions.models import Restriction
from intake.safety.models import Incident, IncidentAct, NaloxoneProduct

STORY = "Lèvres bleues à 02:10, repris souffle après deux doses."
FIGHT = "A frappé un collègue devant le casier."


@pytest.fixture
def people(as_: Any, vera: Any, momo: Any) -> Any:
    """Given: Momo, whom the nurses follow, with a card; and Zaza, whom the desk knows."""
    with as_(vera):
        nurses = Team.objects.get(code="nurses")
        for part in ("desk", "nursing"):
            grant_team(person=momo, team=nurses, compartment=part, days=30, origin="relation")
        return issue_card(actor=vera, person=momo), open_file(actor=vera, alias="Zaza")


def began(client: Any, kind: str, **more: Any) -> str:
    """One tap on what happens: the address of the running clock."""
    return str(client.post(reverse("incident_start"), {"kind": kind, "client_uuid": uuid4()} | more)["Location"])


def tap(client: Any, clock_page: str, act: str) -> None:
    assert client.post(clock_page.replace("/clock/", "/act/"), {"act": act, "client_uuid": uuid4()}).status_code == 302


def test_a_bad_night(
    browse: Any, as_: Any, vera: Any, walid: Any, nadia: Any, ivan: Any, colette: Any, corentin: Any, momo: Any, people: Any
) -> None:
    card, zaza = people
    desk, other_desk, nurse, office = (browse(who) for who in (vera, walid, nadia, colette))

    # When somebody without a name falls, the clock runs after one tap, and both screens of the reception tap on it.
    first = began(desk, "overdose")
    tap(desk, first, "called_112")
    tap(other_desk, first, "naloxone_im")
    tap(desk, first, "arrived_112")
    tap(desk, first, "transfer")
    for words in ("112 called", "Naloxone IM", "Walid", "Vera"):
        assert words in desk.get(first).content.decode()

    # When Momo falls an hour later, two doses are given, with their lot; one tap was wrong and is struck.
    second = began(desk, "overdose")
    pk = second.split("/")[2]
    assert desk.post(reverse("incident_who", args=[pk]), {"q": card}).status_code == 302
    for act in ("stimulation", "oxygen", "naloxone_im", "naloxone_im", "died"):
        tap(desk, second, act)
    with as_(vera):
        acts = {one.act: one.pk for one in IncidentAct.objects.filter(incident_id=pk)}
        product = NaloxoneProduct.objects.get(route="naloxone_im")
    desk.post(reverse("incident_act_strike", args=[acts["died"]]))
    desk.post(reverse("incident_act_detail", args=[acts["naloxone_im"]]), {"product": product.pk, "lot": "N2231"})
    tap(desk, second, "recovered")
    desk.post(reverse("incident_stop", args=[pk]))
    with as_(vera):
        assert Incident.objects.get(pk=pk).outcome == "recovered"
        assert IncidentAct.objects.get(pk=acts["naloxone_im"]).lot == "N2231"

    # Then what Vera writes about it is read by the nurses, and by no colleague at the desk.
    account = {"text": STORY, "about": str(momo.pk), "client_uuid": uuid4()}
    desk.post(reverse("incident_story", args=[pk]), account)
    page = reverse("incident", args=[pk])
    assert [STORY in who.get(page).content.decode() for who in (nurse, other_desk)] == [True, False]

    # When two overdoses look like one product, a nurse warns of it, and it stands above every desk.
    assert "Is it one product?" in nurse.get(reverse("bulletins")).content.decode()
    ends = (timezone.localtime() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    alert = {"sold_as": "brune", "zone": "centre", "level": "danger", "advice": ["naloxone"], "ends_at": ends, "client_uuid": uuid4()}
    warning = nurse.post(reverse("bulletin_draft"), alert)["Location"]
    nurse.post(f"{warning}publish/")
    assert "Danger of death · brune" in other_desk.get(reverse("desk")).content.decode()

    # When Zaza hits a colleague, what is told of it is for the coordination, and so is who it was.
    fight = began(desk, "violence_physical", person=zaza.pk).split("/")[2]
    desk.post(reverse("incident_story", args=[fight]), {"text": FIGHT, "about": str(zaza.pk), "client_uuid": uuid4()})
    shown = {name: who.get(reverse("incident", args=[fight])).content.decode() for name, who in (("walid", other_desk), ("colette", office))}
    assert {name: (FIGHT in text, "Zaza" in text) for name, text in shown.items()} == {"walid": (False, False), "colette": (True, True)}

    # When Vera proposes a limit, without an end it is refused in words; with one, a coordinator decides it.
    limit = {"scope": "service:laundry", "reason": FIGHT, "review_on": clock.service_day().isoformat(), "client_uuid": uuid4()}
    propose = reverse("restriction_propose", args=[zaza.pk])
    assert "needs an end" in desk.post(propose, limit).content.decode()
    restriction = desk.post(propose, limit | {"ends_at": ends})["Location"]
    assert office.post(f"{restriction}decide/", {"agreed": "yes"}).status_code == 302
    notice = office.get(f"{restriction}notice/", {"language": "nl"}).content.decode()
    assert '<html lang="nl"' in notice
    assert FIGHT in notice

    # Then every desk sees the limit and not the story, and Zaza's passage is recorded all the same.
    front = other_desk.get(reverse("desk_person", args=[zaza.pk])).content.decode()
    assert "Laundry: not until" in front
    assert FIGHT not in front
    for service in ("laundry", "sterile_material"):
        wash = {"service": service, "person": zaza.pk, "client_uuid": uuid4()}
        assert other_desk.post(reverse("passage_record"), wash).status_code == 302
    with as_(walid):
        assert Passage.objects.filter(person=zaza).count() == 2
        assert Restriction.objects.get().person == zaza

    # When the night is handed over, it tells the numbers and the limit that ends; no story and no name of a fight.
    with as_(vera):
        book = shifts.open_handover(actor=vera, shift=shift_now())
    told = other_desk.get(reverse("handover_shift", args=[book.pk])).content.decode()
    for words in ("Overdose (opioid)", "doses of naloxone", "brune", "a restriction ends on"):
        assert words in told
    for words in (STORY, FIGHT):
        assert words not in told
    with as_(walid):
        assert Bulletin.objects.count() == 1
    assert browse(corentin).get(reverse("incident", args=[fight])).status_code == 200
    assert browse(ivan).get(restriction).status_code == 404
