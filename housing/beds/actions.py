"""What is done to a bed, apart from who sleeps in it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from audit.ledger.actions import record
from centre.shifts import clock
from centre.staff.models import User
from housing.beds import policies
from housing.beds.enums import BedState, Verb
from housing.beds.models import Bed, Closure
from housing.beds.selectors import board_bed, closure_of

KEPT = (BedState.OCCUPIED, BedState.ABSENT, BedState.HELD)


@transaction.atomic
def close_bed(*, actor: User, bed: Bed, reason: str, until: datetime | None = None, note: str = "") -> Closure:
    """Put a bed out of service from now until `until` (further notice when None).

    Raises Refused when somebody has the bed. Idempotent: a bed already closed keeps its first closure.
    """
    row = board_bed(actor, bed.pk)
    policies.close_bed.check(actor, bed=bed, occupied=row.state in KEPT)
    already = closure_of(bed)
    if already is not None:
        return already
    closure = Closure.objects.create(
        bed=bed,
        period=DateTimeTZRange(clock.now(), until),
        reason=reason,
        note=note,
        closed_by=actor.pk,
    )
    record(Verb.CLOSED, obj=bed, data={"reason": reason, "until": until.isoformat() if until else None})
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
