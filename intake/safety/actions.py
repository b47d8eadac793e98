"""What is done about an incident: begin the clock, tap, stop; then describe, name, tell, tick. A tap is never refused."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from django.db import IntegrityError, transaction

from audit.ledger.actions import record
from centre.access.enums import Compartment, Origin
from centre.access.grants import grant_role_teams
from centre.shifts.clock import now, service_day
from centre.staff.roles import Role

from . import policies
from .enums import NALOXONE, OUTCOME_OF, Keeping, Part, Verb, keeping_of
from .models import Incident, IncidentAct, IncidentPerson, IncidentStep, IncidentStory, NaloxoneProduct
from .registry import cupboard
from .selectors import act_by_uuid, default_product, incident_by_uuid, named, persons_of

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.person.models import Person
    from intake.spaces.models import Space

LOCKS_AFTER = timedelta(hours=24)
LATE_AFTER = timedelta(minutes=30)
#: How long the coordination finds a person named in an incident that it keeps.
KNOWN_FOR_DAYS = 180


@transaction.atomic
def start_incident(
    *, actor: User, kind: str, client_uuid: UUID, person: Person | None = None, at: datetime | None = None,
    space: Space | None = None,
) -> Incident:
    """Begin the clock of an incident and return it; the same `client_uuid` again returns the first.

    `at` (aware) defaults to now; it locks a day after it was written down. Nothing about anybody need be known.
    """
    policies.start_incident.check(actor, space=space)
    written = now()
    moment = min(at or written, written)
    incident = Incident(
        kind=kind, keeping=keeping_of(kind), space=space, compartment=(space.compartment if space else "") or Compartment.DESK,
        begun_at=moment, recorded_at=written, recorded_late=written - moment > LATE_AFTER,
        service_day=service_day(moment), begun_by=actor.pk, locks_at=written + LOCKS_AFTER, client_uuid=client_uuid,
    )
    try:
        with transaction.atomic():
            incident.save(force_insert=True)
    except IntegrityError:
        first = incident_by_uuid(client_uuid)
        if first is None:
            raise
        return first
    record(Verb.STARTED, obj=incident, data={"kind": kind})
    if person is not None:
        name_person(actor=actor, incident=incident, person=person)
    return incident


@transaction.atomic
def record_act(
    *, actor: User, incident: Incident, act: str, client_uuid: UUID, at: datetime | None = None
) -> IncidentAct:
    """Write what was just done, with the hour of the house; the same `client_uuid` again returns the first.

    An act that tells how it ended fills in the outcome. A dose of naloxone is the product in use, when there is one.
    """
    policies.record_act.check(actor, incident=incident)
    product = default_product(act) if act in NALOXONE else None
    entry = IncidentAct(
        incident=incident, act=act, at=max(min(at or now(), now()), incident.begun_at), recorded_at=now(), by=actor.pk,
        product=product, dose_mg=product.dose_mg if product else None, client_uuid=client_uuid,
    )
    try:
        with transaction.atomic():
            entry.save(force_insert=True)
    except IntegrityError:
        first = act_by_uuid(client_uuid)
        if first is None:
            raise
        return first
    if act in OUTCOME_OF:
        incident.outcome = OUTCOME_OF[act]  # type: ignore[index]  # a value of the same list
        incident.save(update_fields=["outcome"])
    record(Verb.TAPPED, obj=incident, data={"act": act})
    return entry


@transaction.atomic
def detail_act(
    *, actor: User, entry: IncidentAct, product: NaloxoneProduct | None, lot: str, dose_mg: Decimal | None
) -> IncidentAct:
    """Write which product, lot and dose an act was; the cupboard is told of the lot."""
    policies.record_act.check(actor, incident=entry.incident)
    before = entry.lot
    entry.product, entry.lot = product, " ".join(lot.split())[:40]
    entry.dose_mg = dose_mg or (product.dose_mg if product else None)
    entry.save(update_fields=["product", "lot", "dose_mg"])
    if entry.lot and entry.lot != before:
        cupboard.tell(actor, product, entry.lot, entry.at)
    record(Verb.DETAILED, obj=entry.incident, data={"act": entry.act})
    return entry


@transaction.atomic
def strike_act(*, actor: User, entry: IncidentAct) -> IncidentAct:
    """Take a wrong tap back; it stays to be seen, struck through. Striking twice changes nothing."""
    if entry.struck_at is not None:
        return entry
    policies.strike_act.check(actor, entry=entry)
    entry.struck_at, entry.struck_by = now(), actor.pk
    entry.save(update_fields=["struck_at", "struck_by"])
    incident = entry.incident
    if incident.outcome and incident.outcome == OUTCOME_OF.get(entry.act):  # type: ignore[call-overload]
        incident.outcome = ""
        incident.save(update_fields=["outcome"])
    record(Verb.STRUCK, obj=incident, data={"act": entry.act})
    return entry


@transaction.atomic
def stop_clock(*, actor: User, incident: Incident) -> Incident:
    """Stop the clock; stopping twice changes nothing."""
    policies.record_act.check(actor, incident=incident)
    if incident.stopped_at is None:
        incident.stopped_at, incident.stopped_by = now(), actor.pk
        incident.save(update_fields=["stopped_at", "stopped_by"])
        record(Verb.STOPPED, obj=incident)
    return incident


@transaction.atomic
def describe_incident(
    *, actor: User, incident: Incident, kind: str, severity: int | None = None, space: Space | None = None,
    place: str = "", outcome: str = "", present: Iterable[str] = (),
) -> Incident:
    """Write what it turned out to be, how serious, where, who was there by role and how it ended.

    Another kind may move what was told behind another wall; a walled space takes it all to its own team.
    """
    policies.describe_incident.check(actor, incident=incident, kind=kind)
    policies.start_incident.check(actor, space=space)
    persons = persons_of(actor, incident)
    incident.kind, incident.keeping, incident.severity = kind, keeping_of(kind), severity
    incident.space, incident.place, incident.outcome = space, place, outcome
    incident.compartment = (space.compartment if space else "") or Compartment.DESK
    incident.present = sorted(present)
    incident.save(
        update_fields=["kind", "keeping", "severity", "space", "place", "compartment", "outcome", "present"]
    )
    for one in persons:
        _let_the_coordination_know(incident, one.person)
    record(Verb.DESCRIBED, obj=incident, data={"kind": kind})
    return incident


def _let_the_coordination_know(incident: Incident, person: Person) -> None:
    """Whoever keeps the account of a restricted incident finds the person at the desk; not so from a walled space."""
    if incident.keeping == Keeping.RESTRICTED and incident.compartment == Compartment.DESK:
        grant_role_teams(
            Role.COORDINATOR, person=person, compartment=Compartment.DESK, days=KNOWN_FOR_DAYS, origin=Origin.RELATION
        )


@transaction.atomic
def name_person(*, actor: User, incident: Incident, person: Person, part: str = Part.CONCERNED) -> IncidentPerson:
    """Write that a person had to do with an incident; naming twice changes nothing. In a restricted one the desk forgets."""
    policies.name_in_incident.check(actor, incident=incident)
    known = named(actor, incident, person)
    if known is not None:
        return known
    place = IncidentPerson(
        incident=incident, person=person, part=part, compartment=incident.compartment,
        restricted=incident.keeping == Keeping.RESTRICTED, by=actor.pk, at=now(),
    )
    try:
        with transaction.atomic():
            place.save(force_insert=True)
    except IntegrityError:  # a colleague named them where this one may not look
        return place
    _let_the_coordination_know(incident, person)
    record(Verb.NAMED, subject=person, obj=incident)
    return place


@transaction.atomic
def unname_person(*, actor: User, place: IncidentPerson) -> None:
    """Take a person off an incident where they were named by mistake."""
    policies.name_in_incident.check(actor, incident=place.incident)
    subject, incident = place.person_id, place.incident
    place.delete()
    record(Verb.UNNAMED, subject=subject, obj=incident)


@transaction.atomic
def tell_story(
    *, actor: User, incident: Incident, text: str, client_uuid: UUID, person: Person | None = None
) -> IncidentStory:
    """Write an account, sealed and never changed; after a day it is an addendum. The same `client_uuid` is one account.

    About a medical incident it belongs to nursing, about violence and the like to the coordination; whoever wrote it
    reads it for a day. Source: PRIVACY 2.
    """
    policies.tell_incident.check(actor, incident=incident)
    nursing = incident.keeping == Keeping.NURSING and incident.compartment == Compartment.DESK
    story = IncidentStory(
        incident=incident, person=person, sealed_for=person.pk if person else incident.pk, text=text,
        compartment=Compartment.NURSING if nursing else incident.compartment,
        restricted=incident.keeping == Keeping.RESTRICTED, addendum=incident.is_locked(now()), by=actor.pk, at=now(),
        client_uuid=client_uuid,
    )
    try:
        with transaction.atomic():
            story.save(force_insert=True)
    except IntegrityError:
        return IncidentStory.objects.get(client_uuid=client_uuid)
    record(Verb.TOLD, subject=story.person_id, obj=incident)
    return story


@transaction.atomic
def tick_step(*, actor: User, incident: Incident, step: str) -> IncidentStep:
    """Say that something to do afterwards is done; saying it twice changes nothing."""
    policies.tick_incident.check(actor, incident=incident)
    done, new = IncidentStep.objects.get_or_create(incident=incident, step=step, defaults={"by": actor.pk, "at": now()})
    if new:
        record(Verb.TICKED, obj=incident, data={"step": step})
    return done


@transaction.atomic
def save_product(
    *, actor: User, name: str, route: str, dose_mg: Decimal | None = None, active: bool = True,
    product: NaloxoneProduct | None = None,
) -> NaloxoneProduct:
    """Put a product on the list of the centre, or change one."""
    policies.edit_naloxone.check(actor, product=product)
    kept = product or NaloxoneProduct()
    kept.name, kept.route, kept.dose_mg, kept.active = name, route, dose_mg, active
    kept.save()
    record(Verb.PRODUCT_SAVED, obj=kept)
    return kept
