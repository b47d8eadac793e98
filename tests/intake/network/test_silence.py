"""What became of it: asked again after 7 and 30 days; silence, refusals and what nobody knows are counted."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from audit.ledger.models import Event
from centre.shifts import clock
from intake.directory.models import Organization, PartnerService
from intake.network import actions, selectors
from intake.network.models import FollowUp


def later(at, days):
    at((clock.local() + timedelta(days=days)).strftime("%Y-%m-%d 12:00"))


@pytest.mark.parametrize(("days", "asked"), [(6, []), (7, [7]), (29, [7]), (30, [30]), (90, [30])])
def test_it_is_asked_after_seven_and_after_thirty_days(as_, ivan, momo_followed, lama, send, at, days, asked):
    at("2026-03-01 10:00")
    with as_(ivan):
        send(ivan, momo_followed, lama)
    later(at, days)
    with as_(ivan):
        assert [one.days for one in selectors.follow_ups_due(ivan)] == asked
        assert selectors.figures(ivan, clock.service_day())["due"] == len(asked)


def test_once_asked_it_waits_for_the_next_time(as_, browse, ivan, dora, momo_followed, lama, send, at):
    with as_(ivan):
        made = send(ivan, momo_followed, lama)
    later(at, 8)
    client = browse(ivan)
    assert "Antenne" in client.get("/referrals/follow-up/").content.decode()
    for found in ("waits", "there"):
        assert client.post(f"/referral/{made.pk}/follow-up/", {"days": "7", "found": found}).status_code == 302
    client.post(f"/referral/{made.pk}/follow-up/", {"days": "7", "found": "nonsense"})
    with as_(ivan):
        assert list(FollowUp.objects.values_list("days", "found", "by")) == [(7, "waits", ivan.pk)]
        assert selectors.follow_ups_due(ivan) == []
    later(at, 23)
    with as_(ivan):
        assert [one.days for one in selectors.follow_ups_due(ivan)] == [30]
    with as_(dora):
        assert Event.objects.filter(verb="intake.referral.followed_up").count() == 1


def test_what_was_refused_or_not_sent_is_not_asked_about(as_, ivan, momo_followed, lama, send, draft, at):
    with as_(ivan):
        draft(ivan, momo_followed, lama)
        actions.move_referral(actor=ivan, referral=send(ivan, momo_followed, lama), state="rejected", outcome="refused_service", refusal="full")
        actions.move_referral(actor=ivan, referral=send(ivan, momo_followed, lama), state="entered-in-error")
    later(at, 8)
    with as_(ivan):
        assert selectors.follow_ups_due(ivan) == []


def test_follow_up_leaves_nothing_without_its_event(as_, ivan, momo_followed, lama, send, monkeypatch):
    with as_(ivan):
        made = send(ivan, momo_followed, lama)

    def broken(*args, **kwargs):
        raise RuntimeError("no ledger")

    monkeypatch.setattr(actions, "record", broken)
    with pytest.raises(RuntimeError), as_(ivan):
        actions.follow_up(actor=ivan, referral=made, days=7, found="there")
    with as_(ivan):
        assert not FollowUp.objects.exists()


def test_how_partners_answer_is_counted_over_the_house_and_names_nobody(as_, browse, ivan, colette, vera, momo_followed, lama, send, at):
    at("2026-03-01 10:00")
    with as_(ivan):
        went, refused, _silent, unknown = (send(ivan, momo_followed, lama) for _ in range(4))
    later(at, 2)
    with as_(ivan):
        actions.move_referral(actor=ivan, referral=went, state="accepted")
        actions.move_referral(actor=ivan, referral=went, state="completed", outcome="attended")
        actions.move_referral(actor=ivan, referral=refused, state="rejected", outcome="refused_service", refusal="papers")
        actions.move_referral(actor=ivan, referral=unknown, state="accepted")
    later(at, 10)
    with as_(colette):
        found, = selectors.partner_answers(clock.instant("2026-01-01 00:00"), clock.now())
        assert (found.name, found.sent, found.answered, found.refused, found.silent) == ("Projet Lama", 4, 3, 1, 1)
        assert (found.arrived, found.known, found.completion, found.unknown) == (1, 2, 50, 50)
        assert round(found.days) == 2
        assert found.reasons == (("papers or insurance asked for", 1),)
        assert selectors.partner_answers(clock.instant("2027-01-01 00:00"), clock.instant("2027-02-01 00:00")) == []
    page = browse(colette).post("/referrals/partners/", {"since": "2026-01-01", "until": "2026-12-31"}).content.decode()
    assert "Projet Lama" in page
    assert "50 %" in page
    assert "Momo" not in page
    assert browse(vera).get("/referrals/partners/").status_code == 403
    with as_(vera), pytest.raises(DatabaseError, match="for those who refer"), transaction.atomic():
        selectors.partner_answers(clock.instant("2026-01-01 00:00"), clock.now())


def test_lists_cost_the_same_for_one_and_three(as_, browse, ivan, colette, momo_followed, lama, send, at):
    at("2026-03-01 10:00")
    with as_(ivan):
        send(ivan, momo_followed, lama)
    client, counts = browse(ivan), []
    urls = ("/referrals/", "/referrals/follow-up/", "/referrals/partners/", f"/person/{momo_followed.pk}/agreements/", "/agreements/ending/")
    for round_ in range(2):
        at("2026-03-01 10:00")
        if round_:
            with as_(colette):
                other = PartnerService.objects.create(organization=Organization.objects.create(name="Other"), name="B")
            with as_(ivan):
                send(ivan, momo_followed, lama)
                send(ivan, momo_followed, other)
        at("2026-04-25 12:00")
        for url in urls:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            counts.append(len(queries))
    assert counts[: len(urls)] == counts[len(urls):]
