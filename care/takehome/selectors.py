"""Bottles that are out, and the days for which the next ones go home."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from django.shortcuts import get_object_or_404

from care.dispensing.models import Bottle
from care.dispensing.selectors import bottles_out
from care.prescribing.models import Prescription
from care.prescribing.selectors import kept_file
from centre.access.scope import visible
from centre.staff.models import User

#: Further ahead no bottle is given.
AHEAD = 31


def next_days(prescription: Prescription, first: date, number: int) -> list[date]:
    """The next so many days at home, from a day on."""
    ahead = [first + timedelta(days=place) for place in range(AHEAD)]
    return [day for day in ahead if day.isoweekday() in prescription.home_days][:number]


def days_out(actor: User, prescription: Prescription) -> list[date]:
    """The days for which bottles of this substance were given to the person and did not come back full."""
    person = kept_file(prescription.about)
    return list(bottles_out(actor, person, prescription.substance).order_by("for_day").values_list("for_day", flat=True))


def bottle_for(actor: User, pk: int) -> Bottle:
    """One bottle; 404 outside what the actor may know."""
    return get_object_or_404(visible(actor, Bottle.objects.filter(person__isnull=False).select_related("person", "prescription__account")), pk=pk)


def bottles_of_form(actor: User, client_uuid: UUID) -> list[Bottle]:
    """The bottles that a form has already given out."""
    return list(visible(actor, Bottle.objects.filter(client_uuid=client_uuid)).order_by("for_day"))
