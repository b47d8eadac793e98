"""What is done with visits: write one down, add to it, agree how often."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.db import transaction

from audit.ledger.actions import record
from centre.access.enums import Compartment, Origin
from centre.access.grants import grant_actor_teams
from centre.access.scope import holds
from centre.shifts import clock

from . import policies, selectors
from .enums import Outcome, Verb
from .models import SupportVisit, VisitContent, VisitRhythm

if TYPE_CHECKING:
    from centre.staff.models import User
    from housing.placements.models import Placement

#: Days a team keeps the part of the file in which it wrote.
REACH_DAYS = 180


@transaction.atomic
def record_visit(
    *, actor: User, placement: Placement, at: datetime, where: str, client_uuid: UUID, minutes: int = 0,
    outcome: str = Outcome.KEPT, kinds: list[str] | None = None, second: int | None = None, next_at: datetime | None = None,
    part: str = "", text: str = "",
) -> SupportVisit:
    """Write a visit down, kept or not, with its content sealed in one part of the file; the same `client_uuid` is one visit."""
    done = selectors.visit_of_form(actor, client_uuid)
    if done is not None:
        return done
    policies.record_visit.check(actor, placement=placement, at=at, second=second, next_at=next_at, part=part, text=text)
    _stay_on(actor, placement, Compartment.HOUSING)
    visit = SupportVisit(
        placement=placement, person_id=placement.whom, at=at, minutes=minutes if outcome == Outcome.KEPT else 0,
        where=where, outcome=outcome, kinds=kinds or [], next_at=next_at, by=actor.pk, second=second,
        written_at=clock.now(), client_uuid=client_uuid,
    )
    visit.save(force_insert=True)
    if text:
        _write(actor, visit, part, text, uuid4())
    record(Verb.RECORDED, subject=placement.person_id, obj=visit)
    return visit


@transaction.atomic
def add_to_visit(*, actor: User, visit: SupportVisit, part: str, text: str, client_uuid: UUID) -> VisitContent:
    """Add to what was written about a visit: nothing is ever written over. The same `client_uuid` again gives the first."""
    policies.add_to_visit.check(actor, placement=visit.placement, part=part)
    done = selectors.content_of_form(actor, client_uuid)
    if done is not None:
        return done
    content = _write(actor, visit, part, text, client_uuid, added=True)
    record(Verb.ADDED, subject=visit.person_id, obj=visit, purpose=part)
    return content


@transaction.atomic
def agree_visits(*, actor: User, placement: Placement, every_days: int, from_on: date, client_uuid: UUID) -> VisitRhythm:
    """Agree how often to visit from a day on; what was agreed before stays readable."""
    done = next((one for one in selectors.rhythms_of(actor, placement) if one.client_uuid == client_uuid), None)
    if done is not None:
        return done
    policies.agree_visits.check(actor, placement=placement, from_on=from_on)
    rhythm = VisitRhythm(
        placement=placement, person_id=placement.whom, every_days=every_days, from_on=from_on, by=actor.pk,
        at=clock.now(), client_uuid=client_uuid,
    )
    rhythm.save(force_insert=True)
    record(Verb.AGREED, subject=placement.person_id, obj=rhythm, data={"every_days": every_days})
    return rhythm


def _write(actor: User, visit: SupportVisit, part: str, text: str, client_uuid: UUID, *, added: bool = False) -> VisitContent:
    """One sealed text in one part of the file; the writer's team takes the person on there if nobody does."""
    if not holds(actor, visit.person_id, part):
        _stay_on(actor, visit.placement, part)
    content = VisitContent(
        visit=visit, person_id=visit.person_id, compartment=part, text=text, added=added, by=actor.pk,
        at=clock.now(), client_uuid=client_uuid,
    )
    content.save(force_insert=True)
    return content


def _stay_on(actor: User, placement: Placement, part: str) -> None:
    """The actor's teams keep this part of the file, and the desk part with it."""
    for held in (part, Compartment.DESK):
        grant_actor_teams(actor, person=placement.person_id, compartment=held, days=REACH_DAYS, origin=Origin.RELATION)
