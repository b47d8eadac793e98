"""What is done in a visit: arrive, call, give a booth, write the use, observe, leave; and the emergency."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils.translation import gettext as _

from audit.ledger.actions import record
from care.vitals.actions import record_vitals
from care.vitals.enums import Occasion, VitalsCompartment
from centre.access.enums import Compartment, Origin
from centre.access.grants import grant_actor_teams
from centre.shifts.clock import now, service_day
from intake.safety.actions import describe_incident, start_incident
from intake.safety.enums import Place
from intake.supplies.actions import hand_out

from ..bans.selectors import standing_ban
from ..enrolment.actions import REACH_DAYS
from ..enrolment.selectors import enrolment_of, is_minor
from ..enums import Otherwise, Verb
from ..ground.actions import close_room
from ..ground.models import Booth
from ..ground.selectors import locked_opening, names_of, standing
from . import policies, selectors
from .enums import Ending, VisitStage
from .models import ConsumptionAct, RoomEquipment, RoomLook, RoomVisit, VisitIncident
from .policies import BoothTaken

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.person.models import Person
    from intake.safety.models import Incident
    from intake.supplies.models import Item

ROOM = Compartment.ROOM


@transaction.atomic
def arrive(*, actor: User, person: Person, space: str, client_uuid: UUID) -> RoomVisit:
    """Put somebody in the queue and return the visit; the same `client_uuid` again returns the first. Raises Refused."""
    ground, opening = standing(), locked_opening()
    first = selectors.visit_by_uuid(client_uuid)
    if first is not None:
        return first
    policies.arrive.check(
        actor, opening=opening, shut=ground.shut, enrolled=enrolment_of(actor, person) is not None, minor=is_minor(actor, person),
        ban=standing_ban(actor, person), inside=selectors.inside_now(actor, person),
    )
    assert opening is not None  # said by the policy
    grant_actor_teams(actor, person=person, compartment=ROOM, days=REACH_DAYS, origin=Origin.RELATION)
    visit = RoomVisit(
        person=person, opening=opening, space=space, service_day=service_day(), arrived_at=now(), arrived_by=actor.pk,
        client_uuid=client_uuid,
    )
    try:
        with transaction.atomic():
            visit.save(force_insert=True)
    except IntegrityError:
        running = selectors.visit_by_uuid(client_uuid) or selectors.inside_now(actor, person)
        if running is None:
            raise
        return running
    record(Verb.ARRIVED, subject=person, obj=visit, purpose=ROOM)
    return visit


@transaction.atomic
def call(*, actor: User, visit: RoomVisit) -> RoomVisit:
    """Call the next one; calling again changes nothing."""
    visit = selectors.locked(visit)
    policies.call.check(actor, visit=visit)
    if visit.called_at is None:
        visit.called_at, visit.called_by = now(), actor.pk
        visit.save(update_fields=["called_at", "called_by"])
        record(Verb.CALLED, subject=visit.person_id, obj=visit, purpose=ROOM)
    return visit


@transaction.atomic
def seat(*, actor: User, visit: RoomVisit, booth: Booth) -> RoomVisit:
    """Give a booth, or another one; its minutes run from now. Raises BoothTaken with who was first and when."""
    opening = locked_opening()
    visit = selectors.locked(visit)
    if visit.booth_id == booth.pk and visit.stage == VisitStage.IN_BOOTH:
        return visit
    ground = standing()
    policies.seat.check(actor, visit=visit, booth=booth, opening=opening, shut=ground.shut, **selectors.readiness(actor, visit))
    moved = visit.booth_id is not None
    visit.booth, visit.space, visit.seat, visit.seated_by = booth, booth.space, DateTimeTZRange(now(), None), actor.pk
    if not moved:
        visit.due_at = now() + timedelta(minutes=ground.terms.minutes_in(booth.space)) if ground.terms else None
    try:
        with transaction.atomic():
            visit.save(update_fields=["booth", "space", "seat", "seated_by", "due_at"])
    except IntegrityError:
        raise _taken(booth) from None
    record(Verb.MOVED if moved else Verb.SEATED, subject=visit.person_id, obj=visit, purpose=ROOM, data={"booth": booth.pk})
    return visit


def _taken(booth: Booth) -> BoothTaken:
    """Who was first, and when: never whom they gave it to."""
    first = selectors.holder_of(booth)
    if first is None or first.seated_at is None:
        return BoothTaken(_("Booth %(booth)s was taken a moment ago.") % {"booth": booth}, "care.run_room")
    who = names_of([first.seated_by]).get(first.seated_by or 0, "")
    words = {"booth": booth, "who": who, "time": policies.hour(first.seated_at)}
    return BoothTaken(_("Booth %(booth)s was given by %(who)s at %(time)s.") % words, "care.run_room")


@transaction.atomic
def record_use(
    *, actor: User, visit: RoomVisit, lines: Sequence[tuple[str, str, str]], client_uuid: UUID, otherwise: str = Otherwise.UNSAID,
    advice: Iterable[str] = (), at: datetime | None = None,
) -> list[ConsumptionAct]:
    """Write one use: a line (sold as, believed, route) for each substance, together one act. A speedball has two lines.

    The same `client_uuid` again returns the first. Nobody writes who sold it, or where.
    """
    policies.record_use.check(actor, visit=visit, lines=len(lines))
    first = selectors.uses_by_group(client_uuid)
    if first:
        return first
    said, moment = sorted(advice), min(at or now(), now())
    rows = [
        ConsumptionAct(
            visit=visit, person_id=visit.person_id, group=client_uuid, number=number, sold_as=sold_as, believed=believed, route=route,
            otherwise=otherwise, advice=said, at=moment, by=actor.pk,
        )
        for number, (sold_as, believed, route) in enumerate(lines, start=1)
    ]
    for row in rows:
        row.save(force_insert=True)
    record(Verb.USED, subject=visit.person_id, obj=visit, purpose=ROOM)
    return rows


@transaction.atomic
def strike_use(*, actor: User, rows: Sequence[ConsumptionAct]) -> None:
    """Strike a use that was wrong, all its lines; it stays to be seen and counts no more."""
    policies.strike_use.check(actor, struck=rows[0].struck_at is not None)
    for row in rows:
        row.struck_at, row.struck_by = now(), actor.pk
        row.save(update_fields=["struck_at", "struck_by"])
    record(Verb.USE_STRUCK, subject=rows[0].person_id, obj=rows[0].visit, purpose=ROOM)


@transaction.atomic
def begin_watch(*, actor: User, visit: RoomVisit) -> RoomVisit:
    """The person has used: the booth is free, the minutes of observation run."""
    visit = selectors.locked(visit)
    if visit.stage == VisitStage.WATCHED:
        return visit
    policies.begin_watch.check(actor, visit=visit)
    terms = standing().terms
    visit.seat = DateTimeTZRange(visit.seat.lower, _after(visit))
    visit.watched_at, visit.watched_by = now(), actor.pk
    visit.watch_until = now() + timedelta(minutes=terms.watch_minutes) if terms else None
    visit.save(update_fields=["seat", "watched_at", "watched_by", "watch_until"])
    record(Verb.WATCHED, subject=visit.person_id, obj=visit, purpose=ROOM)
    return visit


def _after(visit: RoomVisit) -> datetime:
    """The end of a seat: never the instant it began, or the booth would have been nobody's."""
    began: datetime = visit.seat.lower
    return max(now(), began + timedelta(seconds=1))


@transaction.atomic
def look_after(*, actor: User, visit: RoomVisit, consciousness: str, client_uuid: UUID, **measured: Any) -> RoomLook:
    """Write how somebody is, and what was measured (`confirmed=[...]` for unusual values); one form is one look.

    Raises Implausible, as the vital signs do, for a value that cannot be or is asked again.
    """
    policies.look_after.check(actor, visit=visit)
    first = selectors.look_by_uuid(client_uuid)
    if first is not None:
        return first
    values = {name: value for name, value in measured.items() if value not in (None, "", [])}
    vitals = None
    if set(values) - {"confirmed"} and visit.person is not None:
        vitals = record_vitals(
            actor=actor, person=visit.person, compartment=VitalsCompartment.ROOM, occasion=Occasion.AFTER_USE,
            client_uuid=uuid5(client_uuid, "vitals"), consciousness=consciousness, **values,
        )
    look = RoomLook(
        visit=visit, person_id=visit.person_id, consciousness=consciousness, vitals=vitals, at=now(), by=actor.pk, client_uuid=client_uuid
    )
    look.save(force_insert=True)
    record(Verb.LOOKED, subject=visit.person_id, obj=visit, purpose=ROOM)
    return look


@transaction.atomic
def give_equipment(*, actor: User, visit: RoomVisit, packs: dict[Item, int], client_uuid: UUID) -> list[RoomEquipment]:
    """Hand out equipment in a visit: the counter writes it inside the room's walls and takes it off the stock."""
    policies.give_equipment.check(actor, visit=visit)
    given = []
    for item, number in packs.items():
        entry = hand_out(
            actor=actor, item=item, packs=number, client_uuid=uuid5(client_uuid, item.code), person=visit.person, compartment=ROOM
        )
        kept, new = RoomEquipment.objects.get_or_create(handout=entry, defaults={"visit": visit, "person_id": visit.person_id})
        if new:
            record(Verb.GIVEN, subject=visit.person_id, obj=visit, purpose=ROOM, data={"item": item.code})
        given.append(kept)
    return given


@transaction.atomic
def leave(*, actor: User, visit: RoomVisit, early: str = "", ending: str = "") -> RoomVisit:
    """The person leaves. Before the end of the observation it takes `early`, why: it is written as it was, and alerts.

    `ending` says how, when it is not by where the person was: called and not there, the room closed, taken to hospital.
    Raises Refused with the minutes left.
    """
    visit = selectors.locked(visit)
    used = selectors.has_used(visit)
    policies.leave.check(actor, visit=visit, used=used, early=early, ending=ending)
    visit.ending = ending or _ending(visit, used)
    if visit.seat is not None and visit.seat.upper is None:
        visit.seat = DateTimeTZRange(visit.seat.lower, _after(visit))
    visit.left_at, visit.left_by = max(now(), visit.arrived_at), actor.pk
    visit.early_because = early if visit.ending == Ending.EARLY else ""
    visit.save(update_fields=["ending", "seat", "left_at", "left_by", "early_because"])
    verb = Verb.LEFT_EARLY if visit.ending == Ending.EARLY else Verb.LEFT
    record(verb, subject=visit.person_id, obj=visit, purpose=ROOM, data={"ending": visit.ending})
    return visit


def _ending(visit: RoomVisit, used: bool) -> str:
    """How a visit ended, by where the person was."""
    if visit.stage == VisitStage.WATCHED:
        over = visit.watch_until is None or now() >= visit.watch_until
        return Ending.DONE if over else Ending.EARLY
    return Ending.EARLY if used else Ending.BEFORE_USE


@transaction.atomic
def shut_room(*, actor: User, reason: str) -> int:
    """Close the room: who still waits leaves the queue, and it is written why. How many they were.

    Raises Refused while somebody is in a booth or under observation. Nobody comes in or is given a booth meanwhile.
    """
    policies.view_room.check(actor)
    opening = locked_opening()
    if opening is None:
        return 0
    close_room(actor=actor, opening=opening, reason=reason, inside=selectors.inside_count())
    waiting = list(selectors.visits_for(actor).filter(left_at=None, booth=None).order_by("arrived_at", "pk"))
    for visit in waiting:
        leave(actor=actor, visit=visit, ending=Ending.CLOSED)
    return len(waiting)


@transaction.atomic
def start_emergency(*, actor: User, kind: str, client_uuid: UUID, visit: RoomVisit | None = None) -> Incident:
    """Begin the clock that every screen of the house shares; it says where, and names nobody.

    Whom it concerns stands in the room alone, beside the visit. The same `client_uuid` is one incident.
    """
    policies.start_emergency.check(actor)
    incident = start_incident(actor=actor, kind=kind, client_uuid=client_uuid)
    if not incident.place:
        incident = describe_incident(actor=actor, incident=incident, kind=kind, place=Place.CONSUMPTION)
    if visit is not None:
        _link, new = VisitIncident.objects.get_or_create(
            visit=visit, incident=incident, defaults={"person_id": visit.person_id, "at": now(), "by": actor.pk}
        )
        if new:
            record(Verb.EMERGENCY, subject=visit.person_id, obj=visit, purpose=ROOM)
    return incident
