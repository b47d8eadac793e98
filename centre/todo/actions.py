"""What is done with tasks: add, finish, open again, put off."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from audit.ledger.actions import record
from centre.shifts import clock

from . import policies
from .enums import Verb
from .models import Task
from .selectors import task_of_form


@transaction.atomic
def add_task(
    *, actor: Any, text: str, client_uuid: UUID, due_at: datetime | None = None, person: UUID | None = None,
    compartment: str = "", role: str = "", team: Any = None, user: Any = None, urgent: bool = False,
) -> Task:
    """Write down what is to be done; about a person it is sealed. The same `client_uuid` again gives the first task."""
    policies.add_task.check(actor, person=person, compartment=compartment)
    known = task_of_form(actor, client_uuid)
    if known is not None:
        return known
    about = {"person": person, "compartment": compartment, "sealed": text} if person else {"text": text}
    task = Task(
        due_at=due_at, role=role, team=team, user=user, urgent=urgent, added_by=actor, client_uuid=client_uuid, **about
    )
    task.save(force_insert=True)
    record(Verb.ADDED, subject=person, obj=task)
    return task


@transaction.atomic
def finish_task(*, actor: Any, task: Task) -> Task:
    """Say that it is done; done twice, or by two at once, it is done once, by the first."""
    policies.finish_task.check(actor, task=task)
    task = _locked(task)
    if task.done_at is None:
        task.done_at, task.done_by = clock.now(), actor
        task.save()
        record(Verb.DONE, subject=task.person, obj=task)
    return task


@transaction.atomic
def reopen_task(*, actor: Any, task: Task) -> Task:
    """Say that it is not done after all. Refused when it is open."""
    task = _locked(task)
    policies.finish_task.check(actor, task=task, done=False)
    task.done_at, task.done_by = None, None
    task.save()
    record(Verb.REOPENED, subject=task.person, obj=task)
    return task


@transaction.atomic
def move_task(*, actor: Any, task: Task, due_at: datetime | None) -> Task:
    """Give it another hour, or none."""
    policies.finish_task.check(actor, task=task)
    task = _locked(task)
    task.due_at = due_at
    task.save()
    record(Verb.MOVED, subject=task.person, obj=task)
    return task


def _locked(task: Task) -> Task:
    """The task as it is now, kept from others until the end of the transaction."""
    return Task.objects.select_for_update(of=("self",), no_key=True).get(pk=task.pk)
