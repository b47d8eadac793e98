"""How a stay is written so that nobody is in two beds and no bed is given twice: what every act on a stay is made of."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import product
from typing import Any
from uuid import UUID

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
from housing.houserules.selectors import terms
from housing.requests.actions import return_to_list, serve_request
from housing.requests.enums import RequestState
from housing.requests.models import BedRequest
from housing.stays import policies
from housing.stays.enums import ExitReason, StayState, Verb
from housing.stays.models import Stay
from housing.stays.policies import BedTaken
from housing.stays.selectors import current_stay, giver_name, holds_of, lapsed_stays, overlapping
from intake.person.models import Person

#: Days a team keeps the housing part of the file after it last had to do with it.
GRANT_DAYS = 90
KEPT = ("occupied", "absent", "held")
#: Beside the actor's own teams: the roles whose teams look after whoever has a bed.
HOUSING_ROLES = (Role.DESK, Role.SOCIAL, Role.COORDINATOR)


def lock_bed(actor: User, bed: Bed, person: UUID | None) -> tuple[BoardBed, Bed]:
    """Make bookings of this bed, and of this person, wait for each other; then read what is true."""
    bed = known_bed(actor, bed.pk)
    lock_person(person)
    return board_bed(actor, bed.pk), bed


def lock_person(person: UUID | None) -> None:
    """Make bookings of this person wait for each other until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"stay of {person}"])


def lock_stay(stay: Stay) -> Stay:
    """Read a stay again, nobody else changing it until the transaction ends: an end and a move wait for each other."""
    fresh = Stay.objects.select_related("bed__room", "person").select_for_update(of=("self",), no_key=True)
    stay.refresh_from_db(from_queryset=fresh)
    return stay


def must_be_free(row: BoardBed, *, taken: bool) -> None:
    """Raise BedTaken when somebody was first."""
    if taken:
        raise taken_by(row)


def taken_by(row: BoardBed) -> BedTaken:
    """Who has the bed since when, said with the names of colleagues only."""
    name = giver_name(row.given_by)
    if not name or row.since is None:
        return BedTaken(_("This bed has just been taken."), row.given_by, row.since)
    if row.state == "held":
        words = _("%(name)s was first: bed %(bed)s is held since %(hour)s.")
    else:
        words = _("%(name)s was first: bed %(bed)s is taken since %(hour)s.")
    return BedTaken(words % {"name": name, "bed": row.label, "hour": hour_of(row.since)}, row.given_by, row.since)


def hour_of(moment: datetime) -> str:
    """The hour to the second on the day itself, the day and the minute otherwise."""
    wall = clock.local(moment)
    return date_format(wall, "H:i:s" if wall.date() == clock.local().date() else "j/n H:i")


def planned_until(row: BoardBed, now: datetime) -> date:
    """The planned end of a stay that begins now: the longest the house allows, sooner when the bed is closed before."""
    longest = clock.service_day(now) + timedelta(days=terms(row.room).longest_days)
    return min(longest, clock.local(row.closes_at).date()) if row.closes_at else longest


def check_override(actor: User, bed: Bed, person: Person | None, reason: str, **about: bool) -> str:
    """The reason for setting the room's rule aside, "" when no rule stands in the way."""
    if not reason or policies.room_rule(bed, person, **about) is None:
        return ""
    policies.override_room_rule.check(actor, reason=reason)
    return reason.strip()


def clear_the_night(actor: User, person: Person, keep: Stay | None = None) -> None:
    """Close what time has ended, give back other beds held; raise BedTaken when the person already sleeps here."""
    for stay in lapsed_stays(actor, person):
        end_lapsed(actor, stay)
    for hold in holds_of(actor, person):
        if keep is None or hold.pk != keep.pk:
            release(actor, hold)
            record(Verb.RELEASED, subject=person, obj=hold)
    now = current_stay(actor, person)
    if now is not None and (keep is None or now.pk != keep.pk):
        words = _("%(person)s already has bed %(bed)s.") % {"person": person, "bed": now.bed}
        raise BedTaken(words, now.given_by, now.given_at)


def end_lapsed(actor: User, stay: Stay) -> None:
    """End a stay at the hour until which the bed was kept: the person did not come back."""
    close(actor, stay, StayState.OUT, stay.period.upper or clock.now())
    stay.exit_reason, stay.end_recorded_at = ExitReason.NOT_BACK, clock.now()
    stay.save()
    record(Verb.ENDED, subject=stay.person_id, obj=stay, data={"reason": ExitReason.NOT_BACK})


def release(actor: User, stay: Stay) -> Stay:
    """Give a bed back: the hold, or a mistaken admission, ends now, or when it ended by itself; the caller records it."""
    now = clock.now()
    until = max(stay.period.lower, min(stay.period.upper or now, now))
    stay.state, stay.ended_at, stay.ended_by = StayState.CANCELLED, now, actor.pk
    stay.period = DateTimeTZRange(stay.period.lower, until)
    stay.save()
    return stay


def close(actor: User, stay: Stay, state: str, at: datetime) -> None:
    """Set a stay's end, and the end of its teams' sight of it unless it goes on in another bed; the caller saves it."""
    stay.state, stay.ended_at, stay.ended_by = state, at, actor.pk
    stay.period = DateTimeTZRange(stay.period.lower, max(at, stay.period.lower or at))
    if state == StayState.OUT and stay.compartment == Compartment.HOUSING and stay.person_id is not None:
        shorten_grants(person=stay.person_id, compartment=stay.compartment, days=policies.days_after_stay())


def keep(actor: User, stay: Stay) -> None:
    """Let the teams that look after the person know of the stay, then write it down."""
    let_know(actor, stay)
    stay.given_by, stay.given_at = actor.pk, clock.now()
    save_or_taken(actor, stay)


def let_know(actor: User, stay: Stay) -> None:
    """The teams that look after whoever has a bed know of the stay and of the file."""
    person, compartment = stay.person_id, stay.compartment
    grant_actor_teams(actor, person=person, compartment=compartment, days=GRANT_DAYS, origin=Origin.RELATION)
    if compartment == Compartment.HOUSING:
        for role, held in product(HOUSING_ROLES, (Compartment.DESK, Compartment.HOUSING)):
            grant_role_teams(role, person=person, compartment=held, days=GRANT_DAYS, origin=Origin.RELATION)


def serve(actor: User, stay: Stay, request: BedRequest | None) -> None:
    """The request with which the person waits is served by this bed; what it says of before the stay is copied."""
    if request is None:
        return
    if request.state == RequestState.WAITING:
        serve_request(actor=actor, request=request)
    stay.request, stay.ethos_before = request, stay.ethos_before or request.ethos


def wait_again(actor: User, stay: Stay, reason: str) -> None:
    """The request that this bed served waits again, in its place."""
    if stay.request is not None and stay.request.state == RequestState.SERVED:
        return_to_list(actor=actor, request=stay.request, reason=reason)


def save_or_taken(actor: User, stay: Stay) -> None:
    """Save; when the database forbids a double, say it in words. The constraint has the last word. Source: UX 7.2."""
    try:
        with transaction.atomic():
            stay.save()
    except IntegrityError as error:
        if "stay_once_per_" not in str(error):
            raise
        raise _first(actor, stay, same_bed="stay_once_per_bed" in str(error)) from error


def _first(actor: User, stay: Stay, *, same_bed: bool) -> BedTaken:
    """Who was first, for a bed or a person: the stay that overlaps, as far as the actor may know it."""
    first = overlapping(actor, stay, same_bed=same_bed)
    if first is None:
        return taken_by(board_bed(actor, stay.bed_id)) if same_bed else BedTaken(
            _("This bed cannot be given to this person now. Ask the person, or a colleague of another team.")
        )  # fmt: skip
    about: dict[str, Any] = {
        "name": giver_name(first.given_by) or "–", "bed": first.bed.label, "first": _minute(first.period.lower),
        "last": _minute(first.period.upper) or _("further notice"), "when": _minute(first.given_at or first.began_at),
    }  # fmt: skip
    if same_bed:
        words = _("%(name)s was first, on %(when)s: bed %(bed)s is taken from %(first)s until %(last)s.")
    else:
        words = _("%(name)s was first, on %(when)s: this person has bed %(bed)s from %(first)s until %(last)s.")
    return BedTaken(words % about, first.given_by, first.given_at)


def _minute(moment: datetime | None) -> str:
    return date_format(clock.local(moment), "j/n/Y H:i") if moment else ""
