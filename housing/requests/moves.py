"""The small moves that several acts on a request share: lock it, end its waiting, join and part two, open the file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product
from uuid import uuid4

from django.db import connection

from audit.ledger.actions import record
from audit.rules import Refused
from centre.access.enums import Compartment, Origin
from centre.access.grants import grant_actor_teams, grant_role_teams
from centre.shifts import clock
from centre.staff.models import User
from centre.staff.roles import Role
from housing.requests.enums import Need, RequestState, StayCompartment, Verb
from housing.requests.models import BedRequest, TurnAway
from housing.requests.policies import Settled, last_night, settled_words
from housing.requests.selectors import name_of, note_of, open_requests, waiting_for
from intake.person.models import Person

#: Days the teams that give beds keep the housing part of the file of whoever asked for one.
GRANT_DAYS = 30
#: Beside the actor's own teams: the roles whose teams give the beds.
HOUSING_ROLES = (Role.DESK, Role.SOCIAL, Role.COORDINATOR)


def one_at_a_time(person: Person) -> None:
    """Two who ask for the same person wait for each other."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"bed for {person.merged_into_id or person.pk}"])


def locked(request: BedRequest) -> BedRequest:
    """The request as it is now, kept from others until the end of the transaction."""
    rows = BedRequest.objects.select_related("person", "partner").select_for_update(of=("self",), no_key=True)
    return rows.get(pk=request.pk)


@contextmanager
def first_said(request: BedRequest | None) -> Iterator[str]:
    """Give the words of who was first with a request; a rule that refuses with them raises Settled."""
    first = settled_words(request, name_of(request.closed_by)) if request else ""
    try:
        yield first
    except Refused as refused:
        if first and refused.words == first:
            raise Settled(first, refused.permission) from refused
        raise


def open_to_teams(actor: User, person: Person, compartment: str) -> None:
    """Let the teams that give beds know of who asks: a walled space keeps it among its own."""
    grant_actor_teams(actor, person=person, compartment=compartment, days=GRANT_DAYS, origin=Origin.RELATION)
    if compartment == StayCompartment.HOUSING:
        for role, held in product(HOUSING_ROLES, (Compartment.DESK, Compartment.HOUSING)):
            grant_role_teams(role, person=person, compartment=held, days=GRANT_DAYS, origin=Origin.RELATION)


def close(request: BedRequest, state: str, why: str, by: int | None) -> None:
    """End the waiting now."""
    request.state, request.why_closed, request.back_at = state, why, None
    request.closed_at, request.closed_by = clock.now(), by
    request.save(update_fields=["state", "why_closed", "back_at", "closed_at", "closed_by"])


def lapse(request: BedRequest) -> None:
    """Nobody renewed it: it ended with its last night. Whoever asked with them asks alone."""
    leave_partner(request)
    request.state, request.back_at = RequestState.LAPSED, None
    request.closed_at, request.closed_by = clock.bounds(request.last_night)[1], None
    request.save(update_fields=["state", "back_at", "closed_at", "closed_by"])
    record(Verb.LAPSED, subject=request.person_id, obj=request)


def taken_up(actor: User, request: BedRequest) -> BedRequest:
    """A new request in place of one that lapsed, with its needs and its place on the list."""
    waits = waiting_for(actor, request.person, request.compartment) if request.person else None
    if waits is not None:
        return waits
    for over in open_requests(actor, request.person, request.compartment):  # type: ignore[arg-type]  # lapsed ones have somebody
        lapse(over)
    now = clock.now()
    new = BedRequest(
        person=request.person, compartment=request.compartment, asked_at=now, since=request.since, asked_by=actor.pk,
        channel=request.channel, how_long=request.how_long, last_night=last_night(request.how_long, clock.service_day()),
        needs=[need for need in request.needs if need != Need.COUPLE], animal=request.animal, protection=request.protection,
        ethos=request.ethos, nights_outside=request.nights_outside, note=note_of(request) or None,
        renewed_at=now, renewed_by=actor.pk, client_uuid=uuid4(),
    )
    new.save(force_insert=True)
    record(Verb.RENEWED, subject=new.person_id, obj=new)
    return new


def pair(request: BedRequest, partner: BedRequest) -> tuple[BedRequest, BedRequest]:
    """They ask together; both are given back, changed."""
    for one, other in ((request, partner), (partner, request)):
        one.partner = other
        one.needs = [code for code in Need.values if code in one.needs or code == Need.COUPLE]
        one.save(update_fields=["partner", "needs"])
    return request, partner


def part(request: BedRequest) -> list[BedRequest]:
    """They ask alone from now on; both are given back, changed, nobody when the person asked alone."""
    other = BedRequest.objects.filter(partner=request).first() if request.partner_id else None
    parted = [one for one in (request, other) if one is not None and one.partner_id is not None]
    for one in parted:
        one.partner, one.needs = None, [code for code in one.needs if code != Need.COUPLE]
        one.save(update_fields=["partner", "needs"])
    return parted


def leave_partner(request: BedRequest) -> None:
    """Whoever asked together with this one asks alone: it leaves the list."""
    for one in part(request):
        record(Verb.PARTED, subject=one.person_id, obj=one)


def strike(actor: User, turned: TurnAway) -> None:
    """A turning away that counts no more."""
    turned.undone_at, turned.undone_by = clock.now(), actor.pk
    turned.save(update_fields=["undone_at", "undone_by"])
    record(Verb.UNDONE, subject=turned.person_id, obj=turned)
