"""What the door tells the next shift: alerts and referrals, each on their side of the walls."""

import uuid
from datetime import timedelta

import pytest
from django.utils import translation

from audit.ledger.models import Event
from centre.access.grants import grant_team
from centre.shifts import actions, clock, selectors
from centre.shifts.models import HandoverEntry
from centre.shifts.registry import Span
from centre.staff.models import Team
from intake.handover import alert_entries, alert_figures, referral_entries
from intake.network.models import Organization, PartnerService, Referral
from intake.person.actions import raise_alert

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def deeds(as_, dora):
    """`deeds(vera)`: the verbs the ledger holds of her, oldest first, without the rows beneath."""

    def read(user):
        with as_(dora):
            verbs = list(Event.objects.filter(actor=user.pk).order_by("id").values_list("verb", flat=True))
        return [verb for verb in verbs if not verb.startswith("row.")]

    return read


@pytest.fixture
def alert(as_, vera, momo, at):
    at("2026-11-21 20:00")
    with as_(vera):
        return raise_alert(actor=vera, person=momo, text="Call the nurse", until=clock.now() + timedelta(hours=14))


def span(hours=8):
    return Span(clock.now() - timedelta(hours=hours), clock.now() + timedelta(seconds=1))


def test_standing_alerts_are_told_and_those_that_ended_once(as_, vera, psy, alert, at):
    with as_(vera):
        assert [(one.code, one.key) for one in alert_entries(vera, span())] == [("alert", str(alert.pk))]
        assert alert_figures(vera, span()) == {"raised": 1, "standing": 1}
        at("2026-11-22 11:00")
        assert [one.code for one in alert_entries(vera, span(16))] == ["over"]
        assert alert_entries(vera, span(2)) == []
    with as_(psy):
        assert alert_entries(psy, span()) == []


def test_the_text_of_an_alert_is_not_kept_and_opens_for_who_may_read_it(as_, vera, walid, psy, alert, momo, deeds):
    with as_(vera):
        book = actions.open_handover(actor=vera, shift=selectors.shift_now())
        closed = actions.close_handover(actor=vera, book=book)
        (kept,) = HandoverEntry.objects.filter(section="alerts")
        assert (kept.facts, kept.code, "nurse" in str(closed.figures)) == ({}, "alert", False)
    with as_(walid):
        (row,) = selectors.rows(walid, closed)
        assert [(one.words, one.text) for one in row.remains] == [("alert until 22/11 10:00:", "Call the nurse")]
    assert deeds(walid) == ["centre.handover.viewed"]
    with as_(psy):
        assert selectors.rows(psy, closed) == []


def test_waiting_referrals_are_told_to_the_team_that_made_them(as_, vera, ivan, colette, nadia, momo, at):
    at("2026-11-21 20:00")
    with as_(colette):
        partner = Organization.objects.create(name="Projet Lama")
        service = PartnerService.objects.create(organization=partner, name="Antenne")
    with as_(vera):
        for code in ("social", "nurses"):
            grant_team(person=momo, team=Team.objects.get(code=code), compartment="desk", days=30, origin="contact")
        grant_team(person=momo, team=Team.objects.get(code="social"), compartment="social", days=30, origin="contact")
    with as_(ivan):
        Referral.objects.create(
            person=momo, compartment="social", service=service, snapshot={}, reason="x", made_at=clock.now(), made_by=ivan.pk,
            moved_at=clock.now(), client_uuid=uuid.uuid4(),
        )
        book = actions.open_handover(actor=ivan, shift=selectors.shift_now())
        actions.fill_handover(actor=ivan, book=book)
    with as_(nadia):
        assert referral_entries(nadia, span()) == []
        closed = actions.close_handover(actor=nadia, book=book)
        assert selectors.rows(nadia, closed) == []
    with as_(ivan):
        (row,) = selectors.rows(ivan, closed)
        assert [one.words for one in row.remains] == ["referral to Antenne waits since 21/11"]
