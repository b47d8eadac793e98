"""What the desk does: record a presence, count one without a name, take a slip back."""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from django.db import IntegrityError, ProgrammingError, transaction

from audit.ledger.actions import record
from centre.access.enums import Compartment
from centre.shifts.clock import now, service_day
from intake.desk import policies
from intake.desk.enums import Verb
from intake.desk.models import Passage, Service
from intake.desk.selectors import MOST_AT_ONCE, inside_passages_of, passage_by_uuid, reception

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.person.models import Person
    from intake.spaces.models import Space

LATE_AFTER = timedelta(minutes=30)


@transaction.atomic
def record_passage(
    *,
    actor: "User",
    service: Service,
    client_uuid: UUID,
    person: "Person | None" = None,
    at: datetime | None = None,
    space: "Space | None" = None,
) -> Passage:
    """Record one presence at one service and return it; the same `client_uuid` again returns the first.

    `at` (aware) defaults to now; more than half an hour ago is marked as recorded late. A person this worker cannot
    reach is counted without a name: a passage is never refused. Source: PRIVACY 1, DOMAIN 7.
    """
    policies.record_passage.check(actor)
    moment = at or now()
    passage = Passage(
        person=person,
        service=service,
        space=space,
        compartment=(space.compartment if space else "") or Compartment.DESK,
        service_day=service_day(moment),
        at=moment,
        recorded_at=now(),
        recorded_late=now() - moment > LATE_AFTER,
        by=actor.pk,
        client_uuid=client_uuid,
    )
    return _keep_once(actor, passage)


def _keep_once(actor: "User", passage: Passage) -> Passage:
    """Save and record a passage; when another tap with its uuid was faster, return that one instead.

    When the wall does not let this worker write about the person, it is kept without a name.
    """
    try:
        with transaction.atomic():
            passage.save(force_insert=True)
    except IntegrityError:
        first = passage_by_uuid(passage.client_uuid)
        if first is None:
            raise
        return first
    except ProgrammingError:
        if passage.person_id is None:
            raise
        return _keep_once(actor, _without_a_name(actor, passage))
    record(Verb.RECORDED, subject=passage.person_id, obj=passage, data={"service": passage.service.code})
    return passage


def _without_a_name(actor: "User", passage: Passage) -> Passage:
    """The same presence, of nobody; outside its compartment a walled space becomes the house."""
    passage.pk, passage.person = None, None
    if passage.compartment not in actor.compartments():
        passage.service, passage.space, passage.compartment = reception(), None, Compartment.DESK
    return passage


@transaction.atomic
def record_anonymous(
    *, actor: "User", service: Service, client_uuid: UUID, n: int = 1, at: datetime | None = None
) -> list[Passage]:
    """Count `n` presences without a name (1 to 50) and return them; the same `client_uuid` again counts nobody twice."""
    policies.record_anonymous.check(actor)
    taps = max(1, min(int(n), MOST_AT_ONCE))
    uuids = [client_uuid, *(uuid5(client_uuid, str(tap)) for tap in range(1, taps))]
    return [record_passage(actor=actor, service=service, client_uuid=uuid, at=at) for uuid in uuids]


@transaction.atomic
def record_leaving(*, actor: "User", person: "Person", space: "Space | None" = None) -> int:
    """Write that the person has left the house, or one space of it; how many open presences that closed."""
    policies.record_leaving.check(actor)
    left = 0
    for passage in inside_passages_of(actor, person, space):
        passage.left_at = now()
        passage.save(update_fields=["left_at"])
        record(Verb.LEFT, subject=person, obj=passage)
        left += 1
    return left


@transaction.atomic
def undo_passage(*, actor: "User", passage: Passage) -> Passage:
    """Take a tap back within the minute, by the worker who made it; undoing twice changes nothing."""
    if passage.undone_at is not None:
        return passage
    policies.undo_passage.check(actor, passage=passage)
    return _take_back(actor, passage, Verb.UNDONE)


@transaction.atomic
def correct_passage(*, actor: "User", passage: Passage) -> Passage:
    """Strike a passage that was wrong, at any later time; it stays in the history."""
    if passage.undone_at is not None:
        return passage
    policies.correct_passage.check(actor, passage=passage)
    return _take_back(actor, passage, Verb.CORRECTED)


def _take_back(actor: "User", passage: Passage, verb: Verb) -> Passage:
    """Mark a passage as undone by this worker."""
    passage.undone_at, passage.undone_by = now(), actor.pk
    passage.save(update_fields=["undone_at", "undone_by"])
    record(verb, subject=passage.person_id, obj=passage)
    return passage
