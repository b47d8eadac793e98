"""What is done about a limit in the room: propose, decide, lift, appeal, answer. It never closes anything but the booths."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import transaction

from audit.ledger.actions import record
from centre.access.enums import Compartment
from centre.shifts.clock import now

from ..enums import Verb
from . import policies
from .enums import BanState
from .models import RoomBan
from .selectors import ban_by_uuid

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.person.models import Person

ROOM = Compartment.ROOM


@transaction.atomic
def propose_ban(
    *, actor: User, person: Person, ground: str, reason: str, ends_at: datetime | None, review_on: date | None, client_uuid: UUID
) -> RoomBan:
    """Propose to close the booths to somebody until an hour; it closes nothing until somebody else decides.

    Raises Refused, in words, without an end or a day to look at it again.
    """
    policies.propose_ban.check(actor, ends_at=ends_at, review_on=review_on)
    assert ends_at is not None  # said by the policy, as the next
    assert review_on is not None
    first = ban_by_uuid(client_uuid)
    if first is not None:
        return first
    ban = RoomBan(
        person=person, ground=ground, reason=reason, starts_at=now(), ends_at=ends_at, review_on=review_on, proposed_at=now(),
        proposed_by=actor.pk, client_uuid=client_uuid,
    )
    ban.save(force_insert=True)
    record(Verb.BAN_PROPOSED, subject=person, obj=ban, purpose=ROOM)
    return ban


def _locked(ban: RoomBan) -> RoomBan:
    """The limit as it stands, nobody else changing it until the transaction ends."""
    return RoomBan.objects.select_for_update(no_key=True).get(pk=ban.pk)


@transaction.atomic
def decide_ban(*, actor: User, ban: RoomBan, agreed: bool) -> RoomBan:
    """Decide a proposal: from now until its end, or not. Raises Refused for whoever proposed it."""
    ban = _locked(ban)
    policies.decide_ban.check(actor, ban=ban)
    ban.state = BanState.IN_FORCE if agreed else BanState.REFUSED
    ban.starts_at, ban.decided_at, ban.decided_by = now(), now(), actor.pk
    ban.save(update_fields=["state", "starts_at", "decided_at", "decided_by"])
    record(Verb.BAN_DECIDED if agreed else Verb.BAN_REFUSED, subject=ban.person_id, obj=ban, purpose=ROOM)
    return ban


@transaction.atomic
def lift_ban(*, actor: User, ban: RoomBan) -> RoomBan:
    """End it now."""
    ban = _locked(ban)
    policies.lift_ban.check(actor, ban=ban)
    ban.state, ban.lifted_at, ban.lifted_by = BanState.LIFTED, now(), actor.pk
    ban.save(update_fields=["state", "lifted_at", "lifted_by"])
    record(Verb.BAN_LIFTED, subject=ban.person_id, obj=ban, purpose=ROOM)
    return ban


@transaction.atomic
def appeal_ban(*, actor: User, ban: RoomBan, words: str) -> RoomBan:
    """Write down, sealed, what the person says against it."""
    ban = _locked(ban)
    policies.appeal_ban.check(actor, ban=ban)
    ban.appeal, ban.appealed_at, ban.appealed_by = words, now(), actor.pk
    ban.save(update_fields=["appeal", "appealed_at", "appealed_by"])
    record(Verb.BAN_APPEALED, subject=ban.person_id, obj=ban, purpose=ROOM)
    return ban


@transaction.atomic
def answer_ban(*, actor: User, ban: RoomBan, words: str, ends_at: datetime | None = None) -> RoomBan:
    """Answer an appeal: kept as it is, or a nearer end. Raises Refused for whoever took the decision."""
    ban = _locked(ban)
    policies.answer_ban.check(actor, ban=ban, ends_at=ends_at)
    ban.answer, ban.answered_at, ban.answered_by, ban.ends_at = words, now(), actor.pk, ends_at or ban.ends_at
    ban.save(update_fields=["answer", "answered_at", "answered_by", "ends_at"])
    record(Verb.BAN_ANSWERED, subject=ban.person_id, obj=ban, purpose=ROOM)
    return ban
