"""Momo followed by the nurses: what notes and paths are tried on."""

import uuid

import pytest
from django.utils import translation

from audit.ledger.models import Event
from care.notes import actions
from centre.access.grants import grant_team
from centre.staff.models import Team

SECRET = "Pansement refait, plaie propre."


@pytest.fixture(autouse=True)
def english():
    """Words are compared in English, whatever the house speaks by default."""
    with translation.override("en"):
        yield


@pytest.fixture
def near(as_, vera, momo):
    """`near("nurses")`: the reception brings a team near Momo, as a visit does; no compartment but the desk's."""

    def bring(code):
        with as_(vera):
            grant_team(person=momo, team=Team.objects.get(code=code), compartment="desk", days=30, origin="contact")

    return bring


@pytest.fixture
def note(as_, nadia, momo, near):
    near("nurses")
    with as_(nadia):
        return actions.write_note(actor=nadia, person=momo, compartment="nursing", text=SECRET, client_uuid=uuid.uuid4())


@pytest.fixture
def deeds_about(as_, dora):
    """`deeds_about(person)`: the verbs the ledger holds about somebody, oldest first, rows' evidence left out."""

    def read(person):
        with as_(dora):
            verbs = Event.objects.filter(subject=person.pk).order_by("id").values_list("verb", flat=True)
            return [verb for verb in verbs if not verb.startswith("row.")]

    return read
