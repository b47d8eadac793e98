"""Between the draft and the sending: what is agreed is asked again, by the code and by the database; nothing is lost."""

import uuid
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import DatabaseError, connection, transaction
from pypdf import PdfReader

from audit.ledger.models import Event
from audit.rules import Refused
from centre.shifts import clock
from intake.consent.actions import give_consent, withdraw_consent
from intake.consent.enums import Condition
from intake.consent.models import Consent, Sharing
from intake.network import actions, selectors
from intake.network.enums import ReferralState
from intake.network.models import Referral
from intake.network.panels import forget, held_here


def agree(actor, person, service, *items):
    return give_consent(
        actor=actor, person=person, compartment="social", recipient=service.organization_id, recipient_name="Lama",
        items=items, purpose="x", valid_until=clock.service_day() + timedelta(days=30),
    )


def test_a_draft_needs_no_agreement_and_sends_nothing(as_, ivan, momo_followed, lama, draft):
    with as_(ivan):
        made = draft(ivan, momo_followed, lama)
        assert (made.state, made.sent_at, made.sharing, Sharing.objects.count()) == (ReferralState.DRAFT, None, None, 0)
        with pytest.raises(Refused, match="was not sent"):
            actions.make_letter(actor=ivan, referral=made)


def test_an_agreement_taken_back_between_draft_and_sending_refuses_and_loses_nothing(as_, browse, ivan, momo_followed, lama, draft):
    with as_(ivan):
        consent = agree(ivan, momo_followed, lama, "alias", "reason")
        made = draft(ivan, momo_followed, lama)
        withdraw_consent(actor=ivan, consent=consent)
    answer = browse(ivan).post(
        f"/referral/{made.pk}/send/", {"manner": "spoken", "valid_until": "2099-01-01", "means": "letter", "conditions": Condition.values}
    )
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "has not agreed to share this" in page
    assert "Cherche un médecin." in page
    with as_(ivan):
        kept = Referral.objects.get()
        assert (kept.state, kept.sent_at, Sharing.objects.count()) == (ReferralState.DRAFT, None, 0)
        assert selectors.opened(ivan, kept).reason == "Cherche un médecin."


def test_the_database_refuses_what_the_code_would_forget(as_, ivan, momo_followed, lama, draft):
    with as_(ivan):
        consent = agree(ivan, momo_followed, lama, "alias")
        made = draft(ivan, momo_followed, lama, "alias")
        row = {
            "person": momo_followed, "compartment": "social", "recipient": lama.organization_id, "recipient_name": "Lama", "purpose": "x",
            "means": "letter", "service_day": clock.service_day(), "at": clock.now(), "by": ivan.pk, **dict.fromkeys(Condition.values, True),
        }
        for wrong in ({"items": ["alias", "health"]}, {"items": ["alias"], "bound": False}, {"items": []}, {"items": ["alias"], "recipient": uuid.uuid4()}):
            with pytest.raises(DatabaseError), transaction.atomic():
                Sharing.objects.create(**(row | wrong))
        with pytest.raises(DatabaseError), transaction.atomic():
            Referral.objects.filter(pk=made.pk).update(state="requested")
        with pytest.raises(DatabaseError, match="without a sharing"), transaction.atomic():
            Referral.objects.filter(pk=made.pk).update(state="requested", sent_at=clock.now())
        withdraw_consent(actor=ivan, consent=consent)
        with pytest.raises(DatabaseError, match="nobody agreed"), transaction.atomic():
            Sharing.objects.create(**(row | {"items": ["alias"]}))
        assert Sharing.objects.count() == 0


@pytest.mark.parametrize("left_out", Condition.values)
def test_each_of_the_five_conditions_is_needed_and_kept(as_, ivan, momo_followed, lama, send, left_out):
    with as_(ivan):
        with pytest.raises(Refused, match="Not ticked: " + str(Condition(left_out).label)):
            send(ivan, momo_followed, lama, conditions=[one for one in Condition.values if one != left_out])
        assert (Referral.objects.count(), Sharing.objects.count(), Consent.objects.count()) == (0, 0, 0)
        sharing = send(ivan, momo_followed, lama).sharing
        assert all(getattr(sharing, one) for one in Condition.values)
        assert sharing.items == ["alias", "reason"]


def test_police_and_justice_are_told_nothing_by_anybody(as_, browse, ivan, momo_followed, police, lama, draft, send):
    client = browse(ivan)
    with as_(ivan):
        for deed in (draft, send):
            with pytest.raises(Refused, match="told nothing"):
                deed(ivan, momo_followed, police)
        with pytest.raises(Refused, match="told nothing"):
            agree(ivan, momo_followed, police, "alias")
        made = draft(ivan, momo_followed, lama)
        with pytest.raises(DatabaseError, match="told nothing"), transaction.atomic():
            Referral.objects.filter(pk=made.pk).update(service=police)
        assert Referral.objects.count() == 1
    assert "Police" not in client.get(f"/person/{momo_followed.pk}/agreements/new/").content.decode()


def test_police_may_send_somebody_to_us(as_, browse, ivan, momo_followed, police, dora):
    form = {"compartment": "social", "source": "1", "partner": police.organization_id, "reason": "Orienté par la police.", "client_uuid": str(uuid.uuid4())}
    client = browse(ivan)
    assert [client.post(f"/person/{momo_followed.pk}/referred-here/", form).status_code for _ in range(2)] == [302, 302]
    with as_(ivan):
        made = Referral.objects.get()
        assert (made.direction, made.source, made.service) == ("in", "1", None)
    page = client.get(f"/referral/{made.pk}/").content.decode()
    assert "court, probation, police" in page
    assert "Make a link" not in page
    assert client.post(f"/referral/{made.pk}/link/", {"hours": "24"}).status_code == 302
    assert client.post(f"/referral/{made.pk}/move/", {"state": "accepted"}).status_code == 302
    with as_(ivan):
        assert Referral.objects.get().links.count() == 0
    with as_(dora):
        assert Event.objects.filter(verb="intake.referral.received").count() == 1


def test_a_draft_is_corrected_until_it_is_sent(as_, browse, ivan, momo_followed, lama, draft, send):
    client = browse(ivan)
    with as_(ivan):
        made = draft(ivan, momo_followed, lama)
    form = {"reason": "Autre.", "health": "Diabète.", "items": ["alias"], "myself": "on", "appointment_at": "2026-11-24T10:00"}
    assert client.post(f"/referral/{made.pk}/correct/", form).status_code == 302
    assert client.post(f"/referral/{made.pk}/correct/", form | {"items": []}).status_code == 422
    assert f"/outreach/along/{momo_followed.pk}/" in client.get(f"/referral/{made.pk}/").content.decode()
    with as_(ivan):
        shown = selectors.opened(ivan, selectors.referral_for(ivan, made.pk))
        assert (shown.reason, shown.health, shown.referral.warm, shown.companion, shown.referral.items) == ("Autre.", "Diabète.", True, "Ivan", ["alias"])
        sent = send(ivan, momo_followed, lama)
        with pytest.raises(Refused, match="sent already"):
            actions.correct_referral(actor=ivan, referral=sent, items=["alias"], reason="y")
        with pytest.raises(Refused, match="sent already"):
            actions.send_referral(actor=ivan, referral=sent, conditions=Condition.values)


@pytest.mark.parametrize(("language", "words"), [("fr", "fr"), ("nl", "nl"), ("en", "Referral letter")])
def test_the_letter_is_one_page_and_says_only_what_is_agreed(as_, browse, ivan, momo_followed, lama, send, language, words):
    with as_(ivan):
        made = send(ivan, momo_followed, lama, "reason", "languages", health="Séropositif.", social="Sans papiers.")
    answer = browse(ivan).get(f"/referral/{made.pk}/letter/{language}/")
    assert answer["Content-Type"] == "application/pdf"
    reader = PdfReader(BytesIO(answer.content))
    text = "".join(page.extract_text() for page in reader.pages)
    assert len(reader.pages) == 1
    assert reader.trailer["/Root"]["/Lang"] == language
    assert "Cherche un médecin." in text
    for kept_back in ("Séropositif", "Sans papiers", "Momo", "1990", str(momo_followed.pk)):
        assert kept_back not in text
    if language == "en":
        assert words in text


def test_the_letter_leaves_its_event_and_a_stranger_gets_none(as_, browse, ivan, nadia, vera, dora, momo_followed, lama, send):
    with as_(ivan):
        made = send(ivan, momo_followed, lama)
    assert browse(ivan).get(f"/referral/{made.pk}/letter/fr/").status_code == 200
    assert browse(ivan).get(f"/referral/{made.pk}/letter/xx/").status_code == 404
    for who in (nadia, vera):
        assert browse(who).get(f"/referral/{made.pk}/letter/fr/").status_code in {403, 404}
    with as_(dora):
        assert Event.objects.filter(verb="intake.referral.letter_made", subject=momo_followed.pk).count() == 1


def test_nothing_is_left_when_the_ledger_fails(as_, ivan, momo_followed, lama, draft, send, monkeypatch):
    with as_(ivan):
        kept = draft(ivan, momo_followed, lama)
        agree(ivan, momo_followed, lama, "alias", "reason")

    def broken(*args, **kwargs):
        raise RuntimeError("no ledger")

    monkeypatch.setattr(actions, "record", broken)
    for deed in (
        lambda: draft(ivan, momo_followed, lama),
        lambda: send(ivan, momo_followed, lama),
        lambda: actions.send_referral(actor=ivan, referral=kept, conditions=Condition.values),
        lambda: actions.correct_referral(actor=ivan, referral=kept, items=["alias"], reason="y"),
        lambda: actions.receive_referral(actor=ivan, person=momo_followed, compartment="social", source="6", reason="", client_uuid=uuid.uuid4()),
    ):
        with pytest.raises(RuntimeError), as_(ivan):
            deed()
    with as_(ivan):
        assert Referral.objects.get().state == ReferralState.DRAFT
        assert (Sharing.objects.count(), Consent.objects.count()) == (0, 1)


def test_the_other_side_of_the_wall_is_empty(as_, ivan, nadia, vera, psy, momo_followed, lama, send):
    with as_(ivan):
        made = send(ivan, momo_followed, lama)
        actions.make_link(actor=ivan, referral=made, hours=24)
        actions.follow_up(actor=ivan, referral=made, days=7, found="there")
    for who in (nadia, vera, psy):
        with as_(who), connection.cursor() as cursor:
            for table in ("sharing", "referral", "partnerlink", "followup", "historicalsharing", "historicalpartnerlink", "historicalfollowup"):
                cursor.execute(f"SELECT count(*) FROM intake_{table}")
                assert cursor.fetchone() == (0,), table


def test_erasure_cuts_the_person_off_and_keeps_the_count(as_worker, db):
    from intake.consent import panels as agreements
    from intake.directory.models import Organization, PartnerService
    from intake.person.models import Person

    person, now = Person.objects.create(alias="Momo"), clock.now()
    service = PartnerService.objects.create(organization=Organization.objects.create(name="Lama"), name="A")
    today = clock.service_day()
    Consent.objects.create(
        person=person, compartment="social", recipient=service.organization_id, recipient_name="L", items=["alias"], purpose="x",
        given_on=today, valid_until=today, recorded_by=1,
    )
    sharing = Sharing.objects.create(
        person=person, compartment="social", recipient=service.organization_id, recipient_name="L", items=["alias"], purpose="x",
        means="letter", service_day=today, at=now, by=1, **dict.fromkeys(Condition.values, True),
    )
    made = Referral.objects.create(
        person=person, compartment="social", service=service, sharing=sharing, items=["alias"], reason="x", state="requested",
        made_at=now, made_by=1, moved_at=now, sent_at=now,
    )
    made.links.create(token_mac=b"1" * 32, code_mac=b"2" * 32, letter="x", made_at=now, made_by=1, expires_at=now)
    assert held_here(person.pk) == {"referrals": 1, "links": 1}
    assert agreements.forget(person.pk) == {"agreements": 1, "sharings": 1}
    assert forget(person.pk) == {"referrals": 1, "links": 1}
    made.refresh_from_db()
    assert (made.person, made.sharing, made.links.count(), held_here(person.pk)) == (None, None, 0, {"referrals": 0, "links": 0})
    assert not Referral.history.filter(person_id=person.pk).exists()
    assert not Sharing.history.exists()
