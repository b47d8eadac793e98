"""The notes on a person's page, one panel a compartment; and what erasure finds here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from audit.rights import registry as rights
from centre.access.grants import followed
from centre.access.scope import holds
from centre.shell.registry import Item, navigation
from intake.person import casefile

from .enums import NoteCompartment
from .models import Addendum, Note, NoteDraft
from .selectors import page_of

LATEST = 3
TITLES = {
    NoteCompartment.NURSING: _("Nursing notes"), NoteCompartment.SOCIAL: _("Social notes"),
    NoteCompartment.PSYCH: _("Mental health notes"),
}


def _latest(compartment: str) -> Callable[[Any, Any], dict[str, Any]]:
    def load(actor: Any, person: Any) -> dict[str, Any]:
        page = page_of(actor, person, compartment, size=LATEST)
        return {"page": page, "person": person, "compartment": compartment}

    return load


def emergency(actor: Any, person: Any) -> dict[str, Any] | None:
    """The way in for a nurse off the case; nothing for those on it, or when nobody's notes are behind it."""
    nursing = NoteCompartment.NURSING.value
    if holds(actor, person, nursing) or not followed(person, nursing):
        return None
    return {"person": person}


def held_here(person_id: UUID) -> dict[str, int]:
    """How many rows about this person stand in this room."""
    return {
        "notes": Note.objects.filter(person_id=person_id).count(),
        "addenda": Addendum.objects.filter(person_id=person_id).count(),
        "drafts": NoteDraft.objects.filter(person_id=person_id).count(),
    }


def forget(person_id: UUID) -> dict[str, int]:
    """Remove drafts; notes and addenda stay as ciphertext whose key is destroyed. Source: PRIVACY 5."""
    found = held_here(person_id)
    NoteDraft.objects.filter(person_id=person_id).delete()
    NoteDraft.history.filter(person_id=person_id).delete()
    return found


for order, (code, title) in enumerate(TITLES.items()):
    casefile.register(
        casefile.Panel(f"notes-{code.value}", title, 40 + order, code.value, "care.read_note", "care/_notes_panel.html", _latest(code.value))
    )
casefile.register(
    casefile.Panel("emergency", _("Nursing notes"), 90, "", "centre.break_glass", "care/_emergency.html", emergency, place="aside")
)
navigation.add(
    Item(
        _("Beginnings of notes"), "note_templates", "notebook-pen", "care.edit_note_templates", 93, ("note_template_add", "note_template_edit"),
    )
)
rights.register(
    _("Notes"), collect=held_here, erase=forget,
    keeps=_("Sealed rows stay; their key is destroyed, so that nobody can ever read them."),
)
