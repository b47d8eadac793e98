"""Complaints where they are seen: the file's act, the coordination's home; what erasure finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from audit.rights import registry as rights
from centre.shell.registry import Tile, home
from intake.person import casefile

from . import selectors
from .models import Complaint, ComplaintStep

if TYPE_CHECKING:
    from centre.staff.models import User


def home_tile(actor: User) -> dict[str, Any]:
    """How many wait beyond their day."""
    return {"overdue": selectors.overdue(actor)}


def held_here(person_id: UUID) -> dict[str, int]:
    """How many complaints this person made."""
    return {"complaints": Complaint.objects.filter(person_id=person_id).count()}


def forget(person_id: UUID) -> dict[str, int]:
    """Remove the person's complaints, their follow-up and history. Source: PRIVACY 5."""
    found = held_here(person_id)
    ComplaintStep.objects.filter(complaint__person_id=person_id).delete()
    Complaint.objects.filter(person_id=person_id).delete()
    Complaint.history.filter(person_id=person_id).delete()
    return found


home.add(Tile("complaints", 45, "intake.follow_complaint", "complaints/_home.html", home_tile))
casefile.register_act(
    casefile.Act("complaint", _("Complaint"), "complaint_add_for", "message-square", "intake.record_complaint", 80)
)
rights.register(_("Complaints"), collect=held_here, erase=forget)
