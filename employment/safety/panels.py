"""What erasure finds of safety at work, and what this room says beside the lines of a session."""

from __future__ import annotations

from uuid import UUID

from django.utils.translation import gettext_lazy as _

from audit.rights.registry import register as register_rights
from employment.safety.models import Accident, BriefingGiven, ToolLoan


def held_here(person_id: UUID) -> dict[str, int]:
    """How many rows about this person stand in this room, for the erasure record."""
    return {
        "briefings": BriefingGiven.objects.filter(sign_up__person_id=person_id).count(),
        "tools": ToolLoan.objects.filter(sign_up__person_id=person_id).count(),
        "work_accidents": Accident.objects.filter(person_id=person_id).count(),
    }


def forget(person_id: UUID) -> dict[str, int]:
    """Remove accidents with their words and history; briefings and tools stay with sign-ups that name nobody. Source: PRIVACY 5."""
    found = Accident.objects.filter(person_id=person_id).count()
    Accident.objects.filter(person_id=person_id).delete()
    Accident.history.filter(person_id=person_id).delete()
    return {"work_accidents": found}


register_rights(_("Safety at work"), collect=held_here, erase=forget, keeps=_("Briefings and tools stay with the session, of nobody."))
