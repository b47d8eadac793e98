"""What is decided about the rules of the house."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction

from audit.ledger.actions import record
from centre.shifts import clock
from centre.staff.models import User
from housing.beds.models import Room
from housing.houserules import policies
from housing.houserules.enums import Verb
from housing.houserules.models import HouseRule


@transaction.atomic
def set_house_rules(
    *, actor: User, from_on: date, room: Room | None = None, client_uuid: UUID | None = None, **terms: Any
) -> HouseRule:
    """Write what holds from a day on, for the house or one room; terms left out stay. The same form twice is one rule.

    Refused for a day that is over.
    """
    policies.set_house_rules.check(actor, from_on=from_on)
    done = HouseRule.objects.filter(client_uuid=client_uuid).first() if client_uuid else None
    if done is not None:
        return done
    rule = HouseRule.objects.create(
        from_on=from_on, room=room, set_by=actor.pk, set_at=clock.now(), client_uuid=client_uuid or uuid4(), **terms
    )
    record(Verb.SET, obj=rule, data={"from": from_on.isoformat()} | {name: said for name, said in terms.items() if said is not None})
    return rule
