"""Reading a path: goals and steps of the compartments one holds, in order of time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import F
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from audit.vault.errors import Shredded
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import Membership, User
from intake.person.models import Person

from .enums import PathCompartment, StepState, Verb
from .models import CarePath, Goal, Step
from .states import MOVES

MOST_STEPS = 200
TO_DO = (StepState.PLANNED, StepState.UNDER_WAY)
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


@dataclass(frozen=True)
class DueStep:
    """A step of the reader's own, opened, and whose it is."""

    step: ShownStep
    person: Person


def steps_of_mine(actor: User) -> list[DueStep]:
    """The actor's own steps still to do, the most pressing first; at most 200. The reading is recorded first."""
    mine = visible(actor, Step.objects.filter(owner=actor.pk, state__in=TO_DO)).select_related("person")
    found = list(mine.order_by(F("due_on").asc(nulls_last=True), "added_at", "pk")[:MOST_STEPS])
    viewed(Verb.VIEWED, count=len(found))
    return [DueStep(_step(step, {actor.pk: str(actor)}), step.person) for step in found]


def open_paths(actor: User) -> list[CarePath]:
    """The open paths the actor may see, the latest first; at most 200. The reading is recorded."""
    found = visible(actor, CarePath.objects.filter(closed_at=None)).select_related("person")
    paths = list(found.order_by("-opened_at", "-pk")[:MOST_STEPS])
    viewed(Verb.VIEWED, count=len(paths))
    return paths


def colleagues_for(actor: User, compartment: str) -> list[tuple[str, str]]:
    """(number, name) of the members of the actor's own teams that work in a compartment, by name."""
    teams = [team.pk for team in actor.teams() if compartment in team.compartments]
    rows = Membership.objects.active().filter(team__in=teams).order_by("user__display_name", "user_id")
    return [(str(pk), name) for pk, name in rows.values_list("user_id", "user__display_name").distinct()]


def _step(step: Step, owners: dict[int, str]) -> ShownStep:
    words = dict(StepState.choices)
    late = bool(step.due_on and step.due_on < clock.service_day() and step.state in TO_DO)
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
    goals = list(visible(actor, Goal.objects.filter(path=path)).order_by("set_at", "pk"))
    viewed(Verb.VIEWED, subject=path.person_id, obj=path, count=len(goals), purpose=path.compartment)
    return [(str(goal.pk), text_of(goal.words)) for goal in goals]


def steps_due(actor: User, until: date, *, mine: bool = True) -> int:
    """How many steps are due by a day: the actor's own, or all they may see."""
    due = Step.objects.filter(due_on__lte=until, state__in=TO_DO)
    return int(visible(actor, due.filter(owner=actor.pk) if mine else due).count())
