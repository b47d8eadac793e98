"""Checking somebody in by code, without seeing who it is."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import connection, transaction

from audit.vault.keys import card_hmac
from centre.shifts.clock import now, service_day
from intake.checkin import policies
from intake.desk.models import Service
from intake.person.cards import read

if TYPE_CHECKING:
    from centre.staff.models import User


@dataclass(frozen=True)
class CheckedIn:
    """What came of it: whether the card is in use, and how often each service was taken with it today, by code."""

    known: bool
    today: dict[str, int] = field(default_factory=dict)


@transaction.atomic
def check_in(*, actor: "User", service: Service, client_uuid: UUID, card: str = "") -> CheckedIn:
    """Record one passage at a service for whoever holds this card, or for nobody; the same `client_uuid` is one event.

    A card that is not in use is counted without a name. Raises MistypedCard for a text that is no whole code. The
    database writes the passage and its event, because the worker may see neither.
    """
    policies.check_in.check(actor)
    mac = card_hmac(read(card)) if card else b""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT known, service, times FROM app.check_in(%s, %s, %s, %s, %s)",
            [mac, service.pk, client_uuid, service_day(), now()],
        )
        rows = cursor.fetchall()
    return CheckedIn(any(row[0] for row in rows), {row[1]: row[2] for row in rows if row[1]})
