"""Who writes a stay afterwards, and which hours cannot be."""

from __future__ import annotations

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.rules import rule
from centre.shifts import clock
from centre.staff.models import User
from housing.beds.models import Bed
from housing.stays.enums import StayState
from housing.stays.models import Stay
from housing.stays.policies import team_rule


@rule("housing.backdate_stay")
def backdate_stay(
    actor: User, *, bed: Bed, began_at: datetime, ended_at: datetime | None = None, closed: bool = False
) -> str | None:
    """Only hours that are over, in order, in a bed that was in service."""
    if began_at > clock.now():
        return _("This hour is still to come.")
    if ended_at is not None and ended_at > clock.now():
        return _("The end is still to come: leave it empty.")
    if ended_at is not None and ended_at <= began_at:
        return _("The end stands before the start.")
    if bed.open_from is not None and clock.local(began_at).date() < bed.open_from:
        return _("This bed is in service from %(day)s on.") % {"day": date_format(bed.open_from, "j F Y")}
    if closed:
        return _("This bed was closed at that time.")
    return team_rule(actor, bed)


@rule("housing.backdate_stay")
def backdate_end(actor: User, *, stay: Stay, ended_at: datetime) -> str | None:
    """A stay under way ends after it began, in the bed where it stands, and not in the future."""
    if stay.state not in (StayState.IN, StayState.ABSENT):
        return _("This stay is not under way.")
    if ended_at > clock.now():
        return _("This hour is still to come.")
    if ended_at < stay.period.lower:
        since = date_format(clock.local(stay.period.lower), "j F Y H:i")
        return _("The end stands before the start: the person is in this bed since %(since)s.") % {"since": since}
    return None
