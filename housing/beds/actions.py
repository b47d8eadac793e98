"""What is done to a bed, apart from who sleeps in it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from audit.ledger.actions import record
from centre.shifts import clock
from centre.staff.models import User
from housing.beds import policies
from housing.beds.enums import BedState, Verb
from housing.beds.keeping import keep_closure
from housing.beds.models import Bed, Closure
from housing.beds.selectors import board_bed, closure_of, closure_within, kept_in, known_bed, said

KEPT = (BedState.OCCUPIED, BedState.ABSENT, BedState.HELD)


@transaction.atomic
def close_bed(
    *,
    actor: User,
    bed: Bed,
    reason: str,
    until: datetime | None = None,
    note: str = "",
    start: datetime | None = None,
    client_uuid: UUID | None = None,
) -> Closure:
    """Put a bed out of service from `start` (now when None) until `until` (further notice when None).

    Raises Refused when somebody has the bed in that period, or another closure stands in the way; a start before now
    needs a right of its own. Idempotent: a bed already closed keeps its first closure, the same form makes one.
    """
    bed = known_bed(actor, bed.pk)
    already = Closure.objects.filter(client_uuid=client_uuid).first() if client_uuid else None
    now = clock.now()
    if start is not None and start < now:
        policies.backdate_closure.check(actor)
    begin = start or now
    kept = [said(one) for one in kept_in(actor, bed, begin, until)]
    already = already or (closure_of(bed) if start is None else None)
    other = None if already else closure_within(bed, begin, until)
    occupied = start is None and board_bed(actor, bed.pk).state in KEPT
    policies.close_bed.check(actor, bed=bed, occupied=occupied, kept=kept, other=other)
    if already is not None:
        return already
    closure = Closure(
        bed=bed, period=DateTimeTZRange(begin, until), reason=reason, note=note, recorded_at=now, closed_by=actor.pk,
        client_uuid=client_uuid,
    )
    keep_closure(closure)
    record(Verb.CLOSED, obj=bed, data={"reason": reason, "from": begin.isoformat(), "until": until.isoformat() if until else None})
    return closure


@transaction.atomic
def reopen_bed(*, actor: User, bed: Bed) -> Bed:
    """Put a closed bed back in service now; the closure keeps its start and ends here."""
    closure = closure_of(bed)
    policies.reopen_bed.check(actor, bed=bed, closed=closure is not None)
    assert closure is not None  # the rule has refused otherwise
    now = clock.now()
    closure.period = DateTimeTZRange(closure.period.lower, now)
    closure.reopened_at, closure.reopened_by = now, actor.pk
    closure.save()
    record(Verb.REOPENED, obj=bed)
    return bed


@transaction.atomic
def mark_cleaned(*, actor: User, bed: Bed) -> Bed:
    """Note that a bed is clean and ready as of now."""
    policies.mark_cleaned.check(actor, bed=bed)
    bed.cleaned_at, bed.cleaned_by = clock.now(), actor.pk
    bed.save()
    record(Verb.CLEANED, obj=bed)
    return bed


@transaction.atomic
def ask_cleaning(*, actor: User, bed: Bed, reason: str) -> Bed:
    """Note that a bed has to be cleaned, and why; a bed in which somebody sleeps is to be cleaned when they leave."""
    row = board_bed(actor, bed.pk)
    policies.ask_cleaning.check(actor, bed=bed, state="clean" if row.to_clean_reason else row.state)
    bed.to_clean_at, bed.to_clean_by, bed.to_clean_reason = clock.now(), actor.pk, reason
    bed.save()
    record(Verb.TO_CLEAN, obj=bed, data={"reason": reason})
    return bed
