"""What is done with a danger assessment: write it, sign it. Neither tells anybody outside the house."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from audit.ledger.actions import record
from centre.access.enums import Compartment, Origin
from centre.access.grants import grant_role_teams
from centre.shifts.clock import now
from centre.staff.roles import Role

from . import policies
from .enums import Verb
from .models import DangerAssessment
from .selectors import assessment_by_uuid

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.person.models import Person

#: How long the coordination finds the person.
KNOWN_FOR_DAYS = 180


@transaction.atomic
def assess_danger(
    *, actor: User, facts: str, options: Iterable[str], weighed: str, decision: str, client_uuid: UUID,
    decided_with: str = "", person: Person | None = None,
) -> DangerAssessment:
    """Write down facts, what was weighed and what was decided, sealed; the same `client_uuid` is one assessment.

    Raises Refused when fewer than two ways were weighed. Nothing is sent to anybody.
    """
    chosen = sorted(set(options))
    policies.assess_danger.check(actor, person=person, options=chosen, decision=decision)
    key = uuid4()
    assessment = DangerAssessment(
        id=key, person=person, sealed_for=person.pk if person else key, facts=facts, options=chosen, weighed=weighed,
        decision=decision, decided_with=decided_with, by=actor.pk, at=now(), client_uuid=client_uuid,
    )
    try:
        with transaction.atomic():
            assessment.save(force_insert=True)
    except IntegrityError:
        first = assessment_by_uuid(client_uuid)
        if first is None:
            raise
        return first
    if person is not None:
        grant_role_teams(
            Role.COORDINATOR, person=person, compartment=Compartment.DESK, days=KNOWN_FOR_DAYS, origin=Origin.RELATION
        )
    record(Verb.ASSESSED, subject=assessment.person_id, obj=assessment)
    return assessment


@transaction.atomic
def sign_danger(*, actor: User, assessment: DangerAssessment, judgement: str, remark: str = "") -> DangerAssessment:
    """Sign an assessment as a coordinator: agreed, or to be weighed again. Raises Refused for whoever wrote it."""
    policies.sign_danger.check(actor, assessment=assessment)
    assessment.judgement, assessment.signed_by, assessment.signed_at = judgement, actor.pk, now()
    assessment.remark = remark or None
    assessment.save(update_fields=["judgement", "signed_by", "signed_at", "remark"])
    record(Verb.SIGNED, subject=assessment.person_id, obj=assessment, data={"judgement": judgement})
    return assessment
