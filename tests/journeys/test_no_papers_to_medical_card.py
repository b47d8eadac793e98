"""From no papers to a medical card: a need at a table, a doctor, the CPAS, a refusal, an appeal, a card, its renewal."""

from __future__ import annotations

import io
import re
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from care.entitlements import selectors
from care.entitlements.models import Entitlement
from centre.access.grants import grant_team
from centre.shifts import clock
from centre.staff.models import Team
from intake.consent.enums import Condition
from intake.consent.models import Sharing
from intake.directory.models import PartnerService
from intake.directory.partners import ensure_partners

pytestmark = pytest.mark.django_db
PLACE = "Sous le pont, quai de Willebroeck"


class Walk:
    """Ivan's browser on one file."""

    def __init__(self, client: Client, where: str, read: Any) -> None:
        self.client, self.where, self.read = client, where, read
        self.pk = int(where.strip("/").rsplit("/", 1)[1])

    def page(self) -> str:
        return self.client.get(self.where).content.decode()

    def file(self) -> Entitlement:
        with self.read():
            return Entitlement.objects.get(pk=self.pk)

    def to(self, state: str, status: int = 302, **typed: Any) -> str:
        form = {"client_uuid": str(uuid4()), "version": str(self.file().version), **typed}
        answer = self.client.post(reverse("entitlement_move", args=[self.pk, state]), form)
        assert answer.status_code == status, answer.content.decode()[:3000]
        return answer.content.decode()

    def due(self) -> tuple[str, str]:
        file = self.file()
        return str(file.due_on), file.due_for


def test_from_no_papers_to_a_medical_card(
    browse: Any, as_: Any, at: Any, vera: Any, ivan: Any, nadia: Any, colette: Any, momo: Any
) -> None:
    at("2026-03-02 10:00")
    social, desk, nurses, office = (browse(one) for one in (ivan, vera, nadia, colette))

    # Given: Momo, whom the reception knows, whom nobody asked for papers; and the partners of Brussels.
    with as_(colette):
        ensure_partners(clock.service_day())
        cpas = PartnerService.objects.get(name="Antenne sociale")
    with as_(vera):
        for team in ("nurses", "social"):
            grant_team(person=momo, team=Team.objects.get(code=team), compartment="desk", days=180, origin="contact")
    door = desk.get(reverse("desk_person", args=[momo.pk]))

    # When Ivan notes the need, nothing but the need is asked of him.
    opened = social.post(reverse("entitlement_new", args=[momo.pk]), {"kind": "amu", "place": PLACE, "due_on": "2026-03-06", "client_uuid": str(uuid4())})
    walk = Walk(social, opened["Location"], lambda: as_(ivan))
    assert "4 papers lack" in walk.page()
    assert "Talk it through" in social.get(reverse("tasks")).content.decode()

    # And: gathering papers, he ticks what there is; what lacks stops nothing.
    walk.to("documents", due_on="2026-03-06")
    tick = {"code": "stay", "row": "", "have": "yes", "client_uuid": str(uuid4())}
    assert social.post(reverse("entitlement_tick", args=[walk.pk]), tick).status_code == 302
    walk.to("attestation", due_on="2026-03-06")

    # When a doctor attests, it is noted with name and number, once for the plan; the paper stays with the doctor.
    attest, seen = reverse("entitlement_attest", args=[walk.pk]), {
        "plan": "1", "profession": "doctor", "provider": "Dr Invente", "inami": "1-00000-00-000", "attested_on": "2026-03-03", "kept_by_provider": "on",
    }
    tomorrow = social.post(attest, seen | {"client_uuid": str(uuid4())})
    assert (tomorrow.status_code, "Attested on: this day has not come yet." in tomorrow.content.decode()) == (422, True)
    at("2026-03-03 10:00")
    assert social.post(attest, seen | {"client_uuid": str(uuid4())}).status_code == 302
    twice = social.post(attest, seen | {"client_uuid": str(uuid4())})
    assert "one is enough" in twice.content.decode()

    # When he asks the CPAS of the place where Momo stays, a day that has not come is named beside its field.
    asked = {"authority": str(cpas.pk), "requested_on": "2026-03-03", "request_proof": "receipt", "request_reference": "AR 77"}
    assert "Asked on: this day has not come yet." in walk.to("requested", 422, **(asked | {"requested_on": "2026-03-04"}))
    walk.to("requested", **asked)
    assert "AR 77" in walk.page()

    # And: the letter goes in Dutch, looked at first, kept only with Momo's agreement, sent with its five conditions.
    writing = reverse("entitlement_letter_new", args=[walk.pk])
    letter = {
        "letter": "request", "language": "nl", "to": "OCMW", "parts": ["place", "means", "attestation", "languages"], "words": "Dank u.",
        "client_uuid": str(uuid4()),
    }
    shown = social.post(writing, letter | {"preview": "1"}).content.decode()
    assert all(one in shown for one in ("Aanvraag van dringende medische hulp", "Dr Invente", PLACE))
    assert "The person agrees: no letter goes without their agreement" in social.post(writing, letter | {"keep": "1"}).content.decode()
    kept = social.post(writing, letter | {"keep": "1", "agreed": "spoken"})["Location"]
    paper = social.get(f"{kept}paper/")
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.content)).pages)
    assert "Aanvraag van dringende medische hulp" in text
    assert "Momo" not in text
    sending = {"sent_on": "2026-03-03", "how": "registered", "reference": "RR 1"}
    assert "Not ticked" in social.post(f"{kept}sent/", sending | {"conditions": Condition.values[1:]}).content.decode()
    assert social.post(f"{kept}sent/", sending | {"conditions": Condition.values}).status_code == 302
    with as_(ivan):
        assert sorted(Sharing.objects.get().items) == ["health", "reason", "social"]

    # When the CPAS refuses, no day to appeal is invented; the coordination enters it with its source, and the next refusal has one.
    at("2026-03-20 10:00")
    assert "Decided on: this lies before the request" in walk.to("refused", 422, decided_on="2026-03-02")
    walk.to("refused", decided_on="2026-03-20")
    assert walk.due() == ("None", "")
    rule = {"span": "appeal", "kind": "amu", "days": "60", "source": "texte lu par la maison", "valid_from": "2026-01-01"}
    assert office.post(reverse("entitlement_days"), rule).status_code == 302
    assert social.post(reverse("entitlement_undo", args=[walk.pk])).status_code == 302
    walk.to("refused", decided_on="2026-03-20")
    assert walk.due() == ("2026-05-19", "appeal")
    assert "last day to appeal" in social.get(reverse("tasks"), {"which": "mine"}).content.decode()
    walk.to("appealed", appealed_on="2026-03-20", due_on="2026-04-10")

    # When the appeal is won, the card has a first and a last day, and 45 days to be seen in MediPrima.
    at("2026-04-02 10:00")
    backwards = {"decided_on": "2026-04-02", "window_from": "2026-04-02", "window_to": "2026-04-01"}
    assert "Covered until: the end lies before the beginning" in walk.to("granted", 422, **backwards)
    walk.to("granted", **(backwards | {"window_to": "2026-07-01"}))
    assert walk.due() == ("2026-05-17", "encode")
    assert social.post(reverse("entitlement_encoded", args=[walk.pk]), {"encoded_on": "2026-04-02"}).status_code == 302
    assert walk.due() == ("2026-07-01", "ends")

    # When the coordination enters when renewals begin, the card is renewed in time.
    assert office.post(reverse("entitlement_days"), rule | {"span": "renew", "days": "30"}).status_code == 302
    assert social.post(reverse("entitlement_deadline", args=[walk.pk]), {"due_on": ""}).status_code == 302
    assert walk.due() == ("2026-06-01", "renew")
    at("2026-06-02 09:00")
    board = social.get(reverse("entitlements")).content.decode()
    assert re.search(r"tag--danger[^§]*late", board)
    walk.to("renewal")
    walk.to("requested", authority=str(cpas.pk), requested_on="2026-06-02", request_proof="mail")
    walk.to("granted", decided_on="2026-06-02", window_from="2026-07-02", window_to="2026-10-01")

    # Then the story tells all of it, the steps taken back too; the coordination counts one file and knows nobody.
    with as_(ivan):
        deeds = [one.event.deed for one in selectors.opened(ivan, walk.file()).story]
        assert (deeds.count("moved"), deeds.count("back"), deeds.count("sent")) == (10, 1, 1)
    counted = office.get(reverse("figure", args=["entitlements-waited"]), {"from": "2026-03-01", "to": "2026-06-30"}).content.decode()
    assert "Momo" not in counted

    # And: at the door and with the nurses nothing changed, and nobody there can read it.
    after = desk.get(reverse("desk_person", args=[momo.pk]))
    assert (door.status_code, after.status_code) == (200, 200)
    for client in (desk, nurses, office):
        assert client.get(walk.where).status_code in {403, 404}
        assert PLACE not in client.get(reverse("person", args=[momo.pk])).content.decode()
