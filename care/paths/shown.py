"""Paths, needs, goals, steps and reviews opened for a page. The caller has recorded the reading."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from audit.vault.errors import Shredded
from centre.shifts import clock

from .enums import GoalState, NeedArea, NeedState, PathCompartment, StepState, UseChange
from .models import CarePath, Goal, PathCover, PathNeed, PathReview, Step
from .states import GOAL_MOVES, MOVES, NEED_MOVES

MOST_REVIEWS = 6
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
    """A goal opened, where it stands, and how far it is: steps done of all."""

    pk: int
    words: str
    done: int
    all: int
    state: str
    state_words: str
    moves: tuple[tuple[str, str], ...]
    need_id: int | None


@dataclass(frozen=True)
class ShownNeed:
    """A need opened, where it stands, and the goals set for it."""

    pk: int
    area: str
    label: str
    words: str
    pressing: bool
    state: str
    state_words: str
    since: datetime
    moves: tuple[tuple[str, str], ...]
    goals: tuple[ShownGoal, ...]


@dataclass(frozen=True)
class ShownReview:
    """A review opened."""

    on: date
    changed: str
    use: str
    asked: bool
    next_on: date | None
    by: str


@dataclass(frozen=True)
class ShownCover:
    """Who stands in, from when to when, and whether it is so today."""

    pk: int
    name: str
    worker: str
    from_on: date
    until_on: date
    now: bool
    other_team: str


@dataclass(frozen=True)
class ShownPath:
    """One compartment's path as the page shows it."""

    path: CarePath
    label: str
    goals: tuple[ShownGoal, ...]
    steps: tuple[ShownStep, ...]
    needs: tuple[ShownNeed, ...]
    reviews: tuple[ShownReview, ...]
    worker: str
    covers: tuple[ShownCover, ...]

    @property
    def standing(self) -> ShownCover | None:
        """Who stands in today."""
        return next((one for one in self.covers if one.now), None)

    @property
    def free_goals(self) -> tuple[ShownGoal, ...]:
        """The goals that are for no need in particular."""
        return tuple(goal for goal in self.goals if goal.need_id is None)

    @property
    def next_review(self) -> date | None:
        """The day agreed at the last review."""
        return self.reviews[0].next_on if self.reviews else None


def text_of(sealed: Any) -> str:
    """The text in clear; nothing when the person's key was destroyed."""
    try:
        return str(sealed.reveal()) if sealed is not None else ""
    except Shredded:
        return ""


def path_shown(
    path: CarePath, steps: list[Step], goals: list[Goal], needs: list[PathNeed], reviews: list[PathReview],
    covers: list[PathCover], names: dict[int, str],
) -> ShownPath:
    shown = tuple(_goal(goal, steps) for goal in goals if goal.path_id == path.pk)
    return ShownPath(
        path, str(PathCompartment(path.compartment).label), shown,
        tuple(step_shown(step, names, path.closed_at is None) for step in steps if step.path_id == path.pk),
        tuple(_need(need, shown) for need in needs if need.path_id == path.pk),
        tuple(_review(one, names) for one in reviews if one.path_id == path.pk)[:MOST_REVIEWS],
        names.get(path.worker or 0, ""),
        tuple(_cover(one, names) for one in covers if one.path_id == path.pk),
    )


def _need(need: PathNeed, goals: tuple[ShownGoal, ...]) -> ShownNeed:
    words = dict(NeedState.choices)
    return ShownNeed(
        need.pk, need.area, str(NeedArea(need.area).label), text_of(need.words), need.pressing, need.state,
        str(words[need.state]), need.named_at, tuple((move, str(words[move])) for move in NEED_MOVES[need.state]),
        tuple(goal for goal in goals if goal.need_id == need.pk),
    )


def _review(one: PathReview, names: dict[int, str]) -> ShownReview:
    asked = one.use_change not in (UseChange.NOT_ASKED, UseChange.NOT_SAID)
    return ShownReview(one.on, text_of(one.changed), str(UseChange(one.use_change).label), asked, one.next_on, names.get(one.by, ""))


def _cover(one: PathCover, names: dict[int, str]) -> ShownCover:
    now = one.from_on <= clock.service_day() <= one.until_on
    return ShownCover(
        one.pk, names.get(one.cover, ""), names.get(one.worker, ""), one.from_on, one.until_on, now,
        one.other_team.name if one.other_team else "",
    )


def step_shown(step: Step, owners: dict[int, str], running: bool = True) -> ShownStep:
    """A step opened. `running`: its path is; on one that is closed nothing is late."""
    words = dict(StepState.choices)
    late = bool(running and step.due_on and step.due_on < clock.service_day() and step.state in TO_DO)
    return ShownStep(
        step.pk, text_of(step.title), step.state, str(words[step.state]), ICONS[StepState(step.state)], step.due_on, late,
        owners.get(step.owner, ""), step.added_at, step.goal_id, tuple((move, str(words[move])) for move in MOVES[step.state]),
    )


def _goal(goal: Goal, steps: list[Step]) -> ShownGoal:
    own, words = [step for step in steps if step.goal_id == goal.pk], dict(GoalState.choices)
    return ShownGoal(
        goal.pk, text_of(goal.words), sum(step.state == StepState.DONE for step in own), len(own), goal.state,
        str(words[goal.state]), tuple((move, str(words[move])) for move in GOAL_MOVES[goal.state]), goal.need_id,
    )
