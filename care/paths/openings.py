"""The file of a covered path, opened to the team of whoever stands in, and closed to it when the cover is over."""

from __future__ import annotations

from datetime import date
from typing import Any

from centre.access.enums import Compartment, Origin
from centre.access.grants import end_given, grant_team
from centre.shifts import clock
from centre.staff.models import Team


def open_to(person: Any, compartment: str, team: Team, until: date) -> None:
    """Open the file to a team until the end of a day: the part, and the desk's, without which no file opens."""
    days = max(1, (until - clock.service_day()).days + 1)
    for part in (compartment, Compartment.DESK.value):
        grant_team(person=person, team=team, compartment=part, days=days, origin=Origin.MANUAL)


def close_to(person: Any, compartment: str, team: Team, *, desk: bool) -> None:
    """Take back what a cover gave a team: the part, and the desk's with it when it holds nothing else by a cover.

    The desk's goes first: whoever gives it back may be of that very team.
    """
    for part in (*((Compartment.DESK.value,) if desk else ()), compartment):
        end_given(person=person, team=team, compartment=part)
