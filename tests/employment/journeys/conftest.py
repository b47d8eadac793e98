"""Momo, known to the social team, and his journey."""

from __future__ import annotations

from typing import Any

import pytest


@pytest.fixture
def known(as_: Any, vera: Any, momo: Any) -> Any:
    """Momo: the social team and the coordination know him from the desk."""
    from centre.access.grants import grant_team
    from centre.staff.models import Team

    with as_(vera):
        for team in ("social", "coordination", "nurses"):
            grant_team(person=momo, team=Team.objects.get(code=team), compartment="desk", days=30, origin="contact")
    return momo


@pytest.fixture
def begun(as_: Any, ivan: Any, known: Any) -> Any:
    """Momo's journey, opened by Ivan in the first phase."""
    from employment.journeys.actions import open_journey

    with as_(ivan):
        return open_journey(actor=ivan, person=known, why="Pour payer un toit")
