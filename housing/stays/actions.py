"""What is done with a stay: give a bed, hold it, move, out and back for a night, extend, end, take a tap back."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import product
from uuid import UUID, uuid4

from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.ledger.actions import record
from centre.access.enums import Compartment, Origin
from centre.access.grants import grant_actor_teams, grant_role_teams, shorten_grants
from centre.shifts import clock
from centre.staff.models import User
from centre.staff.roles import Role
from housing.beds.models import Bed
from housing.beds.selectors import BoardBed, board_bed, known_bed
from housing.stays import policies
from housing.stays.enums import ExitReason, StayState, Verb
from housing.stays.models import Absence, Stay
from housing.stays.policies import BedTaken, compartment_of
from housing.stays.selectors import current_stay, giver_name, held_for, lapsed_stays, person_of, stay_of_form
from intake.person.models import Person

#: How long a bed is held, and kept for somebody who is out. Source: UX 7.2, DOMAIN 8.1.
HOLD = timedelta(hours=2)
#: Days a team keeps the housing part of the file after it last had to do with it.
GRANT_DAYS = 90
KEPT = ("occupied", "absent", "held")
#: Beside the actor's own teams: the roles whose teams look after whoever has a bed.
HOUSING_ROLES = (Role.DESK, Role.SOCIAL, Role.COORDINATOR)


@transaction.atomic
def admit_to_bed(
    *,
    actor: User,
    person: Person,
    bed: Bed,
    planned_end: date | None = None,
    override_reason: str = "",
    client_uuid: UUID | None = None,
) -> Stay:
    """Give a bed to a person from now on; the same form twice is one stay.

    Raises BedTaken with who was first and when, Refused when the bed is closed, not clean, or its room is not for
    this person. With `override_reason` a coordinator sets the room's rule aside. Source: DOMAIN 8.1.
    """
    row, bed = _lock(actor, bed, person.pk)
    done = stay_of_form(actor, client_uuid)
    if done is not None:
        return done
    override = _check_override(actor, bed, person, override_reason)
    held = held_for(actor, person).filter(bed=bed).first()
    _must_be_free(row, taken=row.state in KEPT and held is None)
    policies.admit_to_bed.check(actor, bed=bed, person=person, state=row.state, override=override)
    _clear_the_night(actor, person, keep=held)
    stay = held or Stay(person=person, bed=bed, compartment=compartment_of(bed))
    now = clock.now()
    stay.state, stay.period, stay.began_at = StayState.IN, DateTimeTZRange(now, None), now
    stay.planned_end = planned_end or clock.service_day(now) + policies.longest_stay()
    stay.override_reason, stay.client_uuid = override, client_uuid or uuid4()
    _keep(actor, stay)
    record(Verb.ADMITTED, subject=person, obj=stay, data={"bed": bed.pk})
    if override:
        record(Verb.OVERRIDDEN, subject=person, obj=stay, data={"bed": bed.pk})
    return stay


@transaction.atomic
def hold_bed(*, actor: User, person: Person, bed: Bed, client_uuid: UUID | None = None) -> Stay:
    """Hold a bed two hours for a person; it frees itself afterwards. Raises as `admit_to_bed` does."""
    row, bed = _lock(actor, bed, person.pk)
    done = stay_of_form(actor, client_uuid)
    if done is not None:
        return done
    _must_be_free(row, taken=row.state in KEPT)
    policies.hold_bed.check(actor, bed=bed, person=person, state=row.state)
    _clear_the_night(actor, person)
    now = clock.now()
    stay = Stay(
        person=person,
        bed=bed,
        compartment=compartment_of(bed),
        state=StayState.HELD,
        period=DateTimeTZRange(now, now + HOLD),
        began_at=now,
        client_uuid=client_uuid or uuid4(),
    )
    _keep(actor, stay)
    record(Verb.HELD, subject=person, obj=stay, data={"bed": bed.pk})
    return stay


@transaction.atomic
def release_hold(*, actor: User, stay: Stay) -> Stay:
    """Give a held bed back before its time."""
    policies.release_hold.check(actor, stay=stay)
    return _release(actor, stay)


@transaction.atomic
def move_bed(*, actor: User, stay: Stay, bed: Bed, override_reason: str = "") -> Stay:
    """Move a stay to another bed and return its new row; nights before belong to the old bed, nights after to the new."""
    row, bed = _lock(actor, bed, stay.person_id)
    stay = Stay.objects.select_for_update(of=("self",), no_key=True).get(pk=stay.pk)
    person = person_of(actor, stay)
    override = _check_override(actor, bed, person, override_reason)
    policies.move_bed.check(actor, stay=stay, person=person, bed=bed, state=row.state, override=override)
    _must_be_free(row, taken=row.state in KEPT)
    now = clock.now()
    _close(actor, stay, StayState.MOVED, now)
    stay.save()
    moved = Stay(
        person_id=stay.person_id,
        bed=bed,
        compartment=compartment_of(bed),
        state=StayState.IN,
        period=DateTimeTZRange(now, None),
        began_at=stay.began_at,
        planned_end=stay.planned_end,
        override_reason=override,
        moved_from=stay,
    )
    _keep(actor, moved)
    record(Verb.MOVED, subject=stay.person_id, obj=moved, data={"from": stay.bed_id, "to": bed.pk})
    return moved


@transaction.atomic
def mark_absent(*, actor: User, stay: Stay) -> Stay:
    """The person sleeps elsewhere tonight; the bed is kept for some hours, then frees itself. Source: DOMAIN 8.1."""
    policies.mark_absent.check(actor, stay=stay)
    now = clock.now()
    stay.state = StayState.ABSENT
    stay.period = DateTimeTZRange(stay.period.lower, now + timedelta(hours=policies.keep_hours()))
    stay.save()
    Absence.objects.create(stay=stay, left_at=now, recorded_by=actor.pk)
    record(Verb.LEFT, subject=stay.person_id, obj=stay)
    return stay


@transaction.atomic
def mark_returned(*, actor: User, stay: Stay) -> Stay:
    """The person is back in the bed kept for them. Raises BedTaken when it was given to somebody else meanwhile."""
    row, _bed = _lock(actor, stay.bed, stay.person_id)
    policies.mark_returned.check(actor, stay=stay)
    lapsed = stay.period.upper is not None and stay.period.upper <= clock.now()
    _must_be_free(row, taken=lapsed and row.state in KEPT)
    stay.state, stay.period = StayState.IN, DateTimeTZRange(stay.period.lower, None)
    _save_or_taken(actor, stay)
    stay.absences.filter(back_at__isnull=True).update(back_at=clock.now())
    record(Verb.RETURNED, subject=stay.person_id, obj=stay)
    return stay


@transaction.atomic
def extend_stay(*, actor: User, stay: Stay, planned_end: date) -> Stay:
    """Give a stay under way another planned end; who did it and when stays in the ledger."""
    policies.extend_stay.check(actor, stay=stay)
    before, stay.planned_end = stay.planned_end, planned_end
    stay.save()
    data = {"from": before.isoformat() if before else None, "to": planned_end.isoformat()}
    record(Verb.EXTENDED, subject=stay.person_id, obj=stay, data=data)
    return stay


@transaction.atomic
def end_stay(*, actor: User, stay: Stay, reason: str, destination: str = "", ethos: str = "") -> Stay:
    """End a stay now with its reason and, if known, where the person goes. The bed is then to be cleaned."""
    policies.end_stay.check(actor, stay=stay)
    _close(actor, stay, StayState.OUT, clock.now())
    stay.exit_reason, stay.exit_destination, stay.exit_ethos = reason, destination, ethos
    stay.save()
    record(Verb.ENDED, subject=stay.person_id, obj=stay, data={"reason": reason})
    return stay


@transaction.atomic
def undo_admission(*, actor: User, stay: Stay) -> Stay:
    """Take a mistaken admission back within two minutes, by the worker who made it; no night is counted."""
    policies.undo_admission.check(actor, stay=stay)
    now = clock.now()
    stay.state, stay.ended_at, stay.ended_by = StayState.CANCELLED, now, actor.pk
    stay.period = DateTimeTZRange(stay.period.lower, now)
    stay.save()
    record(Verb.UNDONE, subject=stay.person_id, obj=stay)
    return stay


def _lock(actor: User, bed: Bed, person: UUID | None) -> tuple[BoardBed, Bed]:
    """Make bookings of this bed, and of this person, wait for each other; then read what is true."""
    bed = known_bed(actor, bed.pk)
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"stay of {person}"])
    return board_bed(actor, bed.pk), bed


def _must_be_free(row: BoardBed, *, taken: bool) -> None:
    """Raise BedTaken when somebody was first."""
    if taken:
        raise _taken(row)


def _taken(row: BoardBed) -> BedTaken:
    """Who has the bed since when, said with the names of colleagues only."""
    name = giver_name(row.given_by)
    if not name or row.since is None:
        return BedTaken(_("This bed has just been taken."), row.given_by, row.since)
    since = clock.local(row.since)
    hour = date_format(since, "H:i:s" if since.date() == clock.local().date() else "j/n H:i")
    if row.state == "held":
        words = _("%(name)s was first: bed %(bed)s is held since %(hour)s.")
    else:
        words = _("%(name)s was first: bed %(bed)s is taken since %(hour)s.")
    return BedTaken(words % {"name": name, "bed": row.label, "hour": hour}, row.given_by, row.since)


def _check_override(actor: User, bed: Bed, person: Person | None, reason: str) -> str:
    """The reason for setting the room's rule aside, "" when no rule stands in the way."""
    if not reason or policies.room_rule(bed, person) is None:
        return ""
    policies.override_room_rule.check(actor, reason=reason)
    return reason.strip()


def _clear_the_night(actor: User, person: Person, keep: Stay | None = None) -> None:
    """Close what time has ended, give back other beds held; raise BedTaken when the person already sleeps here."""
    for stay in lapsed_stays(actor, person):
        _close(actor, stay, StayState.OUT, stay.period.upper or clock.now())
        stay.exit_reason = ExitReason.NOT_BACK
        stay.save()
        record(Verb.ENDED, subject=person, obj=stay, data={"reason": ExitReason.NOT_BACK})
    for hold in held_for(actor, person):
        if keep is None or hold.pk != keep.pk:
            _release(actor, hold)
    now = current_stay(actor, person)
    if now is not None and (keep is None or now.pk != keep.pk):
        words = _("%(person)s already has bed %(bed)s.") % {"person": person, "bed": now.bed}
        raise BedTaken(words, now.given_by, now.given_at)


def _release(actor: User, stay: Stay) -> Stay:
    now = clock.now()
    stay.state, stay.ended_at, stay.ended_by = StayState.CANCELLED, now, actor.pk
    stay.period = DateTimeTZRange(stay.period.lower, now)
    stay.save()
    record(Verb.RELEASED, subject=stay.person_id, obj=stay)
    return stay


def _close(actor: User, stay: Stay, state: str, at: datetime) -> None:
    """Set a stay's end, and the end of its teams' sight of it unless it goes on in another bed; the caller saves it."""
    stay.state, stay.ended_at, stay.ended_by = state, at, actor.pk
    stay.period = DateTimeTZRange(stay.period.lower, max(at, stay.period.lower or at))
    if state == StayState.OUT and stay.compartment == Compartment.HOUSING:
        shorten_grants(person=stay.person_id, compartment=stay.compartment, days=policies.days_after_stay())


def _keep(actor: User, stay: Stay) -> None:
    """Let the teams that look after the person know of the stay, then write it down."""
    person, compartment = stay.person_id, stay.compartment
    grant_actor_teams(actor, person=person, compartment=compartment, days=GRANT_DAYS, origin=Origin.RELATION)
    if compartment == Compartment.HOUSING:
        for role, held in product(HOUSING_ROLES, (Compartment.DESK, Compartment.HOUSING)):
            grant_role_teams(role, person=person, compartment=held, days=GRANT_DAYS, origin=Origin.RELATION)
    stay.given_by, stay.given_at = actor.pk, clock.now()
    _save_or_taken(actor, stay)


def _save_or_taken(actor: User, stay: Stay) -> None:
    """Save; when the database forbids a double, say it in words. The constraint has the last word. Source: UX 7.2."""
    try:
        with transaction.atomic():
            stay.save()
    except IntegrityError as error:
        if "stay_once_per_bed" in str(error):
            raise _taken(board_bed(actor, stay.bed_id)) from error
        raise BedTaken(_("This bed cannot be given to this person now. Ask the coordinator.")) from error
