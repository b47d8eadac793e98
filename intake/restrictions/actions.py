"""What is done about a limit: propose, decide, review, lift, appeal, answer. No passage ever asks here."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction

from audit.ledger.actions import record
from centre.access.enums import Compartment, Origin
from centre.access.grants import grant_role_teams
from centre.shifts.clock import now
from centre.staff.roles import Role

from . import policies
from .enums import Answer, State, Verb
from .models import Restriction, RestrictionAppeal, RestrictionReason
from .selectors import appeal_by_uuid, restriction_by_uuid

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.desk.models import Service
    from intake.person.models import Person
    from intake.spaces.models import Space

#: How long the coordination finds the person after the restriction has ended.
KNOWN_AFTER_DAYS = 30


@transaction.atomic
def propose_restriction(
    *, actor: User, person: Person, space: Space | None, service: Service | None, reason: str,
    ends_at: datetime | None, review_on: date | None, client_uuid: UUID,
) -> Restriction:
    """Propose to limit one space or one service and return it; it limits nothing until somebody else decides.

    The reason is sealed. Raises Refused, in words, without an end, without a scope, for what is never restricted.
    """
    policies.propose_restriction.check(
        actor, person=person, space=space, service=service, ends_at=ends_at, review_on=review_on
    )
    assert ends_at is not None  # said by the policy, as the next
    assert review_on is not None
    restriction = Restriction(
        person=person, compartment=(space.compartment if space else "") or Compartment.DESK, space=space,
        service=service, starts_at=now(), ends_at=ends_at, review_on=review_on, proposed_at=now(),
        proposed_by=actor.pk, client_uuid=client_uuid,
    )
    try:
        with transaction.atomic():
            restriction.save(force_insert=True)
    except IntegrityError:
        first = restriction_by_uuid(client_uuid)
        if first is None:
            raise
        return first
    RestrictionReason(
        restriction=restriction, person=person, compartment=restriction.compartment, text=reason, by=actor.pk, at=now()
    ).save(force_insert=True)
    if restriction.compartment == Compartment.DESK:
        days = (ends_at - now()).days + KNOWN_AFTER_DAYS
        grant_role_teams(Role.COORDINATOR, person=person, compartment=Compartment.DESK, days=days, origin=Origin.RELATION)
    record(Verb.PROPOSED, subject=person, obj=restriction)
    return restriction


@transaction.atomic
def decide_restriction(*, actor: User, restriction: Restriction, agreed: bool) -> Restriction:
    """Decide a proposal: in force from now until its end, or refused. Raises Refused for whoever proposed it."""
    policies.decide_restriction.check(actor, restriction=restriction)
    restriction.state = State.IN_FORCE if agreed else State.REFUSED
    restriction.decided_at, restriction.decided_by = now(), actor.pk
    restriction.starts_at = now()
    restriction.save(update_fields=["state", "decided_at", "decided_by", "starts_at"])
    record(Verb.DECIDED if agreed else Verb.REFUSED, subject=restriction.person_id, obj=restriction)
    return restriction


@transaction.atomic
def review_restriction(
    *, actor: User, restriction: Restriction, ends_at: datetime | None = None, next_on: date | None = None
) -> Restriction:
    """Look at it again: it stays, or ends earlier. Raises Refused for a later end."""
    policies.review_restriction.check(actor, restriction=restriction, ends_at=ends_at)
    restriction.reviewed_at, restriction.reviewed_by = now(), actor.pk
    restriction.ends_at = ends_at or restriction.ends_at
    restriction.review_on = next_on or restriction.review_on
    restriction.save(update_fields=["reviewed_at", "reviewed_by", "ends_at", "review_on"])
    record(Verb.REVIEWED, subject=restriction.person_id, obj=restriction)
    return restriction


@transaction.atomic
def lift_restriction(*, actor: User, restriction: Restriction) -> Restriction:
    """End it now."""
    policies.lift_restriction.check(actor, restriction=restriction)
    return _lift(actor, restriction)


def _lift(actor: User, restriction: Restriction) -> Restriction:
    """Mark a restriction as lifted by this coordinator."""
    restriction.state, restriction.lifted_at, restriction.lifted_by = State.LIFTED, now(), actor.pk
    restriction.save(update_fields=["state", "lifted_at", "lifted_by"])
    record(Verb.LIFTED, subject=restriction.person_id, obj=restriction)
    return restriction


@transaction.atomic
def record_appeal(*, actor: User, restriction: Restriction, words: str, client_uuid: UUID) -> RestrictionAppeal:
    """Write down what the person says against it, sealed; the same `client_uuid` again returns the first."""
    policies.record_appeal.check(actor, restriction=restriction)
    appeal = RestrictionAppeal(
        restriction=restriction, person_id=restriction.person_id, compartment=restriction.compartment, words=words,
        by=actor.pk, at=now(), client_uuid=client_uuid,
    )
    try:
        with transaction.atomic():
            appeal.save(force_insert=True)
    except IntegrityError:
        first = appeal_by_uuid(client_uuid)
        if first is None:
            raise
        return first
    record(Verb.APPEALED, subject=restriction.person_id, obj=restriction)
    return appeal


@transaction.atomic
def answer_appeal(
    *, actor: User, appeal: RestrictionAppeal, answer: str, because: str, ends_at: datetime | None = None
) -> RestrictionAppeal:
    """Answer an appeal: kept, made shorter or lifted. Raises Refused for whoever took the decision."""
    policies.answer_appeal.check(actor, appeal=appeal, ends_at=ends_at)
    appeal.answer, appeal.because = answer, because
    appeal.answered_by, appeal.answered_at = actor.pk, now()
    appeal.save(update_fields=["answer", "because", "answered_by", "answered_at"])
    restriction = appeal.restriction
    if answer == Answer.SHORTENED and ends_at is not None:
        restriction.ends_at = ends_at
        restriction.save(update_fields=["ends_at"])
    elif answer == Answer.LIFTED and restriction.state == State.IN_FORCE:
        _lift(actor, restriction)
    record(Verb.ANSWERED, subject=appeal.person_id, obj=restriction, data={"answer": answer})
    return appeal
