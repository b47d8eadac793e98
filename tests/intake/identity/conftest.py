"""A social team that keeps envelopes, and Momo whom it follows."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import translation

from centre.access.grants import grant_team
from centre.shifts import clock
from centre.staff.models import Team
from intake.identity import actions
from tests.conftest import owner_connection

NUMBER = "85073003328"
CONTENTS = {
    "legal_name": "Mohammed Xylander", "birth_date": "1985-07-30", "national_number": NUMBER, "nationality": "Marokko",
    "insurer": "HZIV 135",
}  # fmt: skip


@pytest.fixture(autouse=True)
def english():
    """Words are compared in English, whatever the house speaks by default."""
    with translation.override("en"):
        yield


@pytest.fixture
def keepers(db: None) -> Iterator[None]:
    """The social workers and the nurses may keep envelopes; written by the owner, and taken back."""
    change = "UPDATE centre_team SET compartments = {} WHERE code IN ('social', 'nurses')"
    with owner_connection() as owner:
        owner.execute(change.format("array_append(compartments, 'identity')"))
    yield
    with owner_connection() as owner:
        owner.execute(change.format("array_remove(compartments, 'identity')"))


@pytest.fixture
def known(keepers: None, as_: Any, vera: Any, momo: Any) -> Any:
    """Momo, whom the social team and the nurses see at the desk."""
    with as_(vera):
        for code in ("social", "nurses"):
            grant_team(person=momo, team=Team.objects.get(code=code), compartment="desk", days=90, origin="contact")
    return momo


@pytest.fixture
def envelope(as_: Any, ivan: Any, known: Any) -> Any:
    """Momo's envelope for urgent medical aid, until ninety days from now."""
    with as_(ivan):
        return actions.make_envelope(
            actor=ivan, person=known, purpose="amu", expires_on=clock.service_day() + timedelta(days=90), contents=CONTENTS
        )
