"""What is done with a stay: give a bed, hold it, move, out and back for a night, extend, end, take a tap back."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from audit.ledger.actions import record
from centre.shifts import clock
from centre.staff.models import User
from housing.beds.models import Bed
from housing.houserules.selectors import terms
from housing.requests.enums import ReturnReason
from housing.requests.models import BedRequest
from housing.requests.selectors import waiting_for
from housing.stays import booking, policies
from housing.stays.booking import GRANT_DAYS as GRANT_DAYS
from housing.stays.booking import KEPT
from housing.stays.enums import ExitReason, ExtensionReason, StayState, Verb
from housing.stays.models import Absence, Extension, Stay
from housing.stays.policies import brings_dog, compartment_of
from housing.stays.selectors import extension_of_form, held_for, person_of, stay_of_form
from intake.person.models import Person


@transaction.atomic
def admit_to_bed(
    *,
    actor: User,
    person: Person,
    bed: Bed,
    planned_end: date | None = None,
    override_reason: str = "",
    with_dog: bool = False,
    together: UUID | None = None,
    request: BedRequest | None = None,
    client_uuid: UUID | None = None,
) -> Stay:
    """Give a bed to a person from now on; the same form twice is one stay.

    Raises BedTaken with who was first and when, Refused when the bed is closed, not clean, or its room is not for
    this person. With `override_reason` a coordinator sets the room's rule aside. Source: DOMAIN 8.1.
    """
    row, bed = booking.lock_bed(actor, bed, person.pk)
    done = stay_of_form(actor, client_uuid)
    if done is not None:
        return done
    held = held_for(actor, person).filter(bed=bed).first()
    asked = request or waiting_for(actor, person, compartment_of(bed))
    together = together or (held.together if held else None)
    about = {"with_dog": with_dog or brings_dog(asked) or bool(held and held.with_dog), "couple": together is not None}
    booking.must_be_free(row, taken=row.state in KEPT and held is None)
    override = booking.check_override(actor, bed, person, override_reason, **about)
    policies.admit_to_bed.check(actor, bed=bed, person=person, state=row.state, override=override, **about)
    booking.clear_the_night(actor, person, keep=held)
    stay = held or Stay(person=person, bed=bed, compartment=compartment_of(bed))
    now = clock.now()
    stay.state, stay.period, stay.began_at = StayState.IN, DateTimeTZRange(now, None), now
    stay.planned_end = planned_end or booking.planned_until(row, now)
    stay.override_reason, stay.client_uuid = override, client_uuid or uuid4()
    stay.with_dog, stay.together = about["with_dog"], together
    booking.serve(actor, stay, asked)
    booking.keep(actor, stay)
    record(Verb.ADMITTED, subject=person, obj=stay, data={"bed": bed.pk})
    if override:
        record(Verb.OVERRIDDEN, subject=person, obj=stay, data={"bed": bed.pk})
    return stay


@transaction.atomic
def hold_bed(
    *, actor: User, person: Person, bed: Bed, with_dog: bool = False, together: UUID | None = None,
    request: BedRequest | None = None, client_uuid: UUID | None = None,
) -> Stay:  # fmt: skip
    """Hold a bed for a person, as long as the rules of the house say; it frees itself afterwards.

    Raises as `admit_to_bed` does.
    """
    row, bed = booking.lock_bed(actor, bed, person.pk)
    done = stay_of_form(actor, client_uuid)
    if done is not None:
        return done
    booking.must_be_free(row, taken=row.state in KEPT)
    asked = request or waiting_for(actor, person, compartment_of(bed))
    with_dog = with_dog or brings_dog(asked)
    policies.hold_bed.check(actor, bed=bed, person=person, state=row.state, with_dog=with_dog, couple=together is not None)
    booking.clear_the_night(actor, person)
    now = clock.now()
    stay = Stay(
        person=person, bed=bed, compartment=compartment_of(bed), state=StayState.HELD, with_dog=with_dog,
        period=DateTimeTZRange(now, now + terms(bed.room_id).hold), began_at=now, together=together,
        client_uuid=client_uuid or uuid4(),
    )  # fmt: skip
    booking.serve(actor, stay, asked)
    booking.keep(actor, stay)
    record(Verb.HELD, subject=person, obj=stay, data={"bed": bed.pk})
    return stay


@transaction.atomic
def extend_hold(*, actor: User, stay: Stay) -> Stay:
    """Hold a bed for as long again, from now. Refused once the hold has ended: somebody else may have the bed."""
    booking.lock_stay(stay)
    policies.extend_hold.check(actor, stay=stay)
    until = clock.now() + terms(stay.bed.room_id).hold
    stay.period = DateTimeTZRange(stay.period.lower, max(until, stay.period.upper))
    booking.save_or_taken(actor, stay)
    record(Verb.HOLD_EXTENDED, subject=stay.person_id, obj=stay, data={"until": until.isoformat()})
    return stay


@transaction.atomic
def release_hold(*, actor: User, stay: Stay) -> Stay:
    """Give a held bed back before its time; the request waits again."""
    booking.lock_stay(stay)
    policies.release_hold.check(actor, stay=stay)
    booking.wait_again(actor, stay, ReturnReason.STILL_NEEDS)
    record(Verb.RELEASED, subject=stay.person_id, obj=stay)
    return booking.release(actor, stay)


@transaction.atomic
def move_bed(*, actor: User, stay: Stay, bed: Bed, override_reason: str = "") -> Stay:
    """Move a stay to another bed and return its new row; nights before belong to the old bed, nights after to the new.

    Into or out of a walled space one stay ends and another begins: neither side tells that there is the other.
    """
    row, bed = booking.lock_bed(actor, bed, stay.person_id)
    booking.lock_stay(stay)
    person = person_of(actor, stay)
    override = booking.check_override(actor, bed, person, override_reason, with_dog=stay.with_dog)
    policies.move_bed.check(actor, stay=stay, person=person, bed=bed, state=row.state, override=override)
    booking.must_be_free(row, taken=row.state in KEPT)
    now, apart = clock.now(), compartment_of(bed) != stay.compartment
    booking.close(actor, stay, StayState.OUT if apart else StayState.MOVED, now)
    if apart:
        stay.exit_reason, stay.end_recorded_at = ExitReason.OTHER, now
    stay.save()
    stay.absences.filter(back_at__isnull=True).update(back_at=now)
    moved = Stay(
        person_id=stay.person_id, bed=bed, compartment=compartment_of(bed), state=StayState.IN,
        period=DateTimeTZRange(now, None), began_at=stay.began_at, planned_end=stay.planned_end, override_reason=override,
        moved_from=stay, with_dog=stay.with_dog, together=stay.together, ethos_before=stay.ethos_before,
        request_id=stay.request_id,
    )  # fmt: skip
    if apart:
        moved.began_at, moved.moved_from, moved.together, moved.request_id = now, None, None, None
    booking.keep(actor, moved)
    record(Verb.MOVED, subject=stay.person_id, obj=moved, data={"from": stay.bed_id, "to": bed.pk})
    if override:
        record(Verb.OVERRIDDEN, subject=stay.person_id, obj=moved, data={"bed": bed.pk})
    return moved


@transaction.atomic
def mark_absent(*, actor: User, stay: Stay) -> Stay:
    """The person sleeps elsewhere tonight; the bed is kept for some hours, then frees itself. Source: DOMAIN 8.1."""
    booking.lock_stay(stay)
    policies.mark_absent.check(actor, stay=stay)
    now = clock.now()
    stay.state = StayState.ABSENT
    stay.period = DateTimeTZRange(stay.period.lower, now + terms(stay.bed.room_id).keep)
    stay.save()
    Absence.objects.create(stay=stay, left_at=now, recorded_by=actor.pk)
    record(Verb.LEFT, subject=stay.person_id, obj=stay)
    return stay


@transaction.atomic
def keep_longer(*, actor: User, stay: Stay) -> Stay:
    """Keep the bed of somebody out for as long again, from now. Refused once it freed itself."""
    booking.lock_stay(stay)
    policies.keep_longer.check(actor, stay=stay)
    until = clock.now() + terms(stay.bed.room_id).keep
    stay.period = DateTimeTZRange(stay.period.lower, max(until, stay.period.upper))
    booking.save_or_taken(actor, stay)
    record(Verb.KEEP_EXTENDED, subject=stay.person_id, obj=stay, data={"until": until.isoformat()})
    return stay


@transaction.atomic
def mark_returned(*, actor: User, stay: Stay) -> Stay:
    """The person is back in the bed kept for them. Raises BedTaken when it was given to somebody else meanwhile."""
    row, _bed = booking.lock_bed(actor, stay.bed, stay.person_id)
    booking.lock_stay(stay)
    policies.mark_returned.check(actor, stay=stay)
    lapsed = stay.period.upper is not None and stay.period.upper <= clock.now()
    booking.must_be_free(row, taken=lapsed and row.state in KEPT)
    stay.state, stay.period = StayState.IN, DateTimeTZRange(stay.period.lower, None)
    booking.save_or_taken(actor, stay)
    stay.absences.filter(back_at__isnull=True).update(back_at=clock.now())
    record(Verb.RETURNED, subject=stay.person_id, obj=stay)
    return stay


@transaction.atomic
def extend_stay(
    *, actor: User, stay: Stay, planned_end: date, reason: str = ExtensionReason.OTHER, words: str = "",
    client_uuid: UUID | None = None,
) -> Stay:  # fmt: skip
    """Give a stay under way another planned end, with why; the same form twice is one extension. Source: DOMAIN 5, 8.1."""
    booking.lock_stay(stay)
    if extension_of_form(client_uuid) is not None:
        return stay
    policies.extend_stay.check(actor, stay=stay, planned_end=planned_end)
    before, stay.planned_end = stay.planned_end, planned_end
    stay.save()
    extension = Extension.objects.create(
        stay=stay, before=before, until=planned_end, reason=reason, words=words.strip() or None,
        beyond=planned_end > policies.longest_until(stay), given_by=actor.pk, given_at=clock.now(),
        client_uuid=client_uuid or uuid4(),
    )  # fmt: skip
    data = {"from": before.isoformat() if before else None, "to": planned_end.isoformat(), "reason": reason}
    record(Verb.EXTENDED, subject=stay.person_id, obj=extension, data=data)
    return stay


@transaction.atomic
def end_stay(
    *, actor: User, stay: Stay, reason: str, destination: str = "", ethos: str = "", ethos_before: str = ""
) -> Stay:
    """End a stay now with its reason and, if known, where the person goes. The bed is then to be cleaned."""
    booking.lock_stay(stay)
    policies.end_stay.check(actor, stay=stay)
    now = clock.now()
    booking.close(actor, stay, StayState.OUT, now)
    stay.exit_reason, stay.exit_destination, stay.exit_ethos = reason, destination, ethos
    stay.ethos_before, stay.end_recorded_at = ethos_before or stay.ethos_before, now
    stay.save()
    record(Verb.ENDED, subject=stay.person_id, obj=stay, data={"reason": reason})
    return stay


@transaction.atomic
def describe_stay(*, actor: User, stay: Stay, ethos_before: str, with_dog: bool) -> Stay:
    """Write down where the person slept before, and whether a dog is with them."""
    booking.lock_stay(stay)
    policies.describe_stay.check(actor, stay=stay, with_dog=with_dog)
    stay.ethos_before, stay.with_dog = ethos_before, with_dog
    stay.save()
    record(Verb.DESCRIBED, subject=stay.person_id, obj=stay)
    return stay


@transaction.atomic
def undo_admission(*, actor: User, stay: Stay) -> Stay:
    """Take a mistaken admission back within two minutes, by the worker who made it; no night is counted."""
    booking.lock_stay(stay)
    policies.undo_admission.check(actor, stay=stay)
    booking.wait_again(actor, stay, ReturnReason.TAKEN_BACK)
    record(Verb.UNDONE, subject=stay.person_id, obj=stay)
    return booking.release(actor, stay)
