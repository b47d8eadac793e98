"""What is done on a night round: begin, look at a bed, close."""

from __future__ import annotations

from django.db import IntegrityError, transaction

from audit.ledger.actions import record
from centre.shifts import clock
from centre.staff.models import User
from housing.beds.models import Bed
from housing.beds.selectors import board_bed
from housing.nights import policies
from housing.nights.enums import Verb
from housing.nights.models import Look, Round
from housing.nights.selectors import look_at, open_round, rounds_tonight
from housing.stays.enums import StayCompartment
from housing.stays.selectors import stays_for


@transaction.atomic
def open_night_round(*, actor: User) -> Round:
    """Begin the next round of this night; the one under way when a colleague was first, so that both walk the same."""
    policies.walk_round.check(actor)
    under_way = open_round(actor)
    if under_way is not None:
        return under_way
    try:
        with transaction.atomic():
            round = Round.objects.create(
                service_day=clock.service_day(), number=rounds_tonight() + 1, opened_at=clock.now(), opened_by=actor.pk
            )
    except IntegrityError:  # a colleague began it in the same second
        return Round.objects.filter(service_day=clock.service_day()).latest("number")
    record(Verb.OPENED, obj=round, data={"number": round.number})
    return round


@transaction.atomic
def look_at_bed(*, actor: User, round: Round, bed: Bed, seen: str) -> Look:
    """Write what is seen at a bed, and what the system believed; a second tap at the same bed corrects the first.

    Refused when the round is closed, or when the sleeper of the bed is another team's.
    """
    round = Round.objects.select_for_update(no_key=True).get(pk=round.pk)
    row = board_bed(actor, bed.pk)
    hidden = row.state in ("occupied", "absent", "held") and row.stay is None
    policies.look_at_bed.check(actor, round=round, hidden=hidden)
    stay = stays_for(actor).get(pk=row.stay) if row.stay is not None and row.state in ("occupied", "absent") else None
    look = look_at(actor, round, bed.pk) or Look(round=round, bed=bed)
    look.stay, look.person_id = stay, stay.person_id if stay is not None else None
    look.compartment = row.space or StayCompartment.HOUSING
    look.believed, look.seen, look.seen_at, look.seen_by = row.state, seen, clock.now(), actor.pk
    look.save()
    record(Verb.LOOKED, subject=look.person_id, obj=look, data={"seen": seen})
    return look


@transaction.atomic
def close_round(*, actor: User, round: Round) -> Round:
    """Close a round; beds nobody looked at stay open questions. Twice is once."""
    round = Round.objects.select_for_update(no_key=True).get(pk=round.pk)
    policies.close_round.check(actor, round=round)
    if round.closed_at is None:
        round.closed_at, round.closed_by = clock.now(), actor.pk
        round.save()
        record(Verb.CLOSED, obj=round)
    return round
