"""What is done with agreements: write one down, withdraw it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction

from audit.ledger.actions import record
from centre.shifts import clock
from intake.person.models import Person

from . import policies
from .enums import Condition, Manner, Means, Verb
from .models import Consent, Sharing
from .selectors import not_covered


@transaction.atomic
def give_consent(
    *, actor: Any, person: Person, compartment: str, recipient: UUID, recipient_name: str, items: Sequence[str], purpose: str,
    valid_until: date, manner: str = Manner.SPOKEN,
) -> Consent:
    """Write down that the person agrees to share `items` with one partner until a day. Raises Refused."""
    given_on = clock.service_day()
    policies.give_consent.check(
        actor, person=person, compartment=compartment, recipient=recipient, items=items, given_on=given_on,
        valid_until=valid_until,
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


@transaction.atomic
def ask_again(*, actor: Any, consent: Consent, valid_until: date, manner: str = Manner.SPOKEN) -> Consent:
    """The person was asked again and agrees further: a new agreement with the same partner and items. Raises Refused."""
    policies.ask_again.check(actor, consent=consent, valid_until=valid_until)
    renewed = give_consent(
        actor=actor, person=consent.person, compartment=consent.compartment, recipient=consent.recipient,
        recipient_name=consent.recipient_name, items=consent.items, purpose=consent.purpose, valid_until=valid_until, manner=manner,
    )
    record(Verb.ASKED_AGAIN, subject=consent.person_id, obj=renewed, data={"former": consent.pk})
    return renewed


@transaction.atomic
def share(
    *, actor: Any, person: Person, compartment: str, recipient: UUID, recipient_name: str, items: Sequence[str], purpose: str,
    conditions: Collection[str], means: str = Means.LETTER,
) -> Sharing:
    """Note that items are shared with a partner, with the five conditions ticked. Raises Refused, naming what is missing."""
    policies.share.check(
        actor, person=person, compartment=compartment, recipient=recipient, recipient_name=recipient_name, items=items,
        missing=not_covered(actor, person, recipient, items), conditions=conditions,
    )
    sharing = Sharing(
        person=person, compartment=compartment, recipient=recipient, recipient_name=recipient_name, items=list(items),
        purpose=purpose, means=means, service_day=clock.service_day(), at=clock.now(), by=actor.pk,
        **{name: name in conditions for name in Condition.values},
    )
    sharing.save(force_insert=True)
    record(Verb.SHARED, subject=person, obj=sharing, data={"items": list(items), "means": means})
    return sharing


@transaction.atomic
def print_sheet(*, actor: Any, person: Person) -> None:
    """Note that the sheet of pictures was printed to ask a person."""
    policies.print_sheet.check(actor, person=person)
    record(Verb.SHEET_PRINTED, subject=person)
