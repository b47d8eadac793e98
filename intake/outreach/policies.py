"""Who may do what in the street. Nothing about a person is ever a reason against a contact."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.shifts.clock import now

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.outreach.models import Accompaniment, Contact, OutreachRound


@rule("intake.start_round")
def start_round(actor: "User") -> str | None:
    """Whoever goes out, in or outside the municipality, by day or by night."""
    return None


@rule("intake.end_round")
def end_round(actor: "User", *, round: "OutreachRound") -> str | None:
    """Those who were on it; a coordinator ends one that was forgotten."""
    if actor.pk not in round.team and not actor.may("intake.edit_zones"):
        return _("You were not on this round.")
    return None


@rule("intake.record_contact")
def record_contact(actor: "User", *, round: "OutreachRound", at: datetime) -> str | None:
    """On a round, not before it began and not in the future."""
    if at < round.started_at:
        return _("The round had not begun then.")
    if at > now():
        return _("This hour has not come yet.")
    if round.ended_at is not None and at > round.ended_at:
        return _("The round was over then.")
    return None


@rule("intake.strike_contact")
def strike_contact(actor: "User", *, contact: "Contact") -> str | None:
    """Those who were on the round."""
    if actor.pk not in contact.round.team and actor.pk != contact.by:
        return _("You were not on this round.")
    return None


@rule("intake.edit_zones")
def edit_zones(actor: "User") -> str | None:
    """Whoever plans the rounds."""
    return None


@rule("intake.plan_accompaniment")
def plan_accompaniment(actor: "User") -> str | None:
    """Whoever goes along."""
    return None


@rule("intake.close_accompaniment")
def close_accompaniment(actor: "User", *, accompaniment: "Accompaniment") -> str | None:
    """Once; what came of it is not written over."""
    if accompaniment.closed_at is not None:
        return _("This accompaniment is closed already.")
    return None


@rule("intake.look_for")
def look_for(actor: "User") -> str | None:
    """Whoever holds the desk of that person: the wall says so."""
    return None
