"""What is done with a placement: take on, move in, second home, workers, leases, rent, entries, end."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.ledger.actions import record
from centre.access.enums import Compartment, Origin
from centre.access.grants import grant_actor_teams, grant_role_teams, shorten_grants
from centre.shifts import clock
from centre.staff.roles import Role
from housing.homes.actions import mark_housed
from housing.homes.enums import LIVE
from housing.stays.enums import Destination
from intake.safety.reach import names_of

from . import policies, selectors
from .enums import EventKind, ExitReason, PlacementState, Verb
from .models import Arrears, Lease, Placement, TenancyEvent
from .policies import Conflict

if TYPE_CHECKING:
    from centre.staff.models import User
    from housing.homes.models import Candidature, Dwelling, Programme
    from intake.person.models import Person

#: Days the teams keep the housing part of a file after each act; a page gives no longer ones.
GRANT_DAYS = 730


@transaction.atomic
def plan_placement(
    *, actor: User, person: Person, programme: Programme, enrolled_on: date, client_uuid: UUID,
    dwelling: Dwelling | None = None, candidature: Candidature | None = None, previous: Placement | None = None,
    ethos_before: str = "", worker: int | None = None, cover: int | None = None,
) -> Placement:
    """Take a person on in a programme; with `previous`, as a second home that goes on with the same story.

    The same `client_uuid` again returns the first. Raises Refused while another placement runs, Conflict when a
    colleague was first. A file joined to another is taken on under that other.
    """
    person = selectors.kept_file(actor, person)
    _one_at_a_time(person)
    done = selectors.of_form(actor, Placement.objects.all(), client_uuid)
    if done is not None:
        return done  # type: ignore[no-any-return]  # a placement
    _let_teams_know(actor, person)
    running = selectors.running_of(actor, person)
    previous = selectors.locked(actor, previous) if previous else None
    policies.plan_placement.check(actor, programme=programme, enrolled_on=enrolled_on, running=running, previous=previous)
    placement = Placement(
        person=person, programme=programme, dwelling=dwelling, candidature=candidature, previous=previous,
        enrolled_on=enrolled_on, ethos_before=ethos_before, worker=worker or actor.pk, cover=cover,
        written_by=actor.pk, written_at=clock.now(), client_uuid=client_uuid,
    )
    _save(placement, _("Another placement of this person runs in that time. Ask the coordinator."))
    record(Verb.REHOUSED if previous else Verb.PLANNED, subject=person, obj=placement)
    return placement


@transaction.atomic
def move_in(
    *, actor: User, placement: Placement, moved_in_on: date, dwelling: Dwelling | None = None, own_name: bool | None = None
) -> Placement:
    """The person has the key. Raises Refused before the day they were taken on, or into somebody else's home."""
    placement = selectors.locked(actor, placement)
    dwelling = dwelling or placement.dwelling
    taken = dwelling is not None and selectors.lived_in_by_others(dwelling, placement)
    policies.move_in.check(actor, placement=placement, moved_in_on=moved_in_on, dwelling=dwelling, taken=taken)
    placement.state, placement.moved_in_on = PlacementState.HOUSED, moved_in_on
    placement.dwelling, placement.own_name = dwelling, own_name
    placement.written_by, placement.written_at = actor.pk, clock.now()
    placement.save()
    _let_teams_know(actor, placement.person)
    search = placement.candidature
    if search is not None and search.state in LIVE:
        today = clock.service_day()
        in_use = dwelling if dwelling is not None and not dwelling.out_of_use(today) else None
        day = moved_in_on if search.asked_on <= moved_in_on <= today else None
        mark_housed(actor=actor, candidature=search, on=day, dwelling=in_use)
    record(Verb.MOVED_IN, subject=placement.person_id, obj=placement)
    return placement


@transaction.atomic
def undo_move_in(*, actor: User, placement: Placement) -> Placement:
    """Take a mistaken moving in back; the placement waits for a key again."""
    placement = selectors.locked(actor, placement)
    policies.undo_move_in.check(actor, placement=placement, leased=bool(selectors.leases_of(actor, placement)))
    placement.state, placement.moved_in_on, placement.own_name = PlacementState.PLANNED, None, None
    placement.save()
    record(Verb.MOVE_TAKEN_BACK, subject=placement.person_id, obj=placement)
    return placement


@transaction.atomic
def assign_workers(*, actor: User, placement: Placement, worker: int | None, cover: int | None) -> Placement:
    """Say who accompanies the person, and who stands in."""
    placement = selectors.locked(actor, placement)
    policies.assign_workers.check(actor, placement=placement, worker=worker, cover=cover)
    placement.worker, placement.cover = worker, cover
    placement.save(update_fields=["worker", "cover"])
    record(Verb.ASSIGNED, subject=placement.person_id, obj=placement)
    return placement


@transaction.atomic
def end_placement(
    *, actor: User, placement: Placement, ended_on: date, reason: str, destination: str = "", ethos_after: str = ""
) -> Placement:
    """End a placement on a day, with its reason and where the person goes; leases that run end that day.

    Raises Conflict with who was first when a colleague ended it meanwhile, Refused for an end before the start.
    """
    placement = selectors.locked(actor, placement)
    if placement.state == PlacementState.ENDED:
        raise Conflict(_first(placement))
    leases = selectors.leases_of(actor, placement)
    last = leases[0].starts_on if leases else None
    policies.end_placement.check(actor, placement=placement, ended_on=ended_on, reason=reason, last_lease=last)
    died = reason == ExitReason.DIED or destination == Destination.DECEASED
    placement.state, placement.ended_on, placement.died = PlacementState.ENDED, ended_on, died
    placement.exit_reason = ExitReason.DIED if died else reason
    placement.exit_destination = Destination.DECEASED if died else destination
    placement.ethos_after = "" if died else ethos_after
    placement.ended_by, placement.ended_at = actor.pk, clock.now()
    placement.save()
    for lease in leases:
        if lease.ends_on is None or lease.ends_on > ended_on:
            lease.ends_on = ended_on
            lease.save(update_fields=["ends_on"])
    if placement.person_id is not None:
        shorten_grants(person=placement.person_id, compartment=Compartment.HOUSING, days=policies.days_after_placement())
    record(Verb.ENDED, subject=placement.person_id, obj=placement, data={"reason": placement.exit_reason})
    return placement


@transaction.atomic
def reopen_placement(*, actor: User, placement: Placement) -> Placement:
    """Take a mistaken end back; the leases that it ended keep their last day until somebody changes it."""
    placement = selectors.locked(actor, placement)
    policies.reopen_placement.check(actor, placement=placement, followed=selectors.followed(placement))
    placement.state = PlacementState.HOUSED if placement.moved_in_on else PlacementState.PLANNED
    placement.ended_on, placement.died = None, False
    placement.exit_reason = placement.exit_destination = placement.ethos_after = ""
    placement.ended_by, placement.ended_at = None, None
    _save(placement, _("Another placement of this person runs since. The end stays."))
    _let_teams_know(actor, placement.person)
    record(Verb.REOPENED, subject=placement.person_id, obj=placement)
    return placement


@transaction.atomic
def cancel_placement(*, actor: User, placement: Placement) -> Placement:
    """Take back a placement written down by mistake, before anybody moved in."""
    placement = selectors.locked(actor, placement)
    policies.cancel_placement.check(actor, placement=placement)
    placement.state, placement.previous = PlacementState.CANCELLED, None
    placement.save()
    record(Verb.CANCELLED, subject=placement.person_id, obj=placement)
    return placement


@transaction.atomic
def add_lease(*, actor: User, placement: Placement, starts_on: date, client_uuid: UUID, ends_on: date | None = None, **terms: Any) -> Lease:
    """Write a lease down; without a last day it is open-ended. The same `client_uuid` again returns the first.

    `terms`: the other fields of the lease. Raises Conflict, naming the other, when two leases would run at once.
    """
    placement = selectors.locked(actor, placement)
    done = selectors.of_form(actor, Lease.objects.all(), client_uuid)
    if done is not None:
        return done  # type: ignore[no-any-return]  # a lease
    policies.add_lease.check(actor, placement=placement, starts_on=starts_on, ends_on=ends_on)
    _no_overlap(placement, starts_on, ends_on)
    note = terms.pop("note", "") or None
    lease = Lease(
        placement=placement, person_id=placement.whom, starts_on=starts_on, ends_on=ends_on, note=note, by=actor.pk,
        at=clock.now(), client_uuid=client_uuid, **terms,
    )
    _save(lease, _("Another lease of this placement runs in that time."))
    record(Verb.LEASE_ADDED, subject=placement.person_id, obj=lease)
    return lease


@transaction.atomic
def change_lease(*, actor: User, lease: Lease, **terms: Any) -> Lease:
    """Change the last day, the notice or the guarantee of a lease. Raises Conflict as `add_lease`."""
    selectors.locked(actor, lease.placement)
    policies.change_lease.check(actor, lease=lease, **terms)
    _no_overlap(lease.placement, lease.starts_on, terms["ends_on"], lease)
    for name, value in terms.items():
        setattr(lease, name, value)
    lease.save(update_fields=list(terms))
    record(Verb.LEASE_CHANGED, subject=lease.person_id, obj=lease)
    return lease


@transaction.atomic
def keep_arrears(
    *, actor: User, placement: Placement, month: date, owed_cents: int, state: str, client_uuid: UUID, plan: str = ""
) -> Arrears:
    """Write down the rent of a month that was not paid, or what became of it: one row a month, the latest word holds."""
    placement = selectors.locked(actor, placement)
    month = month.replace(day=1)
    policies.keep_arrears.check(actor, placement=placement, month=month, owed_cents=owed_cents)
    row = Arrears.objects.filter(placement=placement, month=month).first() or Arrears(
        placement=placement, person_id=placement.whom, month=month, client_uuid=client_uuid
    )
    row.owed_cents, row.state, row.by, row.at = owed_cents, state, actor.pk, clock.now()
    if plan:
        row.plan = plan
    row.save()
    record(Verb.ARREARS_KEPT, subject=placement.person_id, obj=row)
    return row


@transaction.atomic
def add_event(
    *, actor: User, placement: Placement, kind: str, on: date, client_uuid: UUID, text: str = "", until: date | None = None,
    away_at: str = "", lease_kept: bool = True,
) -> TenancyEvent:
    """Write down what happened in a home; an absence lasts until the day of return, and the lease is kept or not.

    The same `client_uuid` again returns the first.
    """
    placement = selectors.locked(actor, placement)
    done = selectors.of_form(actor, TenancyEvent.objects.all(), client_uuid)
    if done is not None:
        return done  # type: ignore[no-any-return]  # an entry
    away = selectors.away(placement)
    policies.add_event.check(actor, placement=placement, kind=kind, on=on, until=until, away=away)
    absence = {"until": until, "away_at": away_at, "lease_kept": lease_kept} if kind == EventKind.ABSENCE else {}
    written = {"by": actor.pk, "at": clock.now(), "client_uuid": client_uuid}
    event = TenancyEvent(placement=placement, person_id=placement.whom, kind=kind, on=on, text=text or None, **absence, **written)
    event.save(force_insert=True)
    record(Verb.EVENT_ADDED, subject=placement.person_id, obj=event)
    return event


@transaction.atomic
def end_absence(*, actor: User, event: TenancyEvent, until: date) -> TenancyEvent:
    """The person is back home since a day."""
    selectors.locked(actor, event.placement)
    policies.end_absence.check(actor, event=event, until=until)
    event.until = until
    event.save(update_fields=["until"])
    record(Verb.ABSENCE_ENDED, subject=event.person_id, obj=event)
    return event


def _one_at_a_time(person: Person) -> None:
    """Make placements of one person wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"placement of {person.pk}"])


def _let_teams_know(actor: User, person: Person | None) -> None:
    """The actor's teams and the coordination follow the person at the desk and in housing."""
    for part in (Compartment.DESK, Compartment.HOUSING) if person is not None else ():
        grant_actor_teams(actor, person=person, compartment=part, days=GRANT_DAYS, origin=Origin.RELATION)
        grant_role_teams(Role.COORDINATOR, person=person, compartment=part, days=GRANT_DAYS, origin=Origin.RELATION)


def _save(row: Placement | Lease, words: str) -> None:
    """Save; what the database forbids is said in words. The constraint has the last word."""
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise Conflict(words) from error


def _first(placement: Placement) -> str:
    """Who ended it, and when."""
    name = names_of([placement.ended_by]).get(placement.ended_by, "") if placement.ended_by else ""
    at = clock.local(placement.ended_at) if placement.ended_at else None
    if not name or at is None:
        return _("This placement has been ended before.")
    return _("%(name)s was first: this placement was ended on %(at)s.") % {"name": name, "at": date_format(at, "j/n H:i")}


def _no_overlap(placement: Placement, starts_on: date, ends_on: date | None, lease: Lease | None = None) -> None:
    """Raise Conflict with the days of the lease that runs at the same time."""
    other = selectors.overlapping(placement, starts_on, ends_on, lease)
    if other is None:
        return
    first = date_format(other.starts_on, "j/n/Y")
    if other.ends_on is None:
        raise Conflict(_("Another lease runs since %(first)s, without a last day. Give it one first.") % {"first": first})
    last = date_format(other.ends_on, "j/n/Y")
    raise Conflict(_("Another lease runs from %(first)s to %(last)s.") % {"first": first, "last": last})
