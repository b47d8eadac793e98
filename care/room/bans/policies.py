"""Who may close the booths to somebody: one proposes, another decides, a third answers an appeal. Source: DOMAIN 9.13."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.rules import rule
from centre.shifts.clock import now, service_day
from intake.restrictions.policies import most_days

from .enums import BanState

if TYPE_CHECKING:
    from centre.staff.models import User

    from .models import RoomBan


@rule("care.ban_from_room")
def propose_ban(actor: User, *, ends_at: datetime | None, review_on: date | None) -> str | None:
    """With an end, as near as makes sense, and a day to look at it again."""
    if ends_at is None:
        return _("A limit needs an end. Without one it is an exclusion, and those do not exist here.")
    if ends_at <= now():
        return _("The end must lie ahead.")
    most = most_days()
    if ends_at > now() + timedelta(days=most):
        return ngettext("Here a limit lasts at most %(n)s day.", "Here a limit lasts at most %(n)s days.", most) % {"n": most}
    if review_on is None or not service_day() <= review_on <= service_day(ends_at):
        return _("Say on which day it is looked at again, before its end.")
    return None


@rule("care.ban_from_room")
def decide_ban(actor: User, *, ban: RoomBan) -> str | None:
    """A colleague of the room who did not propose it, once."""
    if ban.state != BanState.PROPOSED:
        return _("This was decided before.")
    if ban.proposed_by == actor.pk:
        return _("You proposed it. Somebody else decides.")
    return _("Its end has passed. There is nothing to decide.") if ban.ends_at <= now() else None


@rule("care.ban_from_room")
def lift_ban(actor: User, *, ban: RoomBan) -> str | None:
    """Anybody of the room, while it stands."""
    return None if ban.stands_at(now()) else _("This limit has ended.")


@rule("care.ban_from_room")
def appeal_ban(actor: User, *, ban: RoomBan) -> str | None:
    """Once, while it stands; whoever is there writes down what the person says."""
    if not ban.stands_at(now()):
        return _("This limit has ended.")
    return _("What the person says against it is written down already.") if ban.appealed_at is not None else None


@rule("care.ban_from_room")
def answer_ban(actor: User, *, ban: RoomBan, ends_at: datetime | None = None) -> str | None:
    """A colleague who did not decide it, once; an answer only ever makes it shorter."""
    if ban.appealed_at is None or ban.answered_at is not None:
        return _("There is no appeal to answer.")
    if ban.decided_by == actor.pk:
        return _("You took the decision. Somebody else answers the appeal.")
    if ends_at is not None and not now() < ends_at <= ban.ends_at:
        return _("An appeal can only make it shorter.")
    return None
