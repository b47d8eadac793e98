"""What is done with a product alert: draft, publish, end."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction

from audit.ledger.actions import record
from centre.shifts.clock import now

from . import policies
from .enums import State, Verb
from .models import Bulletin
from .selectors import bulletin_by_uuid

if TYPE_CHECKING:
    from centre.staff.models import User


@transaction.atomic
def draft_bulletin(
    *, actor: User, sold_as: str, looks: str, effect: str, zone: str, level: str, advice: Iterable[str],
    ends_at: datetime | None, client_uuid: UUID, words_fr: str = "", words_nl: str = "", words_en: str = "",
) -> Bulletin:
    """Draft an alert about a product, with nobody in it; the same `client_uuid` again returns the first."""
    policies.draft_bulletin.check(actor, ends_at=ends_at)
    bulletin = Bulletin(  # type: ignore[misc]  # the rule refuses one without an end
        sold_as=sold_as, looks=looks, effect=effect, zone=zone, level=level, advice=list(advice), words_fr=words_fr,
        words_nl=words_nl, words_en=words_en, ends_at=ends_at, drafted_at=now(), drafted_by=actor.pk, client_uuid=client_uuid,
    )
    try:
        with transaction.atomic():
            bulletin.save(force_insert=True)
    except IntegrityError:
        first = bulletin_by_uuid(client_uuid)
        if first is None:
            raise
        return first
    record(Verb.DRAFTED, obj=bulletin)
    return bulletin


@transaction.atomic
def publish_bulletin(*, actor: User, bulletin: Bulletin) -> Bulletin:
    """Tell everybody: it stands at every desk until its end."""
    policies.publish_bulletin.check(actor, bulletin=bulletin)
    bulletin.state, bulletin.published_at, bulletin.published_by = State.PUBLISHED, now(), actor.pk
    bulletin.save(update_fields=["state", "published_at", "published_by"])
    record(Verb.PUBLISHED, obj=bulletin)
    return bulletin


@transaction.atomic
def end_bulletin(*, actor: User, bulletin: Bulletin) -> Bulletin:
    """End it before its hour, or throw a draft away."""
    policies.end_bulletin.check(actor, bulletin=bulletin)
    bulletin.state, bulletin.ended_at, bulletin.ended_by = State.ENDED, now(), actor.pk
    bulletin.save(update_fields=["state", "ended_at", "ended_by"])
    record(Verb.ENDED, obj=bulletin)
    return bulletin
