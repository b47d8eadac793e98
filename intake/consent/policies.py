"""Who writes agreements down: whoever works with the person in that compartment."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.access.scope import holds

#: Sharing is agreed for a time one can remember. Source: DOMAIN 12.5 (strictly necessary).
LONGEST = timedelta(days=366)


@rule("intake.give_consent")
def give_consent(actor: Any, *, person: Any, compartment: str, items: Any, given_on: date, valid_until: date) -> str | None:
    """Something is agreed, for at most a year, by a worker who follows the person."""
    if not items:
        return _("Choose at least one thing that may be shared.")
    if valid_until < given_on or valid_until - given_on > LONGEST:
        return _("An agreement lasts from a day to a year.")
    if not holds(actor, person, compartment):
        return _("Your team does not follow this person here.")
    return None


@rule("intake.withdraw_consent")
def withdraw_consent(actor: Any, *, consent: Any) -> str | None:
    """At any time, by whoever sees it."""
    if consent.withdrawn_at:
        return _("This agreement was withdrawn already.")
    return None
