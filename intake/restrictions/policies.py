"""Who may limit somebody: one proposes, a coordinator who is another decides, a third hears the appeal. Source: DOMAIN 9.13."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.rules import rule
from centre.shifts.clock import now, service_day

from .enums import NEVER, State

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.desk.models import Service
    from intake.person.models import Person
    from intake.spaces.models import Space

    from .models import Restriction, RestrictionAppeal

DEFAULT_MOST_DAYS = 30


def most_days() -> int:
    """How long a restriction may last in this centre: the setting CENTRE_RESTRICTION_MOST_DAYS."""
    return int(getattr(settings, "CENTRE_RESTRICTION_MOST_DAYS", DEFAULT_MOST_DAYS))


def _too_long(starts_at: datetime, ends_at: datetime) -> str | None:
    """The words for an end that is none, is past or lies too far."""
    most = most_days()
    if ends_at <= max(starts_at, now()):
        return _("The end must lie ahead.")
    if ends_at > starts_at + timedelta(days=most):
        return ngettext("Here a restriction lasts at most %(n)s day.", "Here a restriction lasts at most %(n)s days.", most) % {"n": most}
    return None


@rule("intake.propose_restriction")
def propose_restriction(
    actor: User, *, person: Person, space: Space | None, service: Service | None, ends_at: datetime | None,
    review_on: date | None,
) -> str | None:
    """One space or one service, never what keeps somebody alive, with an end and a day to look at it again."""
    if (space is None) == (service is None):
        return _("Choose one space or one service. Nobody is kept out of everything.")
    if service is not None and service.code in NEVER:
        return _("%(service)s is never restricted, whatever happened.") % {"service": service}
    if space is not None and space.compartment and space.compartment not in actor.compartments():
        return _("Only the team of this space works in it.")
    if ends_at is None:
        return _("A restriction needs an end. Without one it is an exclusion, and those do not exist here.")
    if review_on is None or not service_day() <= review_on <= service_day(ends_at):
        return _("Say on which day it is looked at again, before its end.")
    return _too_long(now(), ends_at)


@rule("intake.view_restrictions")
def view_restrictions(actor: User) -> str | None:
    """Whoever works at the desk sees what is limited and until when, never why."""
    return None


@rule("intake.decide_restriction")
def decide_restriction(actor: User, *, restriction: Restriction) -> str | None:
    """A coordinator who did not propose it, once."""
    if restriction.state != State.PROPOSED:
        return _("This was decided before.")
    if restriction.proposed_by == actor.pk:
        return _("You proposed it. Somebody else decides.")
    if restriction.ends_at <= now():
        return _("Its end has passed. There is nothing to decide.")
    return None


@rule("intake.review_restriction")
def review_restriction(actor: User, *, restriction: Restriction, ends_at: datetime | None = None) -> str | None:
    """A coordinator, while it is in force; a review only ever makes it shorter."""
    if restriction.state != State.IN_FORCE or restriction.ends_at <= now():
        return _("This restriction has ended.")
    if ends_at is not None and not now() < ends_at <= restriction.ends_at:
        return _("A review can only make it shorter. A longer one is a new proposal.")
    return None


@rule("intake.lift_restriction")
def lift_restriction(actor: User, *, restriction: Restriction) -> str | None:
    """A coordinator, at any moment while it is in force."""
    if restriction.state != State.IN_FORCE or restriction.ends_at <= now():
        return _("This restriction has ended.")
    return None


@rule("intake.record_appeal")
def record_appeal(actor: User, *, restriction: Restriction) -> str | None:
    """Whoever sees the restriction writes down what the person says; a proposal cannot be appealed."""
    if restriction.state != State.IN_FORCE:
        return _("There is no decision to appeal against.")
    return None


@rule("intake.answer_appeal")
def answer_appeal(actor: User, *, appeal: RestrictionAppeal, ends_at: datetime | None = None) -> str | None:
    """A coordinator who did not take the decision, once."""
    if appeal.answer:
        return _("This appeal was answered before.")
    if appeal.restriction.decided_by == actor.pk:
        return _("You took the decision. Somebody else answers the appeal.")
    if ends_at is not None and not now() < ends_at <= appeal.restriction.ends_at:
        return _("An appeal can only make it shorter.")
    return None
