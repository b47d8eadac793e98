"""Who looks at wounds: a role for it, and the nursing part of that person now."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.access.enums import Compartment
from centre.access.scope import holds
from centre.shifts import clock


def _outside(actor: Any, person: Any) -> str | None:
    if not holds(actor, person, Compartment.NURSING):
        return _("Your team does not follow this person here.")
    return None


@rule("care.view_wounds")
def view_wounds(actor: Any, *, person: Any) -> str | None:
    """Inside the nursing part alone."""
    return _outside(actor, person)


@rule("care.record_wound")
def note_wound(actor: Any, *, since_on: date | None) -> str | None:
    """By who works in the nursing part; a wound is not older than tomorrow."""
    if Compartment.NURSING not in actor.compartments():
        return _("Your team does not write in this part of the file.")
    if since_on and since_on > clock.service_day():
        return _("This day is yet to come.")
    return None


@rule("care.record_wound")
def look_at_wound(actor: Any, *, wound: Any, next_on: date | None = None) -> str | None:
    """At a wound that is followed."""
    if wound.closed_at:
        return _("This wound is closed. Open it again first.")
    if next_on and next_on < clock.service_day():
        return _("The day on which it is to be seen again is past.")
    return _outside(actor, wound.person_id)


@rule("care.record_wound")
def strike_look(actor: Any, *, look: Any) -> str | None:
    """By a colleague of the nursing part, once, with a reason."""
    if look.struck_at:
        return _("This look was struck out already.")
    return _outside(actor, look.person_id)


@rule("care.record_wound")
def keep_photo(actor: Any, *, look: Any, agreed: str, no_face: bool) -> str | None:
    """With the person's word for it, and without a face."""
    if look.struck_at:
        return _("This look was struck out.")
    if not agreed:
        return _("Without the person's agreement no photograph is kept.")
    if not no_face:
        return _("A photograph with a face is not kept. Take it again, closer.")
    return _outside(actor, look.person_id)


@rule("care.record_wound")
def remove_photo(actor: Any, *, photo: Any) -> str | None:
    """By a colleague of the nursing part, once: always when the person takes their word back."""
    if photo.removed_at:
        return _("This photograph was removed already.")
    return _outside(actor, photo.person_id)


@rule("care.record_wound")
def close_wound(actor: Any, *, wound: Any) -> str | None:
    if wound.closed_at:
        return _("This wound is closed already.")
    return _outside(actor, wound.person_id)


@rule("care.record_wound")
def reopen_wound(actor: Any, *, wound: Any) -> str | None:
    if not wound.closed_at:
        return _("This wound is open.")
    return _outside(actor, wound.person_id)
