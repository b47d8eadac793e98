"""What is done with agreements: write one down, withdraw it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from audit.ledger.actions import record
from centre.shifts import clock
from intake.person.models import Person

from . import policies
from .enums import Manner, Verb
from .models import Consent


@transaction.atomic
def give_consent(
    *, actor: Any, person: Person, compartment: str, recipient: UUID, recipient_name: str, items: Sequence[str], purpose: str,
    valid_until: date, manner: str = Manner.SPOKEN,
) -> Consent:
    """Write down that the person agrees to share `items` with one partner until a day. Raises Refused."""
    given_on = clock.service_day()
    policies.give_consent.check(
        actor, person=person, compartment=compartment, items=items, given_on=given_on, valid_until=valid_until
    )
    consent = Consent(
        person=person, compartment=compartment, recipient=recipient, recipient_name=recipient_name, items=list(items),
        purpose=purpose, manner=manner, given_on=given_on, valid_until=valid_until, recorded_by=actor.pk,
    )
    consent.save(force_insert=True)
    record(Verb.GIVEN, subject=person, obj=consent, data={"items": list(items)})
    return consent


@transaction.atomic
def withdraw_consent(*, actor: Any, consent: Consent) -> Consent:
    """The person takes it back: from now nothing more is shared under it."""
    policies.withdraw_consent.check(actor, consent=consent)
    consent.withdrawn_at, consent.withdrawn_by = clock.now(), actor.pk
    consent.save(update_fields=["withdrawn_at", "withdrawn_by"])
    record(Verb.WITHDRAWN, subject=consent.person_id, obj=consent)
    return consent
