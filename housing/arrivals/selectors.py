"""Holds and kept beds whose hours are over, and rooms in which two may sleep together; scoped to the actor."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import NamedTuple

from audit.ledger.actions import viewed
from centre.shifts import clock
from centre.staff.models import User
from housing.beds.selectors import BoardBed, board_beds
from housing.requests.selectors import waiting_for
from housing.stays.enums import Verb
from housing.stays.models import Stay
from housing.stays.selectors import LISTED, inside_without_bed, stays_for
from intake.person.models import Person


class Over(NamedTuple):
    """A hold, or a kept bed, whose hours are over; `free`: the bed can still be given to this person."""

    stay: Stay
    free: bool


class Pair(NamedTuple):
    """Two beds of one room that are free now."""

    first: BoardBed
    second: BoardBed

    @property
    def key(self) -> str:
        """The two beds as a choice of a form."""
        return f"{self.first.id}-{self.second.id}"


def over(actor: User) -> tuple[list[Over], list[Over]]:
    """Holds that nobody came to yet, and beds kept for somebody not back, both with their hours over; reading recorded."""
    found = stays_for(actor).filter(state__in=("held", "absent"), period__endswith__lte=clock.now(), person__isnull=False)
    stays = list(found.order_by("period__endswith", "pk")[:LISTED])
    if stays:
        viewed(Verb.LISTED, count=len(stays))
    free = {row.id for row in board_beds(actor) if row.state in ("free", "clean")} if stays else set()
    lines = [Over(stay, stay.bed_id in free) for stay in stays]
    return [one for one in lines if one.stay.state == "held"], [one for one in lines if one.stay.state == "absent"]


def not_come_lately(actor: User, days: int = 7) -> int:
    """How many holds of these days were not come to: a figure of the house, of nobody."""
    since = clock.bounds(clock.service_day())[0] - timedelta(days=days)
    return stays_for(actor).filter(state="not_come", ended_at__gte=since).count()


def pairs(actor: User) -> list[Pair]:
    """Two free beds in each room for couples; any two of it in their order."""
    rooms = groupby((row for row in board_beds(actor) if row.couples), key=lambda row: row.room)
    free = [[row for row in rows if row.state == "free"] for _room, rows in rooms]
    return [Pair(rows[n], rows[n + 1]) for rows in free for n in range(0, len(rows) - 1, 2)]


def partners(actor: User, person: Person) -> tuple[Person | None, list[Person]]:
    """With whom this person asked for a bed, and who else is inside without one."""
    request = waiting_for(actor, person)
    asked = request.partner.person if request is not None and request.partner is not None else None
    others = [one for one, _since in inside_without_bed(actor, 48) if one.pk not in (person.pk, asked and asked.pk)]
    return asked, others
