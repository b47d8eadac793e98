"""Reading a path: goals and steps of the compartments one holds, in order of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from audit.vault.errors import Shredded
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User
from intake.person.models import Person

from .enums import PathCompartment, StepState, Verb
from .models import CarePath, Goal, Step
from .states import MOVES

MOST_STEPS = 200
ICONS = {
    StepState.PLANNED: "circle", StepState.UNDER_WAY: "clock", StepState.DONE: "circle-check", StepState.DROPPED: "circle-x",
}


@dataclass(frozen=True)
class ShownStep:
    """A step opened: its words, where it stands, where it may go."""

    pk: int
    title: str
    state: str
    state_words: str
    icon: str
    due_on: date | None
    late: bool
    owner: str
    at: datetime
    goal_id: int | None
    moves: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ShownGoal:
    """A goal opened, with how far it is: steps done of all."""

    pk: int
    words: str
    done: int
    all: int


@dataclass(frozen=True)
class ShownPath:
    """One compartment's path as the page shows it."""

    path: CarePath
    label: str
    goals: tuple[ShownGoal, ...]
    steps: tuple[ShownStep, ...]


def text_of(sealed: Any) -> str:
    """The text in clear; nothing when the person's key was destroyed."""
    try:
        return str(sealed.reveal()) if sealed is not None else ""
    except Shredded:
        return ""


def paths_of(actor: User, person: Person) -> list[ShownPath]:
    """Every path of the person that the actor may see, opened; the reading is recorded first."""
    paths = list(visible(actor, CarePath.objects.filter(person=person)).order_by("closed_at", "compartment", "pk"))
    steps = list(visible(actor, Step.objects.filter(path__in=paths)).order_by("-added_at", "-pk")[:MOST_STEPS])
    goals = list(visible(actor, Goal.objects.filter(path__in=paths)).order_by("set_at", "pk"))
    viewed(Verb.VIEWED, subject=person, count=len(steps) + len(goals))
    owners = dict(User.objects.filter(pk__in={step.owner for step in steps}).values_list("pk", "display_name"))
    labels = dict(PathCompartment.choices)
    return [
        ShownPath(
            path, str(labels[path.compartment]),
            tuple(_goal(goal, steps) for goal in goals if goal.path_id == path.pk),
            tuple(_step(step, owners) for step in steps if step.path_id == path.pk),
        )
        for path in paths
    ]


def _step(step: Step, owners: dict[int, str]) -> ShownStep:
    words = dict(StepState.choices)
    late = bool(step.due_on and step.due_on < clock.service_day() and step.state in {StepState.PLANNED, StepState.UNDER_WAY})
    return ShownStep(
        step.pk, text_of(step.title), step.state, str(words[step.state]), ICONS[StepState(step.state)], step.due_on, late,
        owners.get(step.owner, ""), step.added_at, step.goal_id, tuple((move, str(words[move])) for move in MOVES[step.state]),
    )


def _goal(goal: Goal, steps: list[Step]) -> ShownGoal:
    own = [step for step in steps if step.goal_id == goal.pk]
    return ShownGoal(goal.pk, text_of(goal.words), sum(step.state == StepState.DONE for step in own), len(own))


def path_for(actor: User, pk: int) -> CarePath:
    """A path the actor may see; Http404 otherwise."""
    return get_object_or_404(visible(actor, CarePath.objects.select_related("person")), pk=pk)


def open_path_of(actor: User, person: Person, compartment: str) -> CarePath | None:
    """The open path of one compartment, if the actor may see one."""
    return visible(actor, CarePath.objects.filter(person=person, compartment=compartment, closed_at=None)).first()


def step_for(actor: User, pk: int) -> Step:
    """A step the actor may see; Http404 otherwise."""
    return get_object_or_404(visible(actor, Step.objects.select_related("path", "person")), pk=pk)


def goal_choices(actor: User, path: CarePath) -> list[tuple[str, str]]:
    """(key, words) of the goals of a path, for a form."""
    goals = visible(actor, Goal.objects.filter(path=path)).order_by("set_at", "pk")
    return [(str(goal.pk), text_of(goal.words)) for goal in goals]


def steps_due(actor: User, until: date) -> int:
    """How many of the actor's own steps are due by a day."""
    mine = Step.objects.filter(owner=actor.pk, due_on__lte=until, state__in=[StepState.PLANNED, StepState.UNDER_WAY])
    return int(visible(actor, mine).count())
