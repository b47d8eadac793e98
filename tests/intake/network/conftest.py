"""A partner, somebody the social team follows, and the language in which words are compared."""

import uuid
from datetime import timedelta

import pytest
from django.utils import translation

from care.notes.actions import write_note
from centre.access.grants import grant_team
from centre.shifts import clock
from centre.staff.models import Team
from intake.consent.enums import Condition
from intake.directory.enums import OrganizationKind
from intake.directory.models import Organization, PartnerService
from intake.network import actions


@pytest.fixture(autouse=True)
def english():
    """Words are compared in English, whatever the house speaks by default."""
    with translation.override("en"):
        yield


@pytest.fixture
def lama(as_, colette):
    """A service of a partner."""
    with as_(colette):
        partner = Organization.objects.create(name="Projet Lama")
        return PartnerService.objects.create(organization=partner, name="Antenne", languages=["ar"], phone="02 1")


@pytest.fixture
def police(as_, colette):
    """A service of the police, as somebody might have written one down."""
    with as_(colette):
        partner = Organization.objects.create(name="Police", kind=OrganizationKind.JUSTICE)
        return PartnerService.objects.create(organization=partner, name="Accueil")


@pytest.fixture
def momo_followed(as_, vera, ivan, momo):
    """Momo, whom Ivan follows in the social part."""
    with as_(vera):
        for code in ("social", "nurses"):
            grant_team(person=momo, team=Team.objects.get(code=code), compartment="desk", days=30, origin="contact")
    with as_(ivan):
        write_note(actor=ivan, person=momo, compartment="social", text="x", client_uuid=uuid.uuid4())
    return momo


@pytest.fixture
def send():
    """Refer somebody who agrees to it now."""

    def refer(actor, person, service, *items, **more):
        told = {"reason": "Cherche un médecin.", "conditions": Condition.values, "agreed_until": clock.service_day() + timedelta(days=60)}
        return actions.refer(
            actor=actor, person=person, compartment="social", service=service, items=items or ("alias", "reason"),
            client_uuid=uuid.uuid4(), **(told | more),
        )

    return refer


@pytest.fixture
def draft():
    """Write a referral that is not sent."""

    def write(actor, person, service, *items, **more):
        return actions.draft_referral(
            actor=actor, person=person, compartment="social", service=service, items=items or ("alias", "reason"),
            reason="Cherche un médecin.", client_uuid=uuid.uuid4(), **more,
        )

    return write
