"""An overdose whose clock runs, and Momo whom the nurses follow."""

import uuid

import pytest

from audit.ledger.models import Event
from centre.access.grants import grant_team
from centre.staff.models import Team
from intake.safety import actions
from tests.conftest import owner_connection


@pytest.fixture
def begin(as_):
    """`begin(vera)` starts the clock of an overdose, or of something else."""

    def start(who, kind="overdose", **more):
        with as_(who):
            return actions.start_incident(actor=who, kind=kind, client_uuid=uuid.uuid4(), **more)

    return start


@pytest.fixture
def overdose(begin, vera):
    return begin(vera)


@pytest.fixture
def followed(as_, vera, nadia, momo):
    """Momo, known at the desk of the reception and followed by the nurses."""
    with as_(vera):
        grant_team(person=momo, team=Team.objects.get(code="nurses"), compartment="desk", days=30, origin="contact")
        grant_team(person=momo, team=Team.objects.get(code="nurses"), compartment="nursing", days=30, origin="relation")
    return momo


@pytest.fixture
def verbs(as_, dora):
    """The verbs of a room in the ledger, in order."""

    def told(prefix):
        with as_(dora):
            return list(Event.objects.filter(verb__startswith=prefix).order_by("id").values_list("verb", flat=True))

    return told


@pytest.fixture
def deny():
    """`deny(colette, momo)`: a member of staff who must not see a person, until the end of the test."""
    denied = []

    def write(who, person):
        with owner_connection() as owner:
            owner.execute(
                "INSERT INTO centre_denial (person, principal, reason, created_at) VALUES (%s, %s, 'family', now())",
                [person.pk, who.pk],
            )
        denied.append(person.pk)

    yield write
    with owner_connection() as owner:
        for key in denied:
            owner.execute("DELETE FROM centre_denial WHERE person = %s", [key])
