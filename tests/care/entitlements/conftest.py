"""Momo, whom the social team follows, with a file for urgent medical aid."""

import uuid

import pytest

from care.entitlements import actions
from centre.access.grants import grant_team
from centre.staff.models import Team


@pytest.fixture
def followed(as_, vera, momo):
    """The reception brings the social team near Momo."""
    with as_(vera):
        grant_team(person=momo, team=Team.objects.get(code="social"), compartment="desk", days=90, origin="contact")
    return momo


@pytest.fixture
def noon(at):
    """A calm Monday at noon."""
    return at("2026-03-02 12:00")


@pytest.fixture
def file(as_, ivan, followed, noon):
    with as_(ivan):
        return actions.open_entitlement(actor=ivan, person=followed, kind="amu", client_uuid=uuid.uuid4(), place="Près de la gare du Midi")


@pytest.fixture
def step(as_, ivan):
    """`step(file, "documents", …)`: Ivan moves a file on."""

    def go(file, state, **facts):
        with as_(ivan):
            return actions.move_entitlement(
                actor=ivan, entitlement=file, state=state, version=file.version, client_uuid=uuid.uuid4(), **facts
            )

    return go
