"""What is written about a stay after it happened. What happened when, and what was written when, are kept apart."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import F

from audit.ledger.actions import record
from centre.shifts import clock
from centre.staff.models import User
from housing.beds.models import Bed
from housing.corrections import policies
from housing.corrections.selectors import counted_from, was_closed
from housing.houserules.selectors import terms
from housing.stays import booking
from housing.stays import policies as stays
from housing.stays.enums import StayState, Verb
from housing.stays.models import Stay
from housing.stays.selectors import person_of, stay_of_form
from intake.person.models import Person


@transaction.atomic
def admit_late(
    *, actor: User, person: Person, bed: Bed, began_at: datetime, late: str, ended_at: datetime | None = None,
    reason: str = "", destination: str = "", ethos: str = "", ethos_before: str = "", with_dog: bool = False,
    override_reason: str = "", client_uuid: UUID | None = None,
) -> Stay:  # fmt: skip
    """Write a stay that began earlier, and has ended or not; the same form twice is one stay.

    Raises BedTaken with who was first when it overlaps another stay of the bed or the person, Refused when the hours
    cannot be or the room is not for this person. Nights of a closed quarter count in the next open one.
    """
    row, bed = booking.lock_bed(actor, bed, person.pk)
    done = stay_of_form(actor, client_uuid)
    if done is not None:
        return done
    closed = was_closed(bed, began_at, ended_at or clock.now())
    policies.backdate_stay.check(actor, bed=bed, began_at=began_at, ended_at=ended_at, closed=closed)
    override = booking.check_override(actor, bed, person, override_reason, with_dog=with_dog)
    stays.admit_to_bed.check(actor, bed=bed, person=person, state="free", override=override, with_dog=with_dog)
    if ended_at is None:
        booking.must_be_free(row, taken=row.state in booking.KEPT)
        booking.clear_the_night(actor, person)
    stay = Stay(
        person=person, bed=bed, compartment=stays.compartment_of(bed), state=StayState.IN, period=DateTimeTZRange(began_at, None),
        began_at=began_at, given_late=late, ethos_before=ethos_before, with_dog=with_dog, override_reason=override,
        planned_end=clock.service_day(began_at) + timedelta(days=terms(bed.room_id).longest_days),
        counted_from=counted_from(clock.service_day(began_at)), client_uuid=client_uuid or uuid4(),
    )  # fmt: skip
    if ended_at is not None:
        stay.state, stay.period = StayState.OUT, DateTimeTZRange(began_at, ended_at)
        _told_end(actor, stay, ended_at, late, reason, destination, ethos)
    booking.keep(actor, stay)
    record(Verb.ADMITTED_LATE, subject=person, obj=stay, data={"bed": bed.pk, "began": began_at.isoformat(), "late": late})
    if override:
        record(Verb.OVERRIDDEN, subject=person, obj=stay, data={"bed": bed.pk})
    return stay


@transaction.atomic
def end_late(
    *, actor: User, stay: Stay, ended_at: datetime, late: str, reason: str, destination: str = "", ethos: str = "",
    ethos_before: str = "",
) -> Stay:  # fmt: skip
    """Write that a stay ended earlier; nights after it are no bed-nights any more, save in quarters that are closed."""
    booking.lock_stay(stay)
    policies.backdate_end.check(actor, stay=stay, ended_at=ended_at)
    stay.counted_from = counted_from(clock.service_day(ended_at)) or stay.counted_from
    stay.ethos_before = ethos_before or stay.ethos_before
    booking.close(actor, stay, StayState.OUT, ended_at)
    _told_end(actor, stay, ended_at, late, reason, destination, ethos)
    stay.save()
    stay.absences.filter(back_at__isnull=True, left_at__gt=ended_at).update(back_at=F("left_at"))
    record(Verb.ENDED_LATE, subject=stay.person_id, obj=stay, data={"ended": ended_at.isoformat(), "late": late, "reason": reason})
    return stay


@transaction.atomic
def undo_end(*, actor: User, stay: Stay) -> Stay:
    """Take an end back that was a mistake, if the bed is still free. Raises BedTaken when somebody has the bed or the night."""
    row, _bed = booking.lock_bed(actor, stay.bed, stay.person_id)
    booking.lock_stay(stay)
    stays.reopen_stay.check(actor, stay=stay, closed=row.state == "closed")
    booking.must_be_free(row, taken=row.state in booking.KEPT)
    person = person_of(actor, stay)
    if person is not None:
        booking.clear_the_night(actor, person)
    ended = stay.ended_at
    stay.state, stay.period = StayState.IN, DateTimeTZRange(stay.period.lower, None)
    stay.ended_at = stay.ended_by = stay.end_recorded_at = None
    stay.exit_reason = stay.exit_destination = stay.exit_ethos = stay.ended_late = ""
    booking.let_know(actor, stay)
    booking.save_or_taken(actor, stay)
    stay.absences.filter(back_at__isnull=True).update(back_at=ended)
    record(Verb.REOPENED, subject=stay.person_id, obj=stay, data={"ended": ended.isoformat() if ended else None})
    return stay


def _told_end(actor: User, stay: Stay, at: datetime, late: str, reason: str, destination: str, ethos: str) -> None:
    """What is known of an end, and when it was written."""
    stay.ended_at, stay.ended_by, stay.end_recorded_at, stay.ended_late = at, actor.pk, clock.now(), late
    stay.exit_reason, stay.exit_destination, stay.exit_ethos = reason, destination, ethos
