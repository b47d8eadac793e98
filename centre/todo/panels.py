"""Tasks shown elsewhere: navigation, home board, handover; and what erasure finds here."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.rights import registry as rights
from centre.access.scope import visible
from centre.shell.registry import Item, Tile, home, navigation
from centre.shifts.registry import MOST_ENTRIES, Entry, Section, Span, handover, pack

from . import selectors
from .models import Task

HOUSE_LINES = 12
SOON = timedelta(hours=24)


def waiting(actor: Any) -> dict[str, Any]:
    """How many tasks wait for the actor."""
    return selectors.figures(actor)


def of_shift(actor: Any, shift: Any) -> dict[str, Any]:
    """Open tasks of the house at the end of a shift, those about nobody with their words."""
    standing = Task.objects.filter(person=None, done_at=None).select_related("team", "user")
    near = standing.filter(Q(due_at__lt=shift.end + SOON) | Q(due_at=None))
    lines = [
        {
            "text": one.text, "at": one.due_at.isoformat() if one.due_at else "", "for": selectors.for_whom(one),
            "overdue": one.due_at is not None and one.due_at < shift.end,
        }
        for one in selectors.in_order(near)[:HOUSE_LINES]
    ]
    return {"lines": lines, "open": standing.count(), "done": _done_in(shift)}


def _done_in(shift: Any) -> int:
    return Task.objects.filter(person=None, done_at__gte=shift.start, done_at__lt=shift.end).count()


def entries(actor: Any, span: Span) -> list[Entry]:
    """Tasks about persons: those open and due within a day or on no day, and those done in the span."""
    told = Q(done_at=None) & (Q(due_at__lt=span.end + SOON) | Q(due_at=None)) | Q(done_at__gte=span.start, done_at__lte=span.end)
    near = visible(actor, Task.objects.filter(told, person__isnull=False)).select_related("team").defer("sealed")
    return [_entry(one, span) for one in selectors.in_order(near)[:MOST_ENTRIES]]


def _entry(task: Task, span: Span) -> Entry:
    code, at = "task", task.due_at
    if task.done_at is not None:
        code, at = "done", task.done_at
    elif task.due_at is None:
        code = "some_day"
    elif task.due_at < span.end:
        code = "overdue"
    whom = task.role or (task.team.role if task.team else "")
    return Entry(task.person, task.compartment, code, str(task.pk), at=at, for_whom="" if task.done_at else whom)  # type: ignore[arg-type]  # about a person


def texts(actor: Any, keys: list[str]) -> dict[str, str]:
    """The words of tasks the actor may read, opened; the page that shows them has recorded the reading."""
    return {str(one.pk): selectors.words_of(one) for one in visible(actor, Task.objects.filter(pk__in=keys)).order_by("pk")}


def on_paper(actor: Any, shift: Any) -> dict[str, Any]:
    """The open tasks within reach, opened, for the paper of an outage; its making has been recorded."""
    rows = selectors.open_tasks(actor).select_related("team", "user")[:MOST_ENTRIES]
    return {"shown": selectors.shown(actor, list(rows))}


def held_here(person: UUID) -> dict[str, int]:
    """How many tasks are about this person."""
    return {"tasks": Task.objects.filter(person=person).count()}


def forget(person: UUID) -> dict[str, int]:
    """Remove the tasks about the person with their history. Source: PRIVACY 5."""
    found = held_here(person)
    Task.objects.filter(person=person).delete()
    Task.history.filter(person=person).delete()
    return found


navigation.add(Item(_("Tasks"), "tasks", "list-todo", "centre.view_tasks", 58, ("task_add", "task_move")))
home.add(Tile("tasks", 5, "centre.view_tasks", "todo/_home.html", waiting))
handover.add(
    Section(
        "tasks", _("Tasks"), 40, "centre.view_tasks", "todo/_handover.html", of_shift, entries=entries, texts=texts,
        words={
            "task": _("to do by %(at)s:"), "some_day": _("to do:"), "overdue": _("should have been done by %(at)s:"),
            "done": _("done at %(at)s:"),
        },
    )
)
pack.add(Section("tasks", _("To do"), 30, "centre.view_tasks", "todo/_pack.html", on_paper))
rights.register(_("Tasks"), collect=held_here, erase=forget)
