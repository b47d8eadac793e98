"""Who walks a path with a person: a role for it, and the compartment of that person now."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.rules import rule
from care.notes.policies import outside
from centre.shifts import clock
from centre.staff.models import Membership, User

from .enums import GoalState, NeedState, StepState
from .states import GOAL_MOVES, MOVES, NEED_MOVES


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def _on_open(actor: Any, path: Any) -> str | None:
    """On a path that runs, by somebody who follows the person there."""
    if path.closed_at:
        return _("This path is closed.")
    return outside(actor, path.person_id, path.compartment)


def works_there(user: int, compartment: str) -> bool:
    """Whether a colleague works in that part of the file."""
    teams = Membership.objects.active().filter(user_id=user, team__compartments__contains=[compartment])
    return teams.exists()


def called(number: int) -> str:
    """The name of a colleague; a dash for nobody of the house."""
    return User.objects.filter(pk=number).values_list("display_name", flat=True).first() or "—"


def _first(need: Any) -> str:
    """Who named a need before, and when."""
    return _("This need stands on the path since %(day)s: %(who)s wrote it down.") % {
        "day": _day(clock.service_day(need.named_at)), "who": called(need.named_by),
    }


@rule("care.view_path")
def view_path(actor: Any, *, person: Any) -> str | None:
    """Whoever may see one compartment of the path sees that part of it."""
    return None


@rule("care.open_path")
def open_path(actor: Any, *, person: Any, compartment: str) -> str | None:
    """In a compartment of the actor's own teams."""
    if compartment not in actor.compartments():
        return _("Your team does not work in this part of the file.")
    return None


@rule("care.open_path")
def close_path(actor: Any, *, path: Any) -> str | None:
    if path.closed_at:
        return _("This path is closed already.")
    return outside(actor, path.person_id, path.compartment)


@rule("care.add_goal")
def add_goal(actor: Any, *, path: Any) -> str | None:
    return _on_open(actor, path)


@rule("care.add_step")
def add_step(actor: Any, *, path: Any, owner: int, due_on: date | None = None) -> str | None:
    """On an open path, for somebody who works in that part of the file, by a day that comes."""
    if not path.closed_at and not works_there(owner, path.compartment):
        return _("This colleague does not work in this part of the file.")
    return first_of(step_faults(due_on)) or _on_open(actor, path)


def step_faults(due_on: date | None) -> dict[str, str]:
    """What is wrong with the day of a step: the field, and words."""
    return {"due_on": passed()} if due_on is not None and due_on < clock.service_day() else {}


def passed() -> str:
    """Words for a day to come that lies behind us."""
    return _("This day has passed: choose today or later.")


def first_of(faults: dict[str, str]) -> str | None:
    """The first of some faults, in words."""
    return next(iter(faults.values()), None)


@rule("care.move_step")
def move_step(actor: Any, *, step: Any, state: str) -> str | None:
    """Along the table of states.py."""
    if state not in MOVES[step.state]:
        return _("A step that is %(now)s cannot become %(next)s.") % {
            "now": StepState(step.state).label, "next": StepState(state).label if state in StepState.values else state,
        }
    return outside(actor, step.person_id, step.compartment)


@rule("care.name_need")
def name_need(actor: Any, *, path: Any, already: Any = None) -> str | None:
    """Each area is open once; the words tell since when."""
    if already is not None:
        return _first(already)
    return _on_open(actor, path)


@rule("care.name_need")
def move_need(actor: Any, *, need: Any, state: str, already: Any = None) -> str | None:
    """Along the table of states.py; what opens again must not stand open a second time."""
    if state not in NEED_MOVES[need.state]:
        return _("A need that is %(now)s cannot become %(next)s.") % _moved(NeedState, need.state, state)
    if state == NeedState.OPEN and already is not None:
        return _first(already)
    return outside(actor, need.person_id, need.compartment)


@rule("care.move_goal")
def move_goal(actor: Any, *, goal: Any, state: str) -> str | None:
    """Along the table of states.py."""
    if state not in GOAL_MOVES[goal.state]:
        return _("A goal that is %(now)s cannot become %(next)s.") % _moved(GoalState, goal.state, state)
    return outside(actor, goal.person_id, goal.compartment)


def _moved(states: Any, now: str, then: str) -> dict[str, Any]:
    """The words of a move that the table does not know."""
    return {"now": states(now).label, "next": states(then).label if then in states.values else then}


@rule("care.review_path")
def review_path(actor: Any, *, path: Any, on: date, next_on: date | None = None) -> str | None:
    """On a day that has come, since the path was opened; the next one later."""
    return first_of(review_faults(path, on, next_on)) or _on_open(actor, path)


def review_faults(path: Any, on: date, next_on: date | None) -> dict[str, str]:
    """What is wrong with the days of a review: the field, and words."""
    found, opened_on = {}, clock.service_day(path.opened_at)
    if on > clock.service_day():
        found["on"] = _("This day has not come yet.")
    elif on < opened_on:
        found["on"] = _("The path was opened on %(day)s.") % {"day": _day(opened_on)}
    if next_on is not None and next_on <= on:
        found["next_on"] = _("The next review comes after this one.")
    return found


@rule("care.assign_path")
def assign_path(actor: Any, *, path: Any, worker: int) -> str | None:
    """To a colleague of a team of one's own that works in that part of the file."""
    own = Membership.objects.active().filter(user_id=worker, team__in=[one.team_id for one in actor.standing])
    if not path.closed_at and not own.filter(team__compartments__contains=[path.compartment]).exists():
        return _("This colleague is in none of your teams that work in this part of the file.")
    return _on_open(actor, path)


@rule("care.assign_path")
def cover_path(actor: Any, *, path: Any, cover: int, from_on: date, until_on: date, already: Any = None) -> str | None:
    """By somebody else who works there, for days that come, a year at most, once at a time."""
    if path.worker is None:
        return _("This path has no referring worker yet.")
    if words := first_of(cover_faults(path, cover, from_on, until_on)):
        return words
    if already is not None:
        return _("%(who)s stands in from %(from)s to %(until)s: %(by)s wrote it down.") % {
            "who": called(already.cover), "from": _day(already.from_on), "until": _day(already.until_on), "by": called(already.by),
        }
    if not works_there(cover, path.compartment):
        return _("This colleague does not work in this part of the file.")
    return _on_open(actor, path)


def cover_faults(path: Any, cover: int, from_on: date, until_on: date) -> dict[str, str]:
    """What is wrong with a cover by itself: the field, and words."""
    found = {"cover": _("Somebody else has to stand in.")} if cover == path.worker else {}
    if until_on < max(from_on, clock.service_day()) or (until_on - from_on).days > 366:
        found["until_on"] = _("The last day lies before the first, has passed, or is more than a year away.")
    return found


@rule("care.assign_path")
def end_cover(actor: Any, *, cover: Any) -> str | None:
    """Once, by whoever follows the person."""
    if cover.ended_at is not None:
        return _("This cover has ended.")
    return outside(actor, cover.person_id, cover.compartment)


@rule("care.print_path")
def print_path(actor: Any, *, person: Any) -> str | None:
    """Whoever may see a part of the path prints that part."""
    return None


@rule("care.view_timeline")
def view_timeline(actor: Any, *, person: Any) -> str | None:
    """Each source asks for its own permission and compartment; the wall says which rows."""
    return None
