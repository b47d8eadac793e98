"""A referral, from the search for a service to a partner's silence, and what the house makes of it."""

from __future__ import annotations

import re
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from care.notes.actions import write_note
from centre.access.grants import grant_team
from centre.shifts import clock
from centre.staff.models import Team
from intake.consent.enums import Condition
from intake.consent.models import Consent, Sharing
from intake.directory.models import PartnerService
from intake.directory.partners import ensure_partners
from intake.network.models import PartnerLink, Referral

pytestmark = pytest.mark.django_db
HEALTH = "Méthadone 40 mg, continuité demandée."


@pytest.fixture
def centre(as_: Any, vera: Any, ivan: Any, colette: Any, momo: Any, at: Any) -> SimpleNamespace:
    """Given: the partners of Brussels in the directory, and Momo, whom Ivan follows."""
    at("2026-03-02 10:00")
    with as_(colette):
        ensure_partners(clock.service_day())
        mass = PartnerService.objects.get(name="Maison d'accueil socio-sanitaire")
        lama = PartnerService.objects.get(name="Antennes", organization__name="Projet Lama")
    with as_(vera):
        for team in ("nurses", "social"):
            grant_team(person=momo, team=Team.objects.get(code=team), compartment="desk", days=90, origin="contact")
    with as_(ivan):
        write_note(actor=ivan, person=momo, compartment="social", text="x", client_uuid=uuid4())
    return SimpleNamespace(mass=mass, lama=lama)


def sending(*ticks: str) -> dict[str, Any]:
    until = clock.service_day() + timedelta(days=90)
    return {"manner": "pictures", "valid_until": until.isoformat(), "means": "link", "conditions": ticks or Condition.values}


def test_from_the_directory_to_a_silence(
    browse: Any, as_: Any, at: Any, vera: Any, ivan: Any, nadia: Any, colette: Any, momo: Any, centre: SimpleNamespace
) -> None:
    social, desk, office = browse(ivan), browse(vera), browse(colette)

    # When Ivan looks for substitution in the directory, he finds two services and takes the first.
    found = social.post(reverse("referral_add", args=[momo.pk]), {"need": "substitution"}).content.decode()
    assert "Maison d&#x27;accueil socio-sanitaire" in found
    page = reverse("referral_to", args=[momo.pk, centre.mass.pk])
    form = {
        "compartment": "social", "reason": "Traitement de substitution.", "health": HEALTH, "items": ["alias", "reason", "health"], "warm": "on",
        "client_uuid": str(uuid4()), "keep": "1", **sending(),
    }

    # Then he keeps it as a draft: nothing has left, and no agreement is written down.
    draft = social.post(page, form)["Location"]
    with as_(ivan):
        assert (Referral.objects.get().state, Sharing.objects.count(), Consent.objects.count()) == ("draft", 0, 0)
    number = int(re.search(r"\d+", draft)[0])

    # When Momo agrees and takes it back before the letter goes, the sending is refused and the draft stays.
    agree = {"compartment": "social", "recipient": centre.mass.organization_id, "purpose": "x", "items": ["alias", "reason", "health"], **sending()}
    assert social.post(reverse("consent_add", args=[momo.pk]), agree).status_code == 302
    with as_(ivan):
        consent = Consent.objects.get()
    assert social.post(reverse("consent_withdraw", args=[consent.pk])).status_code == 302
    refused = social.post(reverse("referral_send", args=[number]), sending())
    assert refused.status_code == 422
    assert "Traitement de substitution." in refused.content.decode()

    # When he agrees again but only four of the five conditions are ticked, nothing goes either, and no agreement is left.
    four = social.post(reverse("referral_send", args=[number]), {"agreed": "on", **sending(*Condition.values[:4])})
    assert (four.status_code, "Not ticked" in four.content.decode()) == (422, True)
    with as_(ivan):
        assert (Consent.objects.count(), Sharing.objects.count()) == (1, 0)

    # When all five are, it is sent; the partner has no account and gets a link and a code.
    assert social.post(reverse("referral_send", args=[number]), {"agreed": "on", **sending()}).status_code == 302
    shown = social.post(reverse("link_make", args=[number]), {"hours": "72"}).content.decode()
    address, code = re.search(r"/r/[\w-]+/", shown)[0], re.search(r"<strong>(\d{6})</strong>", shown)[1]

    # Then the partner reads the letter once and does not answer; three days later it opens no more.
    partner = Client()
    letter = partner.post(address, {"code": code}).content.decode()
    assert HEALTH in letter
    assert "1990" not in letter
    at("2026-03-05 10:01")
    assert partner.post(address, {"code": code}).status_code == 404
    with as_(ivan):
        assert PartnerLink.objects.get().openings == 1

    # When a week has gone by, the silence is on the home board, in the handover, and on the list of whom to ask.
    at("2026-03-10 11:00")
    assert "without an answer for more than a week" in social.get(reverse("home")).content.decode()
    asked = social.get(reverse("follow_ups")).content.decode()
    assert "7 days after it was sent" in asked
    assert social.post(reverse("follow_up", args=[number]), {"days": "7", "found": "unreached"}).status_code == 302

    # When Ivan gives it up and refers Momo elsewhere, that partner refuses for want of papers.
    ended = {"state": "cancelled", "outcome": "lost"}
    assert social.post(reverse("referral_move", args=[number]), ended).status_code == 302
    other = social.post(
        reverse("referral_to", args=[momo.pk, centre.lama.pk]),
        {key: value for key, value in form.items() if key != "keep"} | {"agreed": "on", "client_uuid": str(uuid4())},
    )["Location"]
    no = {"state": "rejected", "outcome": "refused_service", "refusal": "papers"}
    assert social.post(reverse("referral_move", args=[int(re.search(r"\d+", other)[0])]), no).status_code == 302

    # Then the coordinator reads how partners answer, with nobody in it; the desk and the nurse have seen nothing.
    figures = office.post(reverse("partner_answers"), {"since": "2026-03-01", "until": "2026-03-31"}).content.decode()
    assert "papers or insurance asked for (1)" in figures
    assert "Momo" not in figures
    for client in (desk, browse(nadia)):
        assert client.get(draft).status_code in {403, 404}
        assert HEALTH not in client.get(reverse("person", args=[momo.pk])).content.decode()
    with as_(nadia):
        assert (Referral.objects.count(), Sharing.objects.count(), PartnerLink.objects.count()) == (0, 0, 0)
