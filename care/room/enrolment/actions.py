"""What is done about enrolment: enrol, refuse with an offer, sign the rules, decide with somebody, end."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction

from audit.ledger.actions import record
from centre.access.enums import Compartment, Origin
from centre.access.grants import grant_actor_teams
from centre.shifts.clock import now, service_day

from ..enums import Verb
from ..ground.models import RoomRules
from ..ground.selectors import latest_rules, standing
from . import policies
from .enums import Area, EnrolmentEnd, RefusalReason
from .models import ClinicalDecision, Enrolment, RoomRefusal, RulesSigned
from .selectors import decision_by_uuid, enrolment_by_uuid, enrolment_of, is_minor, refusal_by_uuid

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.person.models import Person

#: How long the room's team keeps its part of a file; each visit begins it anew.
REACH_DAYS = 365
#: And that of somebody who could not be enrolled.
REFUSED_DAYS = 30
ROOM = Compartment.ROOM


@transaction.atomic
def enrol(
    *, actor: User, person: Person, age_check: str, client_uuid: UUID, area: str = Area.UNSAID, first_time: bool = False,
    pregnant: bool = False,
) -> Enrolment:
    """Enrol somebody who is 18 or older and signed the rules as they stand; the same `client_uuid` is one enrolment.

    The room's team takes this part of the file on. Raises Refused, in words that say what to offer, for a minor.
    """
    ground = standing()
    first = enrolment_by_uuid(client_uuid)
    if first is not None:
        return first
    policies.enrol_in_room.check(
        actor, minor=is_minor(actor, person), enrolled=enrolment_of(actor, person) is not None, shut=ground.shut, rules=ground.rules
    )
    grant_actor_teams(actor, person=person, compartment=ROOM, days=REACH_DAYS, origin=Origin.RELATION)
    enrolment = Enrolment(
        person=person, age_check=age_check, area=area, first_time=first_time, pregnant=pregnant, enrolled_at=now(),
        enrolled_by=actor.pk, service_day=service_day(), client_uuid=client_uuid,
    )
    try:
        with transaction.atomic():
            enrolment.save(force_insert=True)
    except IntegrityError:
        running = enrolment_by_uuid(client_uuid) or enrolment_of(actor, person)
        if running is None:
            raise
        return running
    record(Verb.ENROLLED, subject=person, obj=enrolment, purpose=ROOM)
    assert ground.rules is not None  # said by the policy
    _sign(actor, enrolment, ground.rules)
    return enrolment


def _sign(actor: User, enrolment: Enrolment, rules: RoomRules) -> RulesSigned:
    """One signature a version."""
    done, new = RulesSigned.objects.get_or_create(
        enrolment=enrolment, rules=rules, defaults={"person_id": enrolment.person_id, "at": now(), "by": actor.pk}
    )
    if new:
        record(Verb.RULES_SIGNED, subject=enrolment.person_id, obj=enrolment, purpose=ROOM, data={"version": rules.number})
    return done


@transaction.atomic
def sign_rules(*, actor: User, enrolment: Enrolment) -> RulesSigned:
    """Write that the person signed the version that counts now; twice changes nothing."""
    rules = latest_rules()
    policies.sign_rules.check(actor, enrolment=enrolment, rules=rules)
    assert rules is not None  # said by the policy
    return _sign(actor, enrolment, rules)


@transaction.atomic
def refuse_enrolment(
    *, actor: User, person: Person | None, offered: list[str], client_uuid: UUID, reason: str = RefusalReason.MINOR
) -> RoomRefusal:
    """Write that somebody could not be enrolled and what was offered instead; without a file it names nobody."""
    policies.refuse_enrolment.check(actor, offered=offered)
    first = refusal_by_uuid(client_uuid)
    if first is not None:
        return first
    if person is not None:
        grant_actor_teams(actor, person=person, compartment=ROOM, days=REFUSED_DAYS, origin=Origin.RELATION)
    refusal = RoomRefusal(
        person=person, reason=reason, offered=sorted(offered), at=now(), by=actor.pk, service_day=service_day(), client_uuid=client_uuid
    )
    refusal.save(force_insert=True)
    record(Verb.NOT_ENROLLED, subject=person, obj=refusal, purpose=ROOM, data={"reason": reason})
    return refusal


@transaction.atomic
def describe_enrolment(*, actor: User, enrolment: Enrolment, area: str, first_time: bool, pregnant: bool) -> Enrolment:
    """Write what changed since: a pregnancy, a new way of using, where the person stays."""
    policies.keep_enrolment.check(actor, enrolment=enrolment)
    enrolment.area, enrolment.first_time, enrolment.pregnant = area, first_time, pregnant
    enrolment.save(update_fields=["area", "first_time", "pregnant"])
    record(Verb.ENROLLED, subject=enrolment.person_id, obj=enrolment, purpose=ROOM)
    return enrolment


@transaction.atomic
def decide_clinically(
    *, actor: User, enrolment: Enrolment, ground: str, outcome: str, taken_with: str, client_uuid: UUID, words: str = ""
) -> ClinicalDecision:
    """Write what was decided with the person, by whom; a decision against holds for the day and is taken again."""
    policies.keep_enrolment.check(actor, enrolment=enrolment)
    first = decision_by_uuid(client_uuid)
    if first is not None:
        return first
    decision = ClinicalDecision(
        enrolment=enrolment, person_id=enrolment.person_id, ground=ground, outcome=outcome, taken_with=taken_with,
        words=words.strip() or None, at=now(), by=actor.pk, client_uuid=client_uuid,
    )
    decision.save(force_insert=True)
    record(Verb.DECIDED, subject=enrolment.person_id, obj=enrolment, purpose=ROOM)
    return decision


@transaction.atomic
def end_enrolment(*, actor: User, enrolment: Enrolment, reason: str = EnrolmentEnd.ASKED) -> Enrolment:
    """End it now; what was counted stays counted."""
    policies.keep_enrolment.check(actor, enrolment=enrolment)
    enrolment.ended_at, enrolment.ended_by, enrolment.end_reason = now(), actor.pk, reason
    enrolment.save(update_fields=["ended_at", "ended_by", "end_reason"])
    record(Verb.ENDED, subject=enrolment.person_id, obj=enrolment, purpose=ROOM)
    return enrolment
