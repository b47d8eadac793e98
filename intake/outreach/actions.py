"""What is done in the street: a round, a contact, going along with somebody, looking for somebody."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID, uuid5

from django.db import IntegrityError, ProgrammingError, transaction

from audit.ledger.actions import record
from centre.access.enums import Compartment, Origin
from centre.access.grants import grant_actor_teams
from centre.shifts.clock import now, service_day
from intake.desk.actions import correct_passage, record_anonymous, record_passage
from intake.desk.selectors import MOST_AT_ONCE, service_by_code
from intake.outreach import policies, selectors
from intake.outreach.enums import Verb
from intake.outreach.models import Accompaniment, Contact, OutreachRound, Place, Search, Zone

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.directory.models import PartnerService
    from intake.person.models import Person

#: The service under which people met in the street are counted with those at the door.
OUTREACH = "outreach"
LATE_AFTER = timedelta(minutes=30)
#: How long the worker's teams keep sight of somebody they go along with, in days.
REACH_DAYS = 90


@transaction.atomic
def start_round(
    *, actor: "User", zone: Zone, client_uuid: UUID, team: Sequence[int] = (), weather: str = ""
) -> OutreachRound:
    """Begin a round now and return it; the same `client_uuid` again returns the first. `team`: colleagues' user ids."""
    policies.start_round.check(actor)
    started = now()
    round, new = OutreachRound.objects.get_or_create(
        client_uuid=client_uuid,
        defaults={
            "zone": zone, "team": sorted({actor.pk, *team}), "started_at": started, "weather": weather,
            "service_day": service_day(started), "by": actor.pk,
        },
    )  # fmt: skip
    if new:
        record(Verb.STARTED, obj=round)
    return round


@transaction.atomic
def end_round(*, actor: "User", round: OutreachRound) -> OutreachRound:
    """End a round now; ending it twice changes nothing."""
    if round.ended_at is not None:
        return round
    policies.end_round.check(actor, round=round)
    round.ended_at = now()
    round.save(update_fields=["ended_at"])
    record(Verb.ENDED, obj=round)
    return round


@transaction.atomic
def record_contact(
    *,
    actor: "User",
    round: OutreachRound,
    client_uuid: UUID,
    person: "Person | None" = None,
    men: int = 0,
    women: int = 0,
    others: int = 0,
    place: Place | None = None,
    asks: Sequence[str] = (),
    at: datetime | None = None,
) -> Contact:
    """Write whom the round met, and count them with those at the door; the same `client_uuid` again is one event.

    `at` (aware) defaults to now. A person this worker cannot reach is counted without a name, among the others.
    """
    moment = at or now()
    policies.record_contact.check(actor, round=round, at=moment)
    contact = Contact(
        round=round, place=place, person=person, men=men, women=women, others=others, asks=list(asks),
        service_day=service_day(moment), at=moment, recorded_late=now() - moment > LATE_AFTER, by=actor.pk,
        client_uuid=client_uuid,
    )  # fmt: skip
    first = _keep_once(contact)
    if first is not None:
        return first
    _count(actor, contact)
    record(Verb.MET, subject=contact.person_id, obj=contact, data={"people": contact.people})
    return contact


def _keep_once(contact: Contact) -> Contact | None:
    """Save a contact. None when it is new; the first one when another tap with its uuid was faster."""
    try:
        with transaction.atomic():
            contact.save(force_insert=True)
    except IntegrityError:
        first = selectors.contact_by_uuid(contact.client_uuid)
        if first is None:
            raise
        return first
    except ProgrammingError:
        if contact.person_id is None:
            raise
        contact.pk, contact.person, contact.others = None, None, contact.others + 1
        return _keep_once(contact)
    return None


def _count(actor: "User", contact: Contact) -> None:
    """Let the people of a contact stand in the counts of the house, as passages of the service outreach."""
    service = service_by_code(OUTREACH)
    if contact.person is not None:
        uuid = uuid5(contact.client_uuid, "person")
        record_passage(actor=actor, service=service, person=contact.person, client_uuid=uuid, at=contact.at)
    nameless = contact.men + contact.women + contact.others
    if nameless:
        uuid = uuid5(contact.client_uuid, "people")
        record_anonymous(actor=actor, service=service, n=nameless, client_uuid=uuid, at=contact.at)


@transaction.atomic
def strike_contact(*, actor: "User", contact: Contact) -> Contact:
    """Take a contact out of the counts; it stays in the history. Striking it twice changes nothing."""
    if contact.undone_at is not None:
        return contact
    policies.strike_contact.check(actor, contact=contact)
    contact.undone_at, contact.undone_by = now(), actor.pk
    contact.save(update_fields=["undone_at", "undone_by"])
    people = uuid5(contact.client_uuid, "people")
    uuids = [uuid5(contact.client_uuid, "person"), people, *(uuid5(people, str(tap)) for tap in range(1, MOST_AT_ONCE))]
    for passage in selectors.passages_by_uuids(uuids):
        correct_passage(actor=actor, passage=passage)
    record(Verb.UNDONE, subject=contact.person_id, obj=contact)
    return contact


@transaction.atomic
def save_zone(*, actor: "User", zone: Zone) -> Zone:
    """Keep a new or changed zone."""
    policies.edit_zones.check(actor)
    zone.save()
    record(Verb.ZONE_SAVED, obj=zone)
    return zone


@transaction.atomic
def save_place(*, actor: "User", place: Place) -> Place:
    """Keep a new or changed place; only its square of the grid is ever kept."""
    policies.edit_zones.check(actor)
    place.save()
    record(Verb.PLACE_SAVED, obj=place)
    return place


@transaction.atomic
def plan_accompaniment(
    *, actor: "User", person: "Person", planned_at: datetime, client_uuid: UUID,
    service: "PartnerService | None" = None, whereto: str = "",
) -> Accompaniment:
    """Plan to go along with somebody, to a partner of the directory or elsewhere (`whereto`, sealed)."""
    policies.plan_accompaniment.check(actor)
    first = selectors.accompaniment_by_uuid(client_uuid)
    if first is not None:
        return first
    compartment = Compartment.SOCIAL if Compartment.SOCIAL in actor.compartments() else Compartment.DESK
    grant_actor_teams(actor, person=person, compartment=compartment, days=REACH_DAYS, origin=Origin.RELATION)
    planned = Accompaniment.objects.create(
        person=person, compartment=compartment, service=service, whereto=whereto, planned_at=planned_at,
        with_user=actor.pk, by=actor.pk, client_uuid=client_uuid,
    )  # fmt: skip
    record(Verb.PLANNED, subject=person, obj=planned)
    return planned


@transaction.atomic
def close_accompaniment(*, actor: "User", accompaniment: Accompaniment, result: str) -> Accompaniment:
    """Write what came of going along."""
    policies.close_accompaniment.check(actor, accompaniment=accompaniment)
    accompaniment.result, accompaniment.closed_at = result, now()
    accompaniment.save(update_fields=["result", "closed_at"])
    record(Verb.CLOSED, subject=accompaniment.person_id, obj=accompaniment, data={"result": result})
    return accompaniment


@transaction.atomic
def look_for(*, actor: "User", person: "Person", way: str, found: bool, client_uuid: UUID) -> Search:
    """Write one attempt to find somebody lost from sight; the same `client_uuid` again is one attempt."""
    policies.look_for.check(actor)
    first = selectors.search_by_uuid(client_uuid)
    if first is not None:
        return first
    attempt = Search.objects.create(person=person, way=way, found=found, at=now(), by=actor.pk, client_uuid=client_uuid)
    record(Verb.LOOKED, subject=person, obj=attempt)
    return attempt
