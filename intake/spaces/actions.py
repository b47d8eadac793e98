"""Coming into a space of the house and leaving it again."""

from datetime import time
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from audit.ledger.actions import record
from centre.access.enums import Origin
from centre.access.grants import grant_actor_teams
from centre.shifts.clock import now
from intake.desk.actions import record_leaving, record_passage
from intake.desk.models import Passage
from intake.desk.selectors import reception, service_by_code
from intake.spaces import policies
from intake.spaces.enums import Verb
from intake.spaces.models import ChildrenWith, Space, SpaceHours
from intake.spaces.selectors import hours_of

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.person.models import Person

#: How long the team of a walled space keeps sight of a presence in it, in days.
REACH_DAYS = 30


@transaction.atomic
def enter_space(
    *, actor: "User", space: Space, client_uuid: UUID, person: "Person | None" = None, children: int = 0
) -> Passage:
    """Write that somebody came into the space and return the passage; the same `client_uuid` again is one event.

    Without a person it is a presence without a name. `children` (0 to 20) came along; they have no file. In a walled
    space the presence belongs to its compartment, which the actor's own team of that space then holds. A space that is
    full or closed is said on the page; it never refuses anybody.
    """
    policies.enter_space.check(actor, space=space)
    if space.compartment and person is not None:
        grant_actor_teams(
            actor, person=person, compartment=space.compartment, days=REACH_DAYS, origin=Origin.RELATION
        )
    service = service_by_code(space.code) if space.compartment else reception()
    passage = record_passage(actor=actor, service=service, client_uuid=client_uuid, person=person, space=space)
    if children and not hasattr(passage, "children"):
        ChildrenWith.objects.create(passage=passage, number=children)
    record(Verb.ENTERED, subject=person, obj=passage)
    return passage


@transaction.atomic
def leave_space(*, actor: "User", space: Space, person: "Person") -> int:
    """Write that the person left the space; how many open presences that closed."""
    policies.leave_space.check(actor, space=space)
    left = record_leaving(actor=actor, person=person, space=space)
    if left:
        record(Verb.LEFT, subject=person, obj=space)
    return left


@transaction.atomic
def leave_unnamed(*, actor: "User", space: Space, passage: Passage) -> Passage:
    """Write that somebody without a name left the space."""
    policies.leave_space.check(actor, space=space)
    passage.left_at = now()
    passage.save(update_fields=["left_at"])
    record(Verb.LEFT, obj=space)
    return passage


@transaction.atomic
def save_space(*, actor: "User", space: Space, week: dict[int, tuple[time, time]]) -> Space:
    """Keep a space with its hours: `{weekday: (opens, closes)}`, 0 Monday to 6 Sunday; a day left out is closed."""
    policies.edit_space.check(actor)
    space.save()
    kept = {one.weekday: one for one in hours_of(space)}
    for weekday, (opens, closes) in week.items():
        line = kept.pop(weekday, None) or SpaceHours(space=space, weekday=weekday)
        line.opens, line.closes = opens, closes
        line.save()
    for line in kept.values():
        line.delete()
    record(Verb.SAVED, obj=space)
    return space
