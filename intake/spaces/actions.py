"""Coming into a space of the house and leaving it again."""

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from audit.ledger.actions import record
from centre.access.enums import Origin
from centre.access.grants import grant_actor_teams
from intake.desk.actions import record_leaving, record_passage
from intake.desk.models import Passage
from intake.desk.selectors import reception, service_by_code
from intake.spaces import policies
from intake.spaces.enums import Verb
from intake.spaces.models import Space

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.person.models import Person

#: How long the team of a walled space keeps sight of a presence in it, in days.
REACH_DAYS = 30


@transaction.atomic
def enter_space(*, actor: "User", space: Space, person: "Person", client_uuid: UUID) -> Passage:
    """Write that the person came into the space and return the passage; the same `client_uuid` again is one event.

    In a walled space the presence belongs to its compartment, which the actor's own team of that space then holds.
    """
    policies.enter_space.check(actor, space=space)
    if space.compartment:
        grant_actor_teams(
            actor, person=person, compartment=space.compartment, days=REACH_DAYS, origin=Origin.RELATION
        )
    service = service_by_code(space.code) if space.compartment else reception()
    passage = record_passage(actor=actor, service=service, client_uuid=client_uuid, person=person, space=space)
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
