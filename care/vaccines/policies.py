"""Who vaccinates, who keeps the vaccines of the house, and who signs a schedule."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.rules import rule
from centre.access.enums import Compartment
from centre.access.scope import holds
from centre.shifts import clock

from .enums import Fate


@rule("care.view_vaccinations")
def view_vaccinations(actor: Any, *, person: Any = None) -> str | None:
    """In the nursing part of the file alone."""
    if person is not None and not holds(actor, person, Compartment.NURSING):
        return _("Your team does not follow this person here.")
    return None


@rule("care.record_vaccination")
def record_vaccination(actor: Any, *, fate: str, on: Any, product: Any = None, disease: str = "", same_day: Any = None) -> str | None:
    """By a team of the nursing part of the file; not in the future; a vaccine against that disease; once a day."""
    if Compartment.NURSING not in actor.compartments():
        return _("Your team does not write in this part of the file.")
    if on > clock.service_day():
        return _("This day has not come yet.")
    if fate == Fate.GIVEN and product is not None and product.disease != disease:
        return _("%(vaccine)s is not against that.") % {"vaccine": product.label}
    if same_day is not None:
        return _("A vaccination against %(disease)s is written for this day already, at %(at)s.") % {
            "disease": same_day.get_disease_display(), "at": date_format(clock.local(same_day.recorded_at), "SHORT_DATETIME_FORMAT"),
        }
    return None


@rule("care.record_vaccination")
def strike_vaccination(actor: Any, *, vaccination: Any) -> str | None:
    """Once, by whoever follows the person."""
    if vaccination.struck_at is not None:
        return _("This is struck out already.")
    if not holds(actor, vaccination.person_id, Compartment.NURSING):
        return _("Your team does not follow this person here.")
    return None


@rule("care.edit_vaccines")
def edit_vaccines(actor: Any) -> str | None:
    """The vaccines of the house are kept by those who vaccinate."""
    return None


@rule("care.sign_vaccine_schedule")
def sign_schedule(actor: Any, *, taken: bool = False) -> str | None:
    """By the medical lead; one schedule for a disease and a day."""
    return _("A schedule for this begins on this day already.") if taken else None
