"""Who writes agreements down: whoever works with the person in that compartment."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.access.scope import holds
from centre.shifts import clock
from intake.directory.enums import OrganizationKind
from intake.directory.models import Organization

from .enums import Condition, SharedItem

#: Sharing is agreed for a time one can remember. Source: DOMAIN 12.5 (strictly necessary).
LONGEST = timedelta(days=366)


def told_nothing(recipient: UUID) -> str | None:
    """Police and justice send people; nobody is ever referred to them and nothing is shared with them."""
    if Organization.objects.filter(pk=recipient, kind=OrganizationKind.JUSTICE).exists():
        return _("Police and justice are told nothing about anybody.")
    return None


@rule("intake.give_consent")
def give_consent(
    actor: Any, *, person: Any, compartment: str, recipient: UUID, items: Any, given_on: date, valid_until: date
) -> str | None:
    """Something is agreed, for at most a year, by a worker who follows the person."""
    if not items:
        return _("Choose at least one thing that may be shared.")
    if valid_until < given_on or valid_until - given_on > LONGEST:
        return _("An agreement lasts from a day to a year.")
    if not holds(actor, person, compartment):
        return _("Your team does not follow this person here.")
    return told_nothing(recipient)


@rule("intake.give_consent")
def ask_again(actor: Any, *, consent: Any, valid_until: date) -> str | None:
    """An agreement that was not withdrawn may be asked again, for at most a year from today."""
    if consent.withdrawn_at:
        return _("This agreement was withdrawn. Ask for a new one.")
    today = clock.service_day()
    if valid_until <= consent.valid_until or valid_until - today > LONGEST:
        return _("The new end comes after the old one, and within a year.")
    return None


@rule("intake.share")
def share(
    actor: Any, *, person: Any, compartment: str, recipient: UUID, recipient_name: str, items: Any, missing: Any, conditions: Any
) -> str | None:
    """Every item is agreed today for this partner (`missing` are those that are not), and the five conditions hold."""
    if not items:
        return _("Choose at least one thing that may be shared.")
    if not holds(actor, person, compartment):
        return _("Your team does not follow this person here.")
    if missing:
        labels = dict(SharedItem.choices)
        return _("The person has not agreed to share this with %(partner)s: %(items)s.") % {
            "partner": recipient_name, "items": ", ".join(str(labels[item]) for item in sorted(missing)),
        }
    unmet = [str(Condition(one).label) for one in Condition.values if one not in conditions]
    if unmet:
        return _("Shared secrecy asks for five things. Not ticked: %(conditions)s.") % {"conditions": "; ".join(unmet)}
    return told_nothing(recipient)


@rule("intake.withdraw_consent")
def withdraw_consent(actor: Any, *, consent: Any) -> str | None:
    """At any time, by whoever sees it."""
    if consent.withdrawn_at:
        return _("This agreement was withdrawn already.")
    return None


@rule("intake.give_consent")
def print_sheet(actor: Any, *, person: Any) -> str | None:
    """Whoever may write an agreement down may print the sheet to ask with."""
    return None
