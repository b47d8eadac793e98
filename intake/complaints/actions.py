"""What is done with complaints and near-misses: written down, followed to an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.conf import settings
from django.db import IntegrityError, transaction

from audit.ledger.actions import record
from centre.access.enums import Compartment, Origin
from centre.access.grants import grant_role_teams
from centre.shifts.clock import now, service_day
from centre.staff.roles import Role

from . import policies
from .enums import Source, Verb
from .models import Complaint, ComplaintStep
from .selectors import answer_until, complaint_by_uuid

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.person.models import Person

DEFAULT_ANSWER_DAYS = 15
#: How long the coordination finds the person who complained.
KNOWN_FOR_DAYS = 90


@transaction.atomic
def record_complaint(
    *, actor: User, kind: str, source: str, about: str, text: str, client_uuid: UUID, person: Person | None = None
) -> Complaint:
    """Write down what somebody says, sealed; a person only when they want it. The same `client_uuid` is one complaint."""
    policies.record_complaint.check(actor, person=person)
    key, days = uuid4(), int(getattr(settings, "CENTRE_COMPLAINT_ANSWER_DAYS", DEFAULT_ANSWER_DAYS))
    complaint = Complaint(
        id=key, kind=kind, source=Source.PERSON if person else source, about=about, person=person,
        sealed_for=person.pk if person else key, text=text, answer_by=answer_until(days), service_day=service_day(),
        at=now(), by=actor.pk, moved_at=now(), client_uuid=client_uuid,
    )
    try:
        with transaction.atomic():
            complaint.save(force_insert=True)
    except IntegrityError:
        first = complaint_by_uuid(client_uuid)
        if first is None:
            raise
        return first
    if person is not None:
        grant_role_teams(
            Role.COORDINATOR, person=person, compartment=Compartment.DESK, days=KNOWN_FOR_DAYS, origin=Origin.RELATION
        )
    record(Verb.RECORDED, subject=complaint.person_id, obj=complaint, data={"kind": kind})
    return complaint


@transaction.atomic
def follow_complaint(*, actor: User, complaint: Complaint, state: str, note: str) -> Complaint:
    """Move a complaint along, with what was found or answered. Raises Refused for a move that is not in the table."""
    policies.follow_complaint.check(actor, complaint=complaint, state=state)
    complaint.state, complaint.moved_at = state, now()
    complaint.save(update_fields=["state", "moved_at"])
    ComplaintStep(complaint=complaint, state=state, note=note, at=now(), by=actor.pk).save(force_insert=True)
    record(Verb.MOVED, subject=complaint.person_id, obj=complaint, data={"state": state})
    return complaint
