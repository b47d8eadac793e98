"""Who keeps and reads the medication list: nurses and doctors, of the people they follow."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.access.enums import Compartment
from centre.access.scope import holds
from centre.shifts import clock


def _outside(actor: Any, person: Any) -> str | None:
    return None if holds(actor, person, Compartment.NURSING) else _("Your team does not follow this person here.")


@rule("care.view_medication")
def view_medication(actor: Any, *, person: Any) -> str | None:
    """In the nursing part of the file alone."""
    return _outside(actor, person)


@rule("care.list_medicine")
def list_medicine(actor: Any) -> str | None:
    """By a team of the nursing part of the file, which then follows the person."""
    return None if Compartment.NURSING in actor.compartments() else _("Your team does not write in this part of the file.")


@rule("care.list_medicine")
def stop_medicine(actor: Any, *, medicine: Any, on: date) -> str | None:
    """Once, not in the future, not before it began."""
    if medicine.stopped_on is not None:
        return _("This line is stopped already.")
    if on > clock.service_day():
        return _("This day has not come yet.")
    if medicine.started_on is not None and on < medicine.started_on:
        return _("This lies before the day it was begun.")
    return _outside(actor, medicine.person_id)


@rule("care.list_medicine")
def end_caution(actor: Any, *, caution: Any) -> str | None:
    """Once, by whoever follows the person."""
    if caution.ended_at is not None:
        return _("This is ended already.")
    return _outside(actor, caution.person_id)


@rule("care.list_medicine")
def check_medication(actor: Any, *, person: Any) -> str | None:
    """By whoever follows the person."""
    return _outside(actor, person)
