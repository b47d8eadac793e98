"""The path on a person's page and on the home board; and what erasure finds here."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from audit.rights import registry as rights
from centre.shell.registry import Item, Tile, home, navigation
from centre.shifts import clock
from centre.shifts.registry import Section, Shift, handover
from intake.person import casefile

from .models import CarePath, Goal, Step
from .selectors import steps_due


def due(actor: Any) -> dict[str, Any]:
    """The actor's own steps due within a week."""
    return {"number": steps_due(actor, clock.service_day() + timedelta(days=7))}


def of_shift(actor: Any, shift: Shift) -> dict[str, Any]:
    """Steps due by the end of the shift, of all that the actor may see, for the handover."""
    return {"due": steps_due(actor, shift.service_day, mine=False)}


def held_here(person_id: UUID) -> dict[str, int]:
    """How many rows about this person stand in this room."""
    return {
        "paths": CarePath.objects.filter(person_id=person_id).count(),
        "goals": Goal.objects.filter(person_id=person_id).count(),
        "steps": Step.objects.filter(person_id=person_id).count(),
    }


def forget(person_id: UUID) -> dict[str, int]:
    """Nothing to remove: goals and steps stay as ciphertext whose key is destroyed. Source: PRIVACY 5."""
    return held_here(person_id)


casefile.register_act(casefile.Act("path", _("Path"), "path", "route", "care.view_path", 15))
navigation.add(
    Item(_("Paths"), "paths", "route", "care.view_path", 50, ("path", "path_summary", "goal_add", "step_add", "note_add", "notes"))
)
handover.add(Section("steps", _("Care paths"), 50, "care.view_path", "care/_handover.html", of_shift))
home.add(Tile("steps-due", 40, "care.view_path", "care/_home.html", due))
rights.register(
    _("Care paths"), collect=held_here, erase=forget,
    keeps=_("Sealed rows stay; their key is destroyed, so that nobody can ever read them."),
)
