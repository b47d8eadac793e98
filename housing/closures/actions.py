"""What is done with a closure once it stands: change it, cancel it; and closing a whole room."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from audit.ledger.actions import record
from centre.shifts import clock
from centre.staff.models import User
from housing.beds.actions import close_bed
from housing.beds.enums import BedState
from housing.beds.keeping import keep_closure
from housing.beds.models import Bed, Closure, Room
from housing.beds.policies import backdate_closure
from housing.beds.selectors import closure_within, kept_in, said
from housing.closures import policies
from housing.closures.enums import Verb
from housing.closures.selectors import beds_of, changed_since, closure_to_change


@transaction.atomic
def revise_closure(
    *,
    actor: User,
    closure: Closure,
    start: datetime,
    until: datetime | None,
    reason: str,
    note: str = "",
    why: str,
    known: datetime | None = None,
) -> Closure:
    """Change when and why a bed is closed; what was said before stays in the closure's history.

    `known` is when the form was opened: somebody who changed it since was first. A change of what lies before now
    needs a right of its own. Raises Refused as closing a bed does.
    """
    closure = closure_to_change(actor, closure)
    kept = [said(one) for one in kept_in(actor, closure.bed, start, until)]
    policies.revise_closure.check(
        actor, closure=closure, kept=kept, other=closure_within(closure.bed, start, until, closure),
        changed=changed_since(closure, known),
    )
    before = closure.period
    if _touches_the_past(before.lower, start) or _touches_the_past(before.upper, until):
        backdate_closure.check(actor)
    closure.period, closure.reason, closure.note = DateTimeTZRange(start, until), reason, note
    closure.revised_at, closure.revised_by, closure.why = clock.now(), actor.pk, why
    keep_closure(closure)
    record(Verb.REVISED, obj=closure.bed, data={"closure": closure.pk, "reason": reason, "why": why})
    return closure


@transaction.atomic
def cancel_closure(*, actor: User, closure: Closure, why: str) -> Closure:
    """Cancel a closure as if it had never been; one that has begun changes nights already counted."""
    closure = closure_to_change(actor, closure)
    policies.cancel_closure.check(actor, closure=closure)
    if closure.period.lower < clock.now():
        backdate_closure.check(actor)
    closure.cancelled_at = closure.revised_at = clock.now()
    closure.cancelled_by = closure.revised_by = actor.pk
    closure.period, closure.why = DateTimeTZRange(empty=True), why
    closure.save()
    record(Verb.CANCELLED, obj=closure.bed, data={"closure": closure.pk, "why": why})
    return closure


@transaction.atomic
def close_room(
    *,
    actor: User,
    room: Room,
    reason: str,
    until: datetime | None = None,
    note: str = "",
    start: datetime | None = None,
    client_uuid: UUID | None = None,
) -> list[Closure]:
    """Close every bed of a room that is in service, all or none; a bed closed already keeps its own closure.

    Raises Refused when somebody has one of them, naming each whom the actor may know and counting the others, or when
    another closure stands in the way.
    """
    rows = [row for row in beds_of(actor, room) if start is not None or row.state != BedState.CLOSED]
    again = client_uuid is not None and Closure.objects.filter(client_uuid__in=_forms(client_uuid, room)).exists()
    beds = {bed.pk: bed for bed in Bed.objects.filter(pk__in=[row.id for row in rows]).order_by("pk")}
    kept = [(bed, one) for bed in beds.values() for one in kept_in(actor, bed, start or clock.now(), until)]
    policies.close_room.check(actor, room=room, beds=rows or [again] * again, kept=[] if again else kept)
    given = {"reason": reason, "until": until, "note": note, "start": start}
    made = [
        close_bed(actor=actor, bed=beds[row.id], client_uuid=_form(client_uuid, row.id), **given)  # type: ignore[arg-type]  # mixed values
        for row in rows
    ]
    if made:
        record(Verb.ROOM_CLOSED, obj=room, data={"beds": len(made), "reason": reason})
    return made


def _form(client_uuid: UUID | None, bed: int) -> UUID | None:
    """The number that one form has for one of its beds."""
    return uuid5(client_uuid, str(bed)) if client_uuid else None


def _forms(client_uuid: UUID, room: Room) -> list[UUID]:
    """The numbers that one form may have left in a room."""
    return [uuid5(client_uuid, str(bed)) for bed in room.beds.values_list("pk", flat=True)]


def _touches_the_past(before: datetime | None, after: datetime | None) -> bool:
    """Whether moving one end of a period changes what is true before now."""
    now = clock.now()
    return before != after and any(one is not None and one < now for one in (before, after))
