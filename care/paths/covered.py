"""What is left to do for whoever the reader stands in for: tasks of the absent, and of the team of the path."""

from __future__ import annotations

from django.db.models import Exists, OuterRef, Q

from audit.ledger.actions import viewed
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User
from centre.todo.models import Task
from centre.todo.selectors import Shown, in_order, shown

from .enums import Verb
from .models import PathCover

MOST = 50


def tasks_covered(actor: User) -> list[Shown]:
    """Open tasks about the persons of covered paths, for the absent or for the team of the path; at most fifty. The
    reading is recorded first, and nothing is asked further when the reader stands in for nobody."""
    today = clock.service_day()
    covers = visible(
        actor, PathCover.objects.filter(cover=actor.pk, ended_at=None, from_on__lte=today, until_on__gte=today)
    )
    if not covers.exists():
        return []
    theirs = covers.filter(person=OuterRef("person"), compartment=OuterRef("compartment")).filter(
        Q(worker=OuterRef("user_id")) | Q(path__team=OuterRef("team_id"))
    )
    found = visible(actor, Task.objects.filter(person__isnull=False, done_at=None)).filter(Exists(theirs))
    own = Q(team__isnull=False, team__in=[one.team_id for one in actor.standing])  # those stand on their own list
    rows = list(in_order(found.exclude(own).select_related("team", "user"))[:MOST])
    viewed(Verb.VIEWED, count=len(rows))
    return shown(actor, rows)
