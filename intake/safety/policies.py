"""Who may do what about an incident. Nothing is ever asked before the first tap. Source: UX 7.8, DOMAIN 8.8."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.access.enums import Compartment
from centre.shifts.clock import now

from .enums import Keeping, keeping_of

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.spaces.models import Space

    from .models import Incident, IncidentAct, NaloxoneProduct


def _locked(incident: Incident) -> str | None:
    """The words for an incident more than a day old."""
    if incident.is_locked(now()):
        return _("This incident is locked after 24 hours. You can still add an account to it.")
    return None


@rule("intake.start_incident")
def start_incident(actor: User, *, space: Space | None = None) -> str | None:
    """Whoever works at the desk; in a walled space, its team."""
    wanted = (space.compartment if space else "") or Compartment.DESK
    if wanted not in actor.compartments():
        return _("None of your teams works there.")
    return None


@rule("intake.view_incidents")
def view_incidents(actor: User) -> str | None:
    """Whoever meets people; what they see is what their compartments hold."""
    return None


@rule("intake.record_act")
def record_act(actor: User, *, incident: Incident) -> str | None:
    """Whoever sees the incident, on any screen, until it locks."""
    return _locked(incident)


@rule("intake.strike_act")
def strike_act(actor: User, *, entry: IncidentAct) -> str | None:
    """Whoever sees the incident: in the heat one taps for another."""
    if entry.struck_at:
        return _("This was struck before.")
    return _locked(entry.incident)


@rule("intake.describe_incident")
def describe_incident(actor: User, *, incident: Incident, kind: str = "") -> str | None:
    """Until it locks. What the coordination keeps is given back to the shift by the coordination alone."""
    loosened = incident.keeping == Keeping.RESTRICTED and kind and keeping_of(kind) != Keeping.RESTRICTED
    if loosened and "coordinator" not in actor.roles():
        return _("Only the coordination can make this an incident of the ordinary kind.")
    return _locked(incident)


@rule("intake.name_in_incident")
def name_in_incident(actor: User, *, incident: Incident) -> str | None:
    """Whoever sees both the incident and the person, until it locks."""
    return _locked(incident)


@rule("intake.tell_incident")
def tell_incident(actor: User, *, incident: Incident) -> str | None:
    """Whoever sees the incident, at any time: after a day it is an addendum."""
    return None


@rule("intake.tick_incident")
def tick_incident(actor: User, *, incident: Incident) -> str | None:
    """Whoever sees the incident, at any time."""
    return None


@rule("intake.edit_naloxone")
def edit_naloxone(actor: User, *, product: NaloxoneProduct | None = None) -> str | None:
    """Nurses and the coordination keep the list."""
    return None
