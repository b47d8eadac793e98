"""May this worker open, move or end a journey, plan its steps; and the words when not."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.access.enums import Compartment
from centre.shifts import clock
from centre.staff.models import User
from employment.journeys.enums import JourneyState, Phase
from employment.journeys.models import Journey, JourneyStep
from employment.journeys.states import may_become, step_may_become


def _to_come(day: date) -> str | None:
    return _("This day is still to come.") if day > clock.local().date() else None


def _ended(journey: Journey) -> str | None:
    return _("This journey is ended.") if journey.state == JourneyState.ENDED else None


@rule("employment.view_journeys")
def view_journeys(actor: User) -> str | None:
    """Whoever works with day labour reads journeys within reach."""
    return None


@rule("employment.keep_journey")
def open_journey(actor: User, *, opened_on: date) -> str | None:
    """A journey is opened for anybody who wants one: nothing is asked before."""
    if Compartment.EMPLOYMENT not in actor.compartments():
        return _("Your team does not work with day labour.")
    return _to_come(opened_on)


@rule("employment.keep_journey")
def move_phase(actor: User, *, journey: Journey, to_phase: str, seen: str, on_day: date) -> str | None:
    """Any phase follows any other; `seen` is the phase the worker had before them."""
    if ended := _ended(journey):
        return ended
    if seen and seen != journey.phase:
        return _("A colleague has just moved this journey: it is in the phase “%(phase)s” now.") % {
            "phase": journey.get_phase_display()
        }
    if to_phase == journey.phase:
        return _("The journey is already in this phase.")
    if on_day < journey.opened_on:
        return _("This day is before the start of the journey.")
    return _to_come(on_day) if to_phase in Phase.values else _("Choose a phase.")


@rule("employment.keep_journey")
def change_state(actor: User, *, journey: Journey, state: str) -> str | None:
    """Paused, taken up again, ended."""
    return None if may_become(journey.state, state) else _ended(journey) or _("The journey already stands so.")


@rule("employment.keep_journey")
def end_journey(actor: User, *, journey: Journey, ended_on: date) -> str | None:
    """Once, not before it began."""
    if ended_on < journey.opened_on:
        return _("The end must not be before the start.")
    return _ended(journey) or _to_come(ended_on)


@rule("employment.keep_journey")
def give_journey(actor: User, *, journey: Journey) -> str | None:
    """A journey under way may get another colleague."""
    return _ended(journey)


@rule("employment.keep_journey")
def write_outcome(actor: User, *, journey: Journey, on_day: date) -> str | None:
    """At its end and after: what the person tells."""
    if on_day < journey.opened_on:
        return _("This day is before the start of the journey.")
    return _to_come(on_day)


@rule("employment.plan_step")
def write_fact(actor: User, *, journey: Journey, on_day: date) -> str | None:
    """What the person says about work and school, today or before."""
    return _to_come(on_day)


@rule("employment.plan_step")
def agree_step(actor: User, *, journey: Journey) -> str | None:
    """Steps are agreed while the journey is not ended."""
    return _ended(journey)


@rule("employment.plan_step")
def move_step(actor: User, *, step: JourneyStep, state: str, due_on: date | None) -> str | None:
    """Along the table of states; planned needs a day."""
    if step.journey.state == JourneyState.ENDED:
        return _("This journey is ended.")
    if state == step.state and due_on == step.due_on:
        return None
    if state != step.state and not step_may_become(step.state, state):
        return _("A colleague has just moved this step: it is “%(state)s” now.") % {"state": step.get_state_display()}
    return _("Say by when.") if state == "planned" and due_on is None else None
