"""A link for a partner without an account: it opens five times, with a code, for some hours, and says no in one way only."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client

from audit.ledger.models import Event
from audit.rules import Refused
from centre.shifts import clock
from intake.consent.actions import withdraw_consent
from intake.consent.models import Consent
from intake.network import actions, answering, links, selectors
from intake.network.enums import ReferralState
from intake.network.models import PartnerLink, Referral

CLOSED = "This does not open. Ask whoever gave it to you."


@pytest.fixture
def sent(as_, ivan, momo_followed, lama, send):
    with as_(ivan):
        return send(ivan, momo_followed, lama, "alias", "reason", "health", health="Diabète.")


@pytest.fixture
def link(as_, ivan, sent):
    with as_(ivan):
        return actions.make_link(actor=ivan, referral=sent, hours=24)


@pytest.fixture
def partner():
    """A browser of somebody without an account."""
    return Client(headers={"accept-language": "en"})


def address(link):
    return f"/r/{link.token}/"


def test_a_partner_reads_the_letter_with_the_code_and_accepts(as_, browse, ivan, dora, momo_followed, sent, link, partner):
    door = partner.get(address(link))
    assert door.status_code == 200
    assert "Momo" not in door.content.decode()
    assert (door["Referrer-Policy"], door["X-Robots-Tag"]) == ("same-origin", "noindex, nofollow")
    assert "no-store" in door["Cache-Control"]
    page = partner.post(address(link), {"code": f"{link.code[:3]} {link.code[3:]}"}).content.decode()
    assert "Momo" in page
    assert "Diabète." in page
    answer = partner.post(f"{address(link)}answer/", {"code": link.code, "state": "accepted", "words": "Lundi 9 h."})
    assert "Thank you" in answer.content.decode()
    with as_(ivan):
        found = Referral.objects.get()
        assert found.state == ReferralState.ACCEPTED
        assert found.answered_at is not None
        assert found.history.count() == 3
        assert selectors.opened(ivan, found).answer == "Lundi 9 h."
    assert "Lundi 9 h." in browse(ivan).get(f"/referral/{sent.pk}/").content.decode()
    with as_(dora):
        events = Event.objects.filter(verb__startswith="intake.link").order_by("id")
        assert list(events.values_list("verb", "subject", "actor")) == [
            ("intake.link.made", momo_followed.pk, ivan.pk), ("intake.link.opened", momo_followed.pk, None),
            ("intake.link.answered", momo_followed.pk, None),
        ]
        assert events[1].diff == {"opening": 1}


def test_a_refusal_says_why_and_ends_it(as_, ivan, link, partner):
    assert partner.post(f"{address(link)}answer/", {"code": link.code, "state": "rejected", "refusal": "full"}).status_code == 200
    with as_(ivan):
        found = Referral.objects.get()
        assert (found.state, found.outcome, found.refusal) == ("rejected", "refused_service", "full")
        assert found.ended_at is not None
    page = partner.post(address(link), {"code": link.code}).content.decode()
    assert "An answer was given already" in page
    partner.post(f"{address(link)}answer/", {"code": link.code, "state": "accepted"})
    with as_(ivan):
        assert Referral.objects.get().state == "rejected"


def said(partner, url, code):
    answer = partner.post(url, {"code": code})
    return answer.status_code, answer.content.decode().partition("<main")[2].partition('name="csrfmiddlewaretoken"')[0].replace(url, "URL")


def test_every_no_is_the_same_no(as_, ivan, sent, link, partner, at):
    wrong = f"{(int(link.code) + 1) % 10**6:06d}"
    unknown = said(partner, "/r/" + "A" * 43 + "/", "123456")
    assert (unknown[0], CLOSED in unknown[1]) == (404, True)
    assert said(partner, address(link), wrong) == unknown
    assert said(partner, address(link), "") == said(partner, "/r/" + "A" * 43 + "/", "")
    with as_(ivan):
        revoked = actions.make_link(actor=ivan, referral=sent, hours=72)
        actions.revoke_link(actor=ivan, link=revoked.link)
        with pytest.raises(Refused, match="revoked already"):
            actions.revoke_link(actor=ivan, link=revoked.link)
    assert said(partner, address(revoked), revoked.code) == unknown
    at((clock.local() + timedelta(hours=25)).strftime("%Y-%m-%d %H:%M"))
    assert said(partner, address(link), link.code) == unknown
    refused = partner.post(f"{address(link)}answer/", {"code": link.code, "state": "accepted"})
    assert (refused.status_code, CLOSED in refused.content.decode()) == (404, True)


def test_it_opens_five_times_and_no_more(link, as_, ivan, partner):
    assert [partner.post(address(link), {"code": link.code}).status_code for _ in range(6)] == [200] * 5 + [404]
    assert partner.post(f"{address(link)}answer/", {"code": link.code, "state": "on-hold", "words": "x"}).status_code == 200
    with as_(ivan):
        assert (PartnerLink.objects.get().openings, Referral.objects.get().state) == (5, "on-hold")


def test_five_wrong_codes_shut_it(link, as_, ivan, dora, partner):
    wrong = f"{(int(link.code) + 1) % 10**6:06d}"
    assert [partner.post(address(link), {"code": wrong}).status_code for _ in range(5)] == [404] * 5
    assert partner.post(address(link), {"code": link.code}).status_code == 404
    with as_(ivan):
        assert (PartnerLink.objects.get().misses, PartnerLink.objects.get().openings) == (5, 0)
    with as_(dora):
        assert Event.objects.filter(verb="intake.link.refused").count() == 6


def test_an_agreement_taken_back_shuts_it_at_once(link, as_, ivan, sent, partner):
    with as_(ivan):
        withdraw_consent(actor=ivan, consent=Consent.objects.get())
    assert partner.post(address(link), {"code": link.code}).status_code == 404
    with as_(ivan), pytest.raises(Refused, match="nothing may be shared"):
        actions.make_link(actor=ivan, referral=sent, hours=24)


def test_what_is_no_longer_agreed_is_left_out_of_a_letter_already_closed(as_, ivan, link, partner):
    with as_(ivan):
        Consent.objects.update(items=["alias"])
    page = partner.post(address(link), {"code": link.code}).content.decode()
    assert "Momo" in page
    assert "Diabète." not in page
    assert "Cherche un médecin." not in page


@pytest.mark.parametrize("hours", [0, 25, 1000])
def test_another_length_is_refused(as_, ivan, sent, hours):
    with as_(ivan), pytest.raises(Refused, match="24 or 72 hours"):
        actions.make_link(actor=ivan, referral=sent, hours=hours)


def test_the_address_and_the_code_are_kept_nowhere(as_, ivan, dora, link):
    with as_(ivan), connection.cursor() as cursor:
        cursor.execute("SELECT (l.*)::text FROM intake_partnerlink l")
        row = cursor.fetchone()[0]
    for secret in (link.token, link.code, link.token.encode().hex(), "Momo"):
        assert secret not in row
    with as_(dora), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM audit_event e WHERE e.diff::text LIKE %s", [f"%{link.token}%"])
        assert cursor.fetchone() == (0,)


def test_the_person_s_key_alone_opens_no_letter(as_, ivan, link):
    with as_(ivan):
        sealed = PartnerLink.objects.get().letter.reveal()
    assert "Momo" not in sealed
    assert links.open_letter(link.token, sealed)["alias"] == "Momo"
    with pytest.raises(Exception, match="changed"):
        links.open_letter(links.new_token(), sealed)


def test_a_partner_reaches_the_tables_by_no_other_way(link):
    with connection.cursor() as cursor:
        for table in ("partnerlink", "referral", "sharing", "consent"):
            cursor.execute(f"SELECT count(*) FROM intake_{table}")
            assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("call", ["app.good_link('', '', now(), current_date, 5)", "app.agreed_items(gen_random_uuid(), gen_random_uuid(), current_date, '{}')", "app.partner_event('a.b', NULL, '', NULL)"])
def test_what_stands_behind_the_door_is_not_called_from_outside(db, call):
    from django.db import DatabaseError, transaction

    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SELECT {call}")


def test_only_the_three_answers_are_taken(link, as_, ivan, partner):
    for state in ("completed", "cancelled", "nonsense", ""):
        assert partner.post(f"{address(link)}answer/", {"code": link.code, "state": state}).status_code == 404
    assert answering.answer_link(link.token, link.code, state="completed") == "requested"
    with as_(ivan):
        assert Referral.objects.get().state == "requested"


def test_the_page_of_the_referral_makes_and_revokes_links(as_, browse, ivan, nadia, sent):
    client = browse(ivan)
    page = client.post(f"/referral/{sent.pk}/link/", {"hours": "72"}).content.decode()
    assert "/r/" in page
    assert "Code to say" in page
    assert "Code to say" not in client.get(f"/referral/{sent.pk}/").content.decode()
    with as_(ivan):
        made = PartnerLink.objects.get()
        assert made.expires_at - made.made_at == timedelta(hours=72)
    assert browse(nadia).post(f"/referral/link/{made.pk}/revoke/").status_code == 404
    assert client.post(f"/referral/link/{made.pk}/revoke/").status_code == 302
    with as_(ivan):
        assert PartnerLink.objects.get().revoked_by == ivan.pk


def test_no_link_without_its_event(as_, ivan, sent, link, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("no ledger")

    monkeypatch.setattr(actions, "record", broken)
    with pytest.raises(RuntimeError), as_(ivan):
        actions.make_link(actor=ivan, referral=sent, hours=24)
    with pytest.raises(RuntimeError), as_(ivan):
        actions.revoke_link(actor=ivan, link=link.link)
    with as_(ivan):
        assert PartnerLink.objects.get().revoked_at is None
