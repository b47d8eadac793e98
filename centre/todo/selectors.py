"""Tasks within the actor's reach, opened for reading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from audit.vault.errors import Shredded
from centre.access.scope import visible
from centre.shifts import clock
from centre.shifts.told import people_named
from centre.staff.models import Membership, Team, User
from centre.staff.roles import ROLES

from .enums import Verb, Which
from .models import Task
from .policies import view_tasks

LISTED = 50
LATELY = timedelta(days=7)
#: Counts stop here: nobody reads the difference.
MOST = 1000


@dataclass(frozen=True)
class Shown:
    """A task opened: its words, the person's name here (empty for nobody), for whom."""

    task: Task
    text: str
    name: str
    for_whom: str


def seen(actor: Any) -> QuerySet[Task]:
    """Every task the actor may know of: those about nobody, and those about persons within reach."""
    near = visible(actor, Task.objects.filter(person__isnull=False)).values("pk")
    return Task.objects.filter(Q(person__isnull=True) | Q(pk__in=near))


def mine(actor: Any, found: QuerySet[Task]) -> QuerySet[Task]:
    """Those for the actor, their teams, their roles, or everybody."""
    everybody = Q(user=None, team=None, role="")
    teams = [one.team_id for one in actor.standing]
    return found.filter(Q(user=actor) | Q(team__in=teams) | Q(role__in=actor.roles()) | everybody)


def open_tasks(actor: Any) -> QuerySet[Task]:
    """The open tasks within reach, the urgent and the soonest first, some day last."""
    return in_order(seen(actor).filter(done_at=None))


def in_order(found: QuerySet[Task]) -> QuerySet[Task]:
    """The urgent first, then by when they are due, then by age."""
    return found.order_by("-urgent", F("due_at").asc(nulls_last=True), "added_at", "pk")


def task_list(actor: Any, which: str) -> list[Shown]:
    """One page of tasks, opened; one reading is recorded."""
    view_tasks.check(actor)
    if which == Which.DONE:
        found = seen(actor).filter(done_at__gte=clock.now() - LATELY).order_by("-done_at", "pk")
    else:
        found = mine(actor, open_tasks(actor)) if which == Which.MINE else open_tasks(actor)
    rows = list(found.select_related("team", "user", "added_by", "done_by")[:LISTED])
    viewed(Verb.VIEWED, count=len(rows))
    return shown(actor, rows)


def shown(actor: Any, rows: list[Task]) -> list[Shown]:
    """Tasks opened. The caller has recorded the reading."""
    names = people_named(actor, [row.person for row in rows if row.person])
    return [Shown(row, words_of(row), names.get(row.person, "—") if row.person else "", for_whom(row)) for row in rows]


def words_of(task: Task) -> str:
    """What is to be done, in clear; empty when the person's key was destroyed."""
    if task.sealed is None:
        return task.text
    try:
        return str(task.sealed.reveal())
    except Shredded:
        return ""


def for_whom(task: Task) -> str:
    """For whom it is, in words; empty for everybody."""
    if task.user:
        return str(task.user)
    return task.team.name if task.team else task.get_role_display()


def task_for(actor: Any, pk: UUID) -> Task:
    """One task within reach; 404 outside it."""
    return get_object_or_404(seen(actor).select_related("team", "user"), pk=pk)


def task_of_form(actor: Any, client_uuid: UUID) -> Task | None:
    """The task a form already made, when it is sent twice."""
    return seen(actor).filter(client_uuid=client_uuid).first()


def tasks_about(actor: Any, person: UUID) -> list[Shown]:
    """The open tasks about one person, and those done in the last week, opened; one reading is recorded."""
    near = visible(actor, Task.objects.filter(person=person)).select_related("team", "user", "added_by", "done_by")
    rows = list(in_order(near.filter(Q(done_at=None) | Q(done_at__gte=clock.now() - LATELY)))[:LISTED])
    rows.sort(key=lambda row: row.done_at is not None)
    viewed(Verb.VIEWED, subject=person, count=len(rows))
    return shown(actor, rows)


def figures(actor: Any, moment: datetime | None = None) -> dict[str, int]:
    """How many open tasks are for the actor, how many of them overdue and due within a day; each at most 1000."""
    now = moment or clock.now()
    waiting = mine(actor, seen(actor).filter(done_at=None)).order_by("pk")
    soon = waiting.filter(due_at__gte=now, due_at__lt=now + timedelta(hours=24))
    return {
        "open": waiting[:MOST].count(), "overdue": waiting.filter(due_at__lt=now)[:MOST].count(), "soon": soon[:MOST].count(),
    }


def receivers() -> tuple[list[Team], list[User]]:
    """The teams and the colleagues a task may be for, by name."""
    roles = [role for role, permissions in ROLES.items() if "centre.view_tasks" in permissions]
    teams = list(Team.objects.filter(is_active=True, role__in=roles).order_by("name", "pk"))
    running = Membership.objects.active().filter(team__in=teams).order_by().values("user")
    return teams, list(User.objects.filter(pk__in=running).order_by("display_name", "pk"))
