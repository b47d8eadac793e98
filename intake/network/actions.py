"""What is done with the network: refer somebody, move a referral along, verify a partner."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from audit.ledger.actions import record
from centre.access.scope import visible
from centre.shifts import clock
from intake.consent.actions import give_consent
from intake.consent.enums import Manner
from intake.consent.selectors import standing
from intake.person.models import Person

from . import policies
from .enums import ReferralState, Verb
from .models import PartnerService, Referral
from .selectors import referral_of_form, snapshot_of


@transaction.atomic
def refer(
    *, actor: Any, person: Person, compartment: str, service: PartnerService, items: Sequence[str], reason: str,
    client_uuid: UUID, warm: bool = False, agreed_until: date | None = None, manner: str = Manner.SPOKEN,
) -> Referral:
    """Refer a person to a service, sharing only what they agreed; the same `client_uuid` again returns the first.

    With `agreed_until` the person agreed to the items just now: the agreement is written down first, both or neither.
    Raises Refused, naming the items, when no standing agreement covers them.
    """
    first = referral_of_form(actor, client_uuid)
    if first is not None:
        return first
    if agreed_until is not None:
        give_consent(
            actor=actor, person=person, compartment=compartment, recipient=service.organization_id,
            recipient_name=service.organization.name, items=items, purpose=service.name, valid_until=agreed_until, manner=manner,
        )
    policies.refer.check(actor, person=person, compartment=compartment, service=service, items=items)
    agreed = standing(actor, person, service.organization_id)
    now = clock.now()
    referral = Referral(
        person=person, compartment=compartment, service=service, consent=agreed[0] if agreed else None,
        snapshot=snapshot_of(service), items=list(items), reason=reason, warm=warm, state=ReferralState.REQUESTED,
        made_at=now, made_by=actor.pk, moved_at=now, client_uuid=client_uuid,
    )
    referral.save(force_insert=True)
    record(Verb.REFERRED, subject=person, obj=referral, data={"items": list(items), "warm": warm})
    return referral


@transaction.atomic
def move_referral(*, actor: Any, referral: Referral, state: str, outcome: str = "") -> Referral:
    """Move a referral along the table of states; where it already is, nothing changes."""
    current = visible(actor, Referral.objects.select_for_update(of=("self",), no_key=True)).get(pk=referral.pk)
    if current.state == state:
        return current
    policies.move_referral.check(actor, referral=current, state=state, outcome=outcome)
    before, current.state, current.outcome, current.moved_at = current.state, state, outcome or current.outcome, clock.now()
    current.save(update_fields=["state", "outcome", "moved_at"])
    record(Verb.MOVED, subject=current.person_id, obj=current, data={"from": before, "to": state, "outcome": outcome})
    return current


@transaction.atomic
def verify_partner(*, actor: Any, service: PartnerService) -> PartnerService:
    """Note that the facts about a service were checked today."""
    policies.verify_partner.check(actor, service=service)
    service.verified_on, service.verified_by = clock.service_day(), actor.pk
    service.save(update_fields=["verified_on", "verified_by"])
    record(Verb.VERIFIED, obj=service)
    return service
