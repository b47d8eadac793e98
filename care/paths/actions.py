"""What is done on a path: open it, set goals, add steps, move them, close it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import transaction

from audit.ledger.actions import record
from care.notes.actions import follow
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User
from intake.person.models import Person

from . import policies
from .enums import StepState, Verb
from .models import CarePath, Goal, Step
from .selectors import open_path_of


@transaction.atomic
def open_path(*, actor: User, person: Person, compartment: str) -> CarePath:
    """Open the path of one compartment and put the team on the case; an open one is returned as it is.

    Raises Refused when another team follows the person there.
    """
    policies.open_path.check(actor, person=person, compartment=compartment)
    follow(actor=actor, person=person, compartment=compartment)
    already = open_path_of(actor, person, compartment)
    if already is not None:
        return already
    path = CarePath(person=person, compartment=compartment, opened_at=clock.now(), opened_by=actor.pk)
    path.save(force_insert=True)
    record(Verb.OPENED, subject=person, obj=path, purpose=compartment)
    return path


@transaction.atomic
def close_path(*, actor: User, path: CarePath) -> CarePath:
    """Close a path; what stands on it can still be read."""
    policies.close_path.check(actor, path=path)
    path.closed_at, path.closed_by = clock.now(), actor.pk
    path.save(update_fields=["closed_at", "closed_by"])
    record(Verb.CLOSED, subject=path.person_id, obj=path)
    return path


@transaction.atomic
def add_goal(*, actor: User, path: CarePath, words: str) -> Goal:
    """Write a goal down in the person's own words."""
    policies.add_goal.check(actor, path=path)
    goal = Goal(
        path=path, person_id=path.person_id, compartment=path.compartment, words=words, set_at=clock.now(), set_by=actor.pk
    )
    goal.save(force_insert=True)
    record(Verb.GOAL_SET, subject=path.person_id, obj=goal)
    return goal


@transaction.atomic
def add_step(
    *, actor: User, path: CarePath, title: str, client_uuid: UUID, due_on: date | None = None, goal_id: int | None = None,
    owner: int | None = None,
) -> Step:
    """Add a step, seen to by `owner` (its author without one); the same `client_uuid` again returns the first."""
    policies.add_step.check(actor, path=path, owner=owner or actor.pk)
    first = visible(actor, Step.objects.filter(client_uuid=client_uuid)).first()
    if first is not None:
        return first
    goal = visible(actor, Goal.objects.filter(path=path, pk=goal_id)).first() if goal_id else None
    now = clock.now()
    step = Step(
        path=path, goal=goal, person_id=path.person_id, compartment=path.compartment, title=title, due_on=due_on,
        owner=owner or actor.pk, added_at=now, moved_at=now, client_uuid=client_uuid,
    )
    step.save(force_insert=True)
    record(Verb.STEP_ADDED, subject=path.person_id, obj=step)
    return step


@transaction.atomic
def move_step(*, actor: User, step: Step, state: str) -> Step:
    """Move a step along the table of states; a stale tab that asks for where it already is changes nothing."""
    current = visible(actor, Step.objects.select_for_update(of=("self",), no_key=True)).get(pk=step.pk)
    if current.state == state:
        return current
    policies.move_step.check(actor, step=current, state=state)
    before, current.state, current.moved_at = current.state, StepState(state), clock.now()
    current.save(update_fields=["state", "moved_at"])
    record(Verb.STEP_MOVED, subject=current.person_id, obj=current, data={"from": before, "to": state})
    return current
