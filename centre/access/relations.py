"""Whether a reader's team worked with the person, asked afterwards for many readings at once. Source: PRIVACY 4."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from uuid import UUID

from audit.review.registry import Read
from centre.staff.models import Membership

from .models import Access


def without_relation(reads: list[Read]) -> list[int]:
    """The readings about one person by somebody none of whose teams had a grant on that person then.

    Somebody who opened a file in an emergency holds a grant alone, and is among them. A person on whom nobody holds
    anything any more cannot be asked about. For the worker role.
    """
    about = [one for one in reads if one.subject is not None]
    granted: dict[UUID, list[tuple[int, datetime]]] = defaultdict(list)
    rows = Access.objects.filter(person__in={one.subject for one in about}, principal__lt=0)
    for person, principal, until in rows.order_by().values_list("person", "principal", "valid_until"):
        granted[person].append((-principal, until))
    teams: dict[int, list[tuple[int, datetime, datetime | None]]] = defaultdict(list)
    members = Membership.objects.filter(user__in={one.actor for one in about})
    for user, team, start, end in members.order_by().values_list("user_id", "team_id", "starts_at", "ends_at"):
        teams[user].append((team, start, end))
    return [one.id for one in about if one.subject in granted and not _related(one, granted[one.subject], teams[one.actor])]


def _related(
    read: Read, granted: list[tuple[int, datetime]], teams: list[tuple[int, datetime, datetime | None]]
) -> bool:
    """Whether a team of the reader at that time held a grant that lasted longer."""
    mine = {team for team, start, end in teams if start <= read.at and (end is None or end > read.at)}
    return any(team in mine and until > read.at for team, until in granted)
