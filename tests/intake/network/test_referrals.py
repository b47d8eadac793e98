"""A referral stands on an agreement, item by item; what is not agreed is named and nothing leaves."""

import uuid
from datetime import timedelta

import pytest

from audit.rules import Refused
from care.notes.actions import write_note
from centre.access.grants import grant_team
from centre.shifts import clock
from centre.staff.models import Team
from intake.consent.actions import give_consent, withdraw_consent
from intake.consent.enums import Condition
from intake.consent.models import Consent
from intake.directory.models import PartnerService
from intake.directory.partners import ensure_partners
from intake.network import actions, selectors
from intake.network.models import Referral


@pytest.fixture
def service(as_, colette):
    with as_(colette):
        ensure_partners(clock.service_day())
        return PartnerService.objects.select_related("organization").get(name="Antenne sociale")


@pytest.fixture
def known(as_, vera, ivan, momo):
    with as_(vera):
        grant_team(person=momo, team=Team.objects.get(code="social"), compartment="desk", days=30, origin="contact")
    with as_(ivan):
        write_note(actor=ivan, person=momo, compartment="social", text="x", client_uuid=uuid.uuid4())
    return momo


def agree(actor, person, service, items):
    return give_consent(
        actor=actor, person=person, compartment="social", recipient=service.organization_id,
        recipient_name=service.organization.name, items=items, purpose="AMU", valid_until=clock.service_day() + timedelta(days=30),
    )


def refer(actor, person, service, items, number=None):
    return actions.refer(
        actor=actor, person=person, compartment="social", service=service, items=items, reason="Demande AMU.",
        client_uuid=number or uuid.uuid4(), conditions=Condition.values,
    )


def test_without_an_agreement_the_missing_item_is_named(as_, ivan, known, service):
    with as_(ivan):
        agree(ivan, known, service, ["alias"])
        with pytest.raises(Refused, match=r"has not agreed to share this with .*: what the partner must know about health"):
            refer(ivan, known, service, ["alias", "health"])
        assert Referral.objects.count() == 0


def test_with_one_it_is_made_once(as_, ivan, known, service):
    number = uuid.uuid4()
    with as_(ivan):
        agree(ivan, known, service, ["alias", "reason"])
        first = refer(ivan, known, service, ["alias", "reason"], number)
        assert refer(ivan, known, service, ["alias"], number).pk == first.pk
        assert first.snapshot["organization"] == "CPAS de la Ville de Bruxelles"
        assert selectors.opened(ivan, first).reason == "Demande AMU."


def test_withdrawn_is_withdrawn(as_, ivan, known, service):
    with as_(ivan):
        withdraw_consent(actor=ivan, consent=agree(ivan, known, service, ["alias"]))
        with pytest.raises(Refused):
            refer(ivan, known, service, ["alias"])


def test_an_agreement_ends(as_, ivan, known, service, at):
    with as_(ivan):
        agree(ivan, known, service, ["alias"])
        at((clock.local() + timedelta(days=40)).strftime("%Y-%m-%d 12:00"))
        with pytest.raises(Refused):
            refer(ivan, known, service, ["alias"])


def test_it_moves_along_the_table_and_an_end_says_what_came_of_it(as_, ivan, known, service):
    with as_(ivan):
        agree(ivan, known, service, ["alias"])
        made = refer(ivan, known, service, ["alias"])
        actions.move_referral(actor=ivan, referral=made, state="accepted")
        with pytest.raises(Refused, match="Say what came of it"):
            actions.move_referral(actor=ivan, referral=made, state="completed")
        assert actions.move_referral(actor=ivan, referral=made, state="completed", outcome="attended").outcome == "attended"
        with pytest.raises(Refused, match="cannot become"):
            actions.move_referral(actor=ivan, referral=made, state="accepted")


def test_vera_and_the_nurse_see_none_of_it(as_, vera, nadia, browse, ivan, known, service):
    with as_(ivan):
        agree(ivan, known, service, ["alias"])
        made = refer(ivan, known, service, ["alias"])
    for who in (vera, nadia):
        with as_(who):
            assert Referral.objects.count() == 0
            assert Consent.objects.count() == 0
        assert browse(who).get(f"/referral/{made.pk}/").status_code in {403, 404}


def test_the_pages_from_search_to_letter(browse, ivan, known, service):
    client = browse(ivan)
    page = client.post(f"/person/{known.pk}/refer/", {"q": "cpas antenne", "need": ""})
    assert service.name in page.content.decode()
    url = f"/person/{known.pk}/refer/{service.pk}/"
    form = {
        "compartment": "social", "reason": "Demande AMU.", "items": ["alias", "reason"], "manner": "spoken",
        "valid_until": (clock.service_day() + timedelta(days=30)).isoformat(), "client_uuid": str(uuid.uuid4()), "means": "letter", "conditions": Condition.values,
    }
    refused = client.post(url, form)
    assert refused.status_code == 422
    assert "has not agreed" in refused.content.decode()
    made = client.post(url, form | {"agreed": "on"})
    assert made.status_code == 302
    letter = client.get(made["Location"] + "letter/").content.decode()
    assert "Momo" in letter
    assert "1990" not in letter
    assert client.get("/referrals/").status_code == 200
    assert client.get(f"/person/{known.pk}/agreements/").status_code == 200
