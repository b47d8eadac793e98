"""Who sets the rules of the house, and from when."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.shifts import clock
from centre.staff.models import User


@rule("housing.set_house_rules")
def set_house_rules(actor: User, *, from_on: date | None = None) -> str | None:
    """A rule holds from today or later: nights that are over stay counted as they were."""
    if from_on is not None and from_on < clock.service_day():
        return _("A rule holds from today on, or from a later day: what is over stays as it was.")
    return None
