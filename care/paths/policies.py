"""Who walks a path with a person: a role for it, and the compartment of that person now."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.access.scope import holds
from centre.staff.models import Membership

from .enums import StepState
from .states import MOVES


def _outside(actor: Any, person: Any, compartment: str) -> str | None:
    if not holds(actor, person, compartment):
        return _("Your team does not follow this person here.")
    return None


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
    return _outside(actor, path.person_id, path.compartment)


@rule("care.add_goal")
def add_goal(actor: Any, *, path: Any) -> str | None:
    if path.closed_at:
        return _("This path is closed.")
    return _outside(actor, path.person_id, path.compartment)


@rule("care.add_step")
def add_step(actor: Any, *, path: Any, owner: int) -> str | None:
    """On an open path, for somebody who works in that part of the file."""
    if path.closed_at:
        return _("This path is closed.")
    works_there = Membership.objects.active().filter(user_id=owner, team__compartments__contains=[path.compartment])
    if not works_there.exists():
        return _("This colleague does not work in this part of the file.")
    return _outside(actor, path.person_id, path.compartment)


@rule("care.move_step")
def move_step(actor: Any, *, step: Any, state: str) -> str | None:
    """Along the table of states.py."""
    if state not in MOVES[step.state]:
        return _("A step that is %(now)s cannot become %(next)s.") % {
            "now": StepState(step.state).label, "next": StepState(state).label if state in StepState.values else state,
        }
    return _outside(actor, step.person_id, step.compartment)
