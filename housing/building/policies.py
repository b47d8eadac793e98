"""May this worker arrange the house, and the words when not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.shifts import clock
from centre.staff.models import User
from housing.beds.models import Bed, Room
from housing.beds.policies import somebody_there


@rule("housing.arrange_beds")
def keep_building(actor: User) -> str | None:
    """Buildings and wards carry names alone."""
    return None


@rule("housing.arrange_beds")
def keep_room(actor: User, *, room: Room, space: str, taken: bool) -> str | None:
    """A room goes to another space only while it is empty, and only to a space of the actor's own team."""
    if space and space not in actor.compartments():
        return _("Only the team of that space may give it a room.")
    if room.pk and room.compartment != space and taken:
        return _("Somebody has a bed in this room. It can go to another space once it is empty.")
    return None


@rule("housing.arrange_beds")
def keep_bed(actor: User, *, twice: Sequence[str] = ()) -> str | None:
    """No two beds of one room are called the same."""
    if twice:
        return _("This room already has a bed called %(labels)s.") % {"labels": ", ".join(twice)}
    return None


@rule("housing.arrange_beds")
def retire_bed(actor: User, *, bed: Bed, until: date, kept: Sequence[str] = ()) -> str | None:
    """A bed leaves service on a day to come, once nobody has it any more: nights already counted stay as they are."""
    if bed.open_until is not None and bed.open_until <= clock.service_day():
        return _("This bed is out of use already.")
    if until < clock.service_day():
        return _("Choose today or a later day: the nights before are counted.")
    if bed.open_from is not None and until < bed.open_from:
        return _("This bed is in service only from %(day)s.") % {"day": bed.open_from.strftime("%d/%m/%Y")}
    return somebody_there(bed, kept)
