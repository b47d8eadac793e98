"""What is written about a minor: that they are or may be one, and what was decided with them."""

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from audit.ledger.actions import record
from centre.shifts.clock import now, service_day
from intake.youth import policies, selectors
from intake.youth.enums import Verb
from intake.youth.models import GuardianshipDecision, Minor

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.person.models import Person


@transaction.atomic
def mark_minor(*, actor: "User", person: "Person", basis: str) -> Minor:
    """Write that somebody is taken to be under eighteen; what was said replaces what was thought."""
    policies.mark_minor.check(actor)
    known = selectors.minor(actor, person)
    if known is not None and known.basis == basis:
        return known
    mark = known or Minor(person=person)
    mark.basis, mark.at, mark.by = basis, now(), actor.pk
    mark.save()
    record(Verb.MARKED, subject=person, obj=mark, data={"basis": basis})
    return mark


@transaction.atomic
def end_minor(*, actor: "User", mark: Minor, ending: str) -> Minor:
    """Write that somebody is no longer taken to be a minor; ending it twice changes nothing."""
    if mark.ended_at is not None:
        return mark
    policies.mark_minor.check(actor)
    mark.ended_at, mark.ended_by, mark.ending = now(), actor.pk, ending
    mark.save(update_fields=["ended_at", "ended_by", "ending"])
    record(Verb.ENDED, subject=mark.person_id, obj=mark, data={"ending": ending})
    return mark


@transaction.atomic
def decide_guardianship(
    *, actor: "User", person: "Person", decision: str, reasons: str, client_uuid: UUID, again_on: date | None = None
) -> GuardianshipDecision:
    """Write what was decided about the guardianship service, by people; nothing is sent. Source: DOMAIN 9.12."""
    policies.decide_guardianship.check(actor, person=person, decision=decision, again_on=again_on, today=service_day())
    first = selectors.decision_by_uuid(client_uuid)
    if first is not None:
        return first
    decided = GuardianshipDecision.objects.create(
        person=person, decision=decision, reasons=reasons, again_on=again_on, at=now(), by=actor.pk,
        client_uuid=client_uuid,
    )  # fmt: skip
    record(Verb.DECIDED, subject=person, obj=decided, data={"decision": decision})
    return decided
