"""Who refers, and on what agreement: nothing leaves without the person having said so, item by item."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.access.scope import holds
from intake.consent.policies import told_nothing

from .enums import ENDED_NEEDS_OUTCOME, Direction, ReferralState
from .states import MOVES

#: How long a link may live, in hours, and how often it opens.
LIFETIMES = (24, 72)


@rule("intake.refer")
def draft_referral(actor: Any, *, person: Any, compartment: str, service: Any) -> str | None:
    """A worker who follows the person there; never to police or justice. Nothing leaves yet."""
    if not holds(actor, person, compartment):
        return _("Your team does not follow this person here.")
    return told_nothing(service.organization_id)


@rule("intake.refer")
def correct_referral(actor: Any, *, referral: Any) -> str | None:
    """What was sent stands; what was not may change."""
    return None if referral.state == ReferralState.DRAFT else _("This referral was sent already.")


@rule("intake.refer")
def send_referral(actor: Any, *, referral: Any) -> str | None:
    """Only what is being written is sent, once. What may be shared is checked by the sharing itself."""
    if referral.direction != Direction.OUT or referral.state != ReferralState.DRAFT:
        return _("This referral was sent already.")
    return None


@rule("intake.refer")
def receive_referral(actor: Any, *, person: Any, compartment: str) -> str | None:
    """A worker who follows the person there; whoever sends, police and justice too."""
    return None if holds(actor, person, compartment) else _("Your team does not follow this person here.")


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


@rule("intake.refer")
def follow_up(actor: Any, *, referral: Any) -> str | None:
    """What was sent is asked about."""
    return None if referral.sent_at else _("This referral was not sent.")


@rule("intake.view_referrals")
def make_letter(actor: Any, *, referral: Any) -> str | None:
    """What was not sent has no letter."""
    return None if referral.sent_at else _("This referral was not sent.")


@rule("intake.refer")
def make_link(actor: Any, *, referral: Any, agreed: Any, hours: int) -> str | None:
    """For something that was sent and may still be shared, for 24 or 72 hours."""
    if hours not in LIFETIMES:
        return _("A link lasts 24 or 72 hours.")
    if not referral.sent_at or referral.state in {ReferralState.CANCELLED, ReferralState.ERROR}:
        return _("This referral was not sent.")
    if not agreed:
        return _("The person took their agreement back, or it ended: nothing may be shared now.")
    return None


@rule("intake.refer")
def revoke_link(actor: Any, *, link: Any) -> str | None:
    """At any time, by whoever sees the referral."""
    return _("This link was revoked already.") if link.revoked_at else None


@rule("intake.view_partner_answers")
def view_partner_answers(actor: Any) -> str | None:
    """Figures about partners, nobody in them."""
    return None
