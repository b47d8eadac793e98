"""Who takes and reads vital signs: a role for it, and the part of the file of that person now."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.access.scope import compartments_of, holds

from .enums import VitalsCompartment


@rule("care.view_vitals")
def view_vitals(actor: Any, *, person: Any) -> str | None:
    """In the parts of the file that the actor holds; the wall says which rows."""
    if compartments_of(actor, person).isdisjoint(VitalsCompartment.values):
        return _("Your team does not follow this person here.")
    return None


@rule("care.record_vitals")
def record_vitals(actor: Any, *, person: Any, compartment: str) -> str | None:
    """In a part of the file of the actor's teams; in the consumption room, of somebody who is enrolled there."""
    if compartment not in VitalsCompartment.values or compartment not in actor.compartments():
        return _("Your team does not write in this part of the file.")
    if compartment == VitalsCompartment.ROOM and not holds(actor, person, compartment):
        return _("Your team does not follow this person here.")
    return None


@rule("care.record_vitals")
def strike_vitals(actor: Any, *, vitals: Any) -> str | None:
    """By whoever holds that part of the file; once."""
    if vitals.struck_at is not None:
        return _("This is struck out already.")
    if not holds(actor, vitals.person_id, vitals.compartment):
        return _("Your team does not follow this person here.")
    return None
