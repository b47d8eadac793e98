"""Who may write a visit down, where its content may stand, and the words when not."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.rules import rule
from centre.access.grants import followed
from centre.access.scope import compartments_of
from centre.shifts import clock
from housing.placements.enums import RUNNING
from housing.placements.policies import erased, team_rule

from .enums import CONTENT

if TYPE_CHECKING:
    from centre.staff.models import User
    from housing.placements.models import Placement

DEFAULT_DAYS = 14
#: A visit may be written down so long after the end of a placement: the last ones are often written late.
LATE = timedelta(days=30)


def usual_days(kind: str) -> int:
    """Days between visits where nothing was agreed (CENTRE_VISIT_DAYS: a number for each kind of programme; 14 otherwise)."""
    return int(getattr(settings, "CENTRE_VISIT_DAYS", {}).get(kind, DEFAULT_DAYS))


def parts_for(actor: User, placement: Placement) -> list[tuple[str, str]]:
    """The parts of the file in which this actor may write: of their teams, held on the person or followed by nobody."""
    if placement.person_id is None:
        return []
    mine, held = actor.compartments(), compartments_of(actor, placement.person_id)
    return [(one.value, str(one.label)) for one in CONTENT if one in mine and (one in held or not followed(placement.person_id, one))]


def _outside(actor: User, placement: Placement, part: str) -> str | None:
    if part not in dict(parts_for(actor, placement)):
        return _("Your team does not write in this part of the file.")
    return None


@rule("housing.view_visits")
def view_visits(actor: User) -> str | None:
    """That there was a visit is known to whoever works with homes; its content to the part it stands in."""
    return None


@rule("housing.record_visit")
def record_visit(
    actor: User, *, placement: Placement, at: datetime, second: int | None = None, next_at: datetime | None = None, part: str = "",
    text: str = "",
) -> str | None:
    """A visit that has been, of somebody in a programme; its content in a part of the writer's own."""
    words = team_rule(actor)
    if words:
        return words
    if at > clock.now():
        return _("This visit has not taken place yet. Write it as the next visit.")
    day = clock.local(at).date()
    if placement.person_id is None:
        return erased(placement)
    if day < placement.enrolled_on:
        return _("The programme took the person on on %(day)s.") % {"day": date_format(placement.enrolled_on, "j/n/Y")}
    if placement.state not in RUNNING and (placement.ended_on is None or day > placement.ended_on + LATE):
        return _("This placement is over.")
    if second == actor.pk:
        return _("Choose a colleague, or nobody.")
    if next_at is not None and next_at <= at:
        return _("The next visit lies before this one.")
    return _outside(actor, placement, part) if text else None


@rule("housing.record_visit")
def add_to_visit(actor: User, *, placement: Placement, part: str) -> str | None:
    """In a part of the file in which the writer's team writes."""
    return _outside(actor, placement, part)


@rule("housing.agree_visits")
def agree_visits(actor: User, *, placement: Placement, from_on: date) -> str | None:
    """While the placement runs; from a day that lies in it."""
    if placement.state not in RUNNING or placement.person_id is None:
        return erased(placement) or _("This placement is over.")
    if from_on < placement.enrolled_on:
        return _("The programme took the person on on %(day)s.") % {"day": date_format(placement.enrolled_on, "j/n/Y")}
    return team_rule(actor)
