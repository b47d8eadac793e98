"""Who writes and reads notes: a role for it, and the compartment of that person now."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.access.grants import followed
from centre.access.scope import holds
from centre.shifts import clock

from .enums import NoteCompartment

#: How long a wording may be corrected in place; later one adds. The earlier wording is kept either way.
CORRECTION = timedelta(hours=24)


def outside(actor: Any, person: Any, compartment: str) -> str | None:
    """Words for whoever does not follow the person in that part of the file; None for those who do."""
    if not holds(actor, person, compartment):
        return _("Your team does not follow this person here.")
    return None


@rule("care.write_note")
def write_note(actor: Any, *, person: Any, compartment: str) -> str | None:
    """In a compartment that the writer's team holds on this person, or takes on when nobody does."""
    if compartment not in actor.compartments():
        return _("Your team does not write in this part of the file.")
    return None


@rule("care.write_note")
def take_on(actor: Any, *, person: Any, compartment: str) -> str | None:
    """Take a person on: when no other team follows them in this compartment."""
    if followed(person, compartment):
        return _("Another team follows this person. Ask them, or open the file in an emergency.")
    return None


@rule("care.read_note")
def read_note(actor: Any, *, person: Any, compartment: str) -> str | None:
    """Inside the compartment alone."""
    return outside(actor, person, compartment)


@rule("care.write_note")
def correct_note(actor: Any, *, note: Any) -> str | None:
    """By a colleague of the compartment, within a day."""
    if clock.now() - note.at > CORRECTION:
        return _("This note is more than a day old: add to it instead.")
    return outside(actor, note.person_id, note.compartment)


@rule("care.add_addendum")
def add_addendum(actor: Any, *, note: Any) -> str | None:
    """By anyone who may read the note and write there."""
    return outside(actor, note.person_id, note.compartment)


@rule("care.copy_notes")
def copy_notes(actor: Any, *, person: Any, compartment: str) -> str | None:
    """The person's own copy is made by who reads the notes."""
    return outside(actor, person, compartment)


@rule("care.edit_note_templates")
def edit_note_templates(actor: Any, *, compartment: str) -> str | None:
    """Nurses and doctors for their own parts; coordinators, who write in none, for all."""
    mine = actor.compartments() & set(NoteCompartment.values)
    if mine and compartment not in mine:
        return _("Your team does not write in this part of the file.")
    return None
