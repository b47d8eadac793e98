"""What leaves on paper is what still stands agreed; one form makes one referral and one agreement."""

import uuid
from datetime import timedelta

import pytest
from django.db import connection

from audit.rules import Refused
from care.notes.actions import write_note
from centre.access.grants import grant_team
from centre.shifts import clock
from centre.shifts.registry import Shift
from centre.staff.models import Team
from intake.consent.actions import withdraw_consent
from intake.consent.enums import Condition
from intake.consent.models import Consent
from intake.directory.models import Organization, PartnerService
from intake.network import actions, selectors
from intake.network.enums import ReferralState
from intake.network.models import Referral
from intake.network.states import MOVES, OPEN


@pytest.fixture
def service(as_, colette):
    with as_(colette):
        partner = Organization.objects.create(name="Projet Lama")
        return PartnerService.objects.create(organization=partner, name="Antenne", languages=["ar"])


@pytest.fixture
def followed(as_, vera, ivan, momo):
    with as_(vera):
        for code in ("social", "nurses"):
            grant_team(person=momo, team=Team.objects.get(code=code), compartment="desk", days=30, origin="contact")
    with as_(ivan):
        write_note(actor=ivan, person=momo, compartment="social", text="x", client_uuid=uuid.uuid4())
    return momo


def refer(actor, person, service, *items, number=None, **more):
    return actions.refer(
        actor=actor, person=person, compartment="social", service=service, items=items, reason="Cherche un médecin.",
        client_uuid=number or uuid.uuid4(), agreed_until=clock.service_day() + timedelta(days=30), conditions=Condition.values, **more,
    )


def test_the_same_form_twice_is_one_referral_and_one_agreement(as_, ivan, followed, service):
    number = uuid.uuid4()
    with as_(ivan):
        first = refer(ivan, followed, service, "alias", number=number)
        assert refer(ivan, followed, service, "alias", number=number) == first
        assert (Referral.objects.count(), Consent.objects.count()) == (1, 1)


def test_the_agreement_goes_when_the_referral_fails(as_, ivan, followed, service, monkeypatch):
    monkeypatch.setattr(actions, "snapshot_of", lambda service: 1 / 0)
    with pytest.raises(ZeroDivisionError), as_(ivan):
        refer(ivan, followed, service, "alias")
    with as_(ivan):
        assert (Referral.objects.count(), Consent.objects.count()) == (0, 0)


def test_a_letter_written_before_the_withdrawal_says_nothing_more_after_it(as_, browse, ivan, followed, service):
    with as_(ivan):
        made = refer(ivan, followed, service, "alias", "birth_year", "reason")
    client, url = browse(ivan), f"/referral/{made.pk}/letter/"
    before = client.get(url).content.decode()
    assert "1990" in before
    assert "Cherche un médecin." in before
    assert "took back" not in before
    with as_(ivan):
        withdraw_consent(actor=ivan, consent=Consent.objects.get())
    after = client.get(url).content.decode()
    assert "took back" in after
    assert "1990" not in after
    assert "Cherche un médecin." not in after


def test_a_nurse_may_not_refer_from_the_social_part(as_, nadia, followed, service):
    with as_(nadia), pytest.raises(Refused):
        refer(nadia, followed, service, "alias")


def test_the_file_shows_each_referral_once_and_to_its_part(as_, browse, ivan, nadia, vera, followed, service):
    with as_(ivan):
        refer(ivan, followed, service, "alias")
    shown = {who.username: browse(who).get(f"/person/{followed.pk}/").content.decode().count("Projet Lama — Antenne") for who in (ivan, nadia, vera)}
    assert shown == {"ivan": 1, "nadia": 0, "vera": 0}
    for who in (nadia, vera):
        with as_(who), connection.cursor() as cursor:
            for table in ("intake_referral", "intake_historicalreferral"):
                cursor.execute(f"SELECT count(*) FROM {table}")
                assert cursor.fetchone() == (0,)


def test_the_snapshot_outlives_a_change_of_the_directory(as_, browse, ivan, colette, followed, service):
    with as_(ivan):
        made = refer(ivan, followed, service, "alias")
    with as_(colette):
        PartnerService.objects.filter(pk=service.pk).update(name="Autre nom")
    assert "Antenne" in browse(ivan).get(f"/referral/{made.pk}/").content.decode()


def test_after_a_week_without_an_answer_it_says_so(as_, ivan, followed, service, at):
    from intake.network.panels import of_shift, waiting

    with as_(ivan):
        made = refer(ivan, followed, service, "alias")
        assert selectors.opened(ivan, made).follow_up_on == clock.service_day(made.made_at) + timedelta(days=7)
        assert waiting(ivan) == {"waiting": 1, "silent": 0, "due": 0}
        at((clock.local() + timedelta(days=9)).strftime("%Y-%m-%d 12:00"))
        assert selectors.opened(ivan, made).silent
        assert selectors.opened(ivan, made).follow_up_on == clock.service_day(made.made_at) + timedelta(days=30)
        assert of_shift(ivan, Shift(clock.service_day(), "early")) == {"waiting": 1, "silent": 1, "due": 1}


def test_a_list_costs_the_same_for_one_and_three(as_, browse, ivan, followed, service):
    from django.test.utils import CaptureQueriesContext

    client, counts = browse(ivan), []
    for _ in range(2):
        with as_(ivan):
            refer(ivan, followed, service, "alias")
        for url in ("/referrals/", f"/person/{followed.pk}/agreements/", f"/person/{followed.pk}/"):
            with CaptureQueriesContext(connection) as queries:
                assert client.get(url).status_code == 200
            counts.append(len(queries))
    assert counts[:3] == counts[3:]


def test_every_state_has_its_moves_and_an_ended_one_stays_ended():
    assert set(MOVES) == set(ReferralState.values)
    for state in set(ReferralState.values) - set(OPEN):
        assert set(MOVES[state]) <= {ReferralState.ERROR}
