"""Who refers, and on what agreement: nothing leaves without the person having said so, item by item."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.access.scope import holds
from intake.consent.enums import SharedItem
from intake.consent.selectors import not_covered

from .enums import ENDED_NEEDS_OUTCOME, ReferralState
from .states import MOVES


@rule("intake.view_directory")
def view_directory(actor: Any) -> str | None:
    """The directory speaks of partners, never of persons."""
    return None


@rule("intake.edit_directory")
def verify_partner(actor: Any, *, service: Any) -> str | None:
    """Whoever keeps the directory."""
    return None


@rule("intake.refer")
def refer(actor: Any, *, person: Any, compartment: str, service: Any, items: Any) -> str | None:
    """The person agreed to every item, with this partner, today; and the worker follows them."""
    if not holds(actor, person, compartment):
        return _("Your team does not follow this person here.")
    missing = not_covered(actor, person, service.organization_id, items)
    if missing:
        labels = dict(SharedItem.choices)
        return _("The person has not agreed to share this with %(partner)s: %(items)s.") % {
            "partner": service.organization.name, "items": ", ".join(str(labels[item]) for item in sorted(missing)),
        }
    return None


@rule("intake.refer")
def move_referral(actor: Any, *, referral: Any, state: str, outcome: str) -> str | None:
    """Along the table of states.py; an end needs an outcome."""
    if state not in MOVES[referral.state]:
        labels = dict(ReferralState.choices)
        return _("A referral that is “%(now)s” cannot become “%(next)s”.") % {
            "now": labels[referral.state], "next": labels.get(state, state),
        }
    if state in ENDED_NEEDS_OUTCOME and not outcome:
        return _("Say what came of it.")
    return None
