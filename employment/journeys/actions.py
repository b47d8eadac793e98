"""What is done on a journey: open it, move it between phases, agree on steps, write down what came of it."""

from __future__ import annotations

from datetime import date
from itertools import product
from typing import Any, cast
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction

from audit.ledger.actions import record
from centre.access.enums import Compartment, Origin
from centre.access.grants import grant_actor_teams, grant_role_teams
from centre.shifts import clock
from centre.staff.models import User
from centre.staff.roles import Role
from employment.journeys import policies
from employment.journeys.enums import JourneyState, OutcomeKind, Phase, StepState, Verb
from employment.journeys.models import Journey, JourneyOutcome, JourneyStep, PhaseMove, WorkFact
from employment.journeys.selectors import locked_journey, locked_step, of_form, open_journey_of
from intake.directory.models import Organization
from intake.person.models import Person

#: Days a team keeps the work part of the file after it last had to do with it.
GRANT_DAYS = 180
WORK_ROLES = (Role.DESK, Role.SOCIAL, Role.COORDINATOR)


@transaction.atomic
def open_journey(
    *, actor: User, person: Person, phase: str = Phase.CONTACT, opened_on: date | None = None, referent: int | None = None,
    why: str = "", client_uuid: UUID | None = None,
) -> Journey:
    """Open the journey of a person, in any phase; the one under way is answered when there is one.

    Raises Refused when none of the actor's teams works with day labour, and for a day to come.
    """
    day = opened_on or clock.local().date()
    policies.open_journey.check(actor, opened_on=day)
    _share(actor, person)
    known: Journey | None = of_form(actor, Journey, client_uuid) or _under_way(actor, person)
    if known is not None:
        return known
    journey = Journey(
        person=person, phase=phase, opened_on=day, opened_by=actor.pk, referent=referent or actor.pk, client_uuid=client_uuid or uuid4()
    )
    try:
        with transaction.atomic():
            journey.save(force_insert=True)
    except IntegrityError:
        first = _under_way(actor, person)
        if first is None:
            raise
        return first
    _move(actor, journey, "", phase, day, why, None)
    record(Verb.OPENED, subject=person, obj=journey, data={"phase": phase})
    return journey


@transaction.atomic
def move_phase(
    *, actor: User, journey: Journey, to_phase: str, on_day: date | None = None, why: str = "", seen: str = "",
    client_uuid: UUID | None = None,
) -> Journey:
    """Move a journey to another phase, forwards or back, with why in the person's words. The same form twice is one move.

    `seen` is the phase the worker had before them. Raises Refused with where it stands now when a colleague was first.
    """
    journey = locked_journey(actor, journey)
    if of_form(actor, PhaseMove, client_uuid) is not None:
        return journey
    day = on_day or clock.local().date()
    policies.move_phase.check(actor, journey=journey, to_phase=to_phase, seen=seen, on_day=day)
    before, journey.phase = journey.phase, to_phase
    journey.save(update_fields=["phase"])
    move = _move(actor, journey, before, to_phase, day, why, client_uuid)
    record(Verb.MOVED, subject=journey.person_id, obj=move, data={"from": before, "to": to_phase})
    return journey


@transaction.atomic
def pause_journey(*, actor: User, journey: Journey) -> Journey:
    """Pause a journey: nobody is reminded of its steps, nothing is lost."""
    return _state(actor, journey, JourneyState.PAUSED, Verb.PAUSED)


@transaction.atomic
def resume_journey(*, actor: User, journey: Journey) -> Journey:
    """Take a paused journey up again."""
    return _state(actor, journey, JourneyState.RUNNING, Verb.RESUMED)


@transaction.atomic
def end_journey(
    *, actor: User, journey: Journey, outcome: str, ended_on: date | None = None, contract_kind: str = "", starts_on: date | None = None,
    ends_on: date | None = None, partner: Organization | None = None, client_uuid: UUID | None = None,
) -> Journey:
    """End a journey with what came of it; its open steps are dropped. It may be asked about again months later."""
    journey = locked_journey(actor, journey)
    if of_form(actor, JourneyOutcome, client_uuid) is not None:
        return journey
    day = ended_on or clock.local().date()
    policies.end_journey.check(actor, journey=journey, ended_on=day)
    journey.state, journey.ended_on, journey.outcome = JourneyState.ENDED, day, outcome
    journey.save(update_fields=["state", "ended_on", "outcome"])
    left = JourneyStep.objects.filter(journey=journey, state__in=(StepState.AGREED, StepState.PLANNED)).order_by("pk")
    for step in left:
        step.state, step.closed_on = StepState.DROPPED, day
        step.save(update_fields=["state", "closed_on"])
    _outcome(
        actor, journey, months=0, kind=outcome, on_day=day, contract_kind=contract_kind, starts_on=starts_on, ends_on=ends_on,
        partner=partner, client_uuid=client_uuid,
    )
    record(Verb.ENDED, subject=journey.person_id, obj=journey, data={"outcome": outcome, "steps": len(left)})
    return journey


@transaction.atomic
def give_journey(*, actor: User, journey: Journey, referent: int) -> Journey:
    """Let another colleague see to a journey."""
    journey = locked_journey(actor, journey)
    policies.give_journey.check(actor, journey=journey)
    journey.referent = referent
    journey.save(update_fields=["referent"])
    record(Verb.GIVEN, subject=journey.person_id, obj=journey)
    return journey


@transaction.atomic
def write_outcome(
    *, actor: User, journey: Journey, kind: str, months: int = 0, on_day: date | None = None, contract_kind: str = "",
    starts_on: date | None = None, ends_on: date | None = None, partner: Organization | None = None, client_uuid: UUID | None = None,
) -> JourneyOutcome:
    """Write down what came of a journey, on the way, at its end or some months later. The same form twice is one."""
    done = of_form(actor, JourneyOutcome, client_uuid)
    if done is not None:
        return done  # type: ignore[no-any-return]  # of the model asked for
    day = on_day or clock.local().date()
    policies.write_outcome.check(actor, journey=journey, on_day=day)
    outcome = _outcome(
        actor, journey, months=months, kind=kind, on_day=day, contract_kind=contract_kind, starts_on=starts_on, ends_on=ends_on,
        partner=partner, client_uuid=client_uuid,
    )
    record(Verb.OUTCOME, subject=journey.person_id, obj=outcome, data={"kind": kind, "months": months})
    return outcome


@transaction.atomic
def write_fact(
    *, actor: User, journey: Journey, stage: str, on_day: date | None = None, employed: str = "", employment: str = "",
    without: str = "", school: str = "", client_uuid: UUID | None = None,
) -> WorkFact:
    """Write down how the person says they stand with work and school. The same form twice is one."""
    done = of_form(actor, WorkFact, client_uuid)
    if done is not None:
        return done  # type: ignore[no-any-return]  # of the model asked for
    day = on_day or clock.local().date()
    policies.write_fact.check(actor, journey=journey, on_day=day)
    fact = WorkFact.objects.create(
        journey=journey, person_id=journey.person_id, stage=stage, on_day=day, employed=employed, employment=employment,
        without=without, school=school, written_by=actor.pk, written_at=clock.now(), client_uuid=client_uuid or uuid4(),
    )
    record(Verb.FACT, subject=journey.person_id, obj=fact)
    return fact


@transaction.atomic
def agree_step(
    *, actor: User, journey: Journey, kind: str, due_on: date | None = None, owner: int | None = None,
    partner: Organization | None = None, note: str = "", client_uuid: UUID | None = None,
) -> JourneyStep:
    """Agree on a step with the person, seen to by `owner` (the actor without one); with a day it is planned."""
    journey = locked_journey(actor, journey)
    done = of_form(actor, JourneyStep, client_uuid)
    if done is not None:
        return done  # type: ignore[no-any-return]  # of the model asked for
    policies.agree_step.check(actor, journey=journey)
    step = JourneyStep.objects.create(
        journey=journey, person_id=cast(UUID, journey.person_id), kind=kind, partner=partner, note=note.strip() or None,
        state=StepState.PLANNED if due_on else StepState.AGREED, due_on=due_on, owner=owner or actor.pk, written_by=actor.pk,
        written_at=clock.now(), client_uuid=client_uuid or uuid4(),
    )
    record(Verb.STEP_AGREED, subject=journey.person_id, obj=step, data={"kind": kind})
    return step


@transaction.atomic
def move_step(*, actor: User, step: JourneyStep, state: str, due_on: date | None = None) -> JourneyStep:
    """Move a step along the table of states; asked for where it already is, nothing changes."""
    step = locked_step(actor, step)
    day = due_on or (step.due_on if state == StepState.PLANNED else None)
    if step.state == state and (not due_on or due_on == step.due_on):
        return step
    policies.move_step.check(actor, step=step, state=state, due_on=day)
    before = step.state
    step.state, step.due_on = state, day or step.due_on
    step.closed_on = clock.local().date() if state in (StepState.DONE, StepState.DROPPED) else None
    step.save(update_fields=["state", "due_on", "closed_on"])
    record(Verb.STEP_MOVED, subject=step.person_id, obj=step, data={"from": before, "to": state})
    return step


def _under_way(actor: User, person: Person) -> Journey | None:
    """The journey begun here that is not ended; one that came with a foreign file does not stand in the way."""
    found = open_journey_of(actor, person)
    return found if found is not None and not found.brought else None


def _state(actor: User, journey: Journey, state: str, verb: str) -> Journey:
    journey = locked_journey(actor, journey)
    policies.change_state.check(actor, journey=journey, state=state)
    journey.state = state
    journey.save(update_fields=["state"])
    record(verb, subject=journey.person_id, obj=journey)
    return journey


def _move(actor: User, journey: Journey, before: str, after: str, day: date, why: str, client_uuid: UUID | None) -> PhaseMove:
    return PhaseMove.objects.create(
        journey=journey, person_id=journey.person_id, from_phase=before, to_phase=after, on_day=day, why=why.strip() or None,
        written_by=actor.pk, written_at=clock.now(), client_uuid=client_uuid or uuid4(),
    )


def _outcome(actor: User, journey: Journey, *, client_uuid: UUID | None, **facts: Any) -> JourneyOutcome:
    """A row of what came of it; the kind of contract only where there is one."""
    if facts["kind"] not in (OutcomeKind.CONTRACT, OutcomeKind.ELSEWHERE):
        facts["contract_kind"] = ""
    return JourneyOutcome.objects.create(
        journey=journey, person_id=journey.person_id, written_by=actor.pk, written_at=clock.now(), client_uuid=client_uuid or uuid4(), **facts
    )


def _share(actor: User, person: Person) -> None:
    """Let the teams that work with the person know of it, and by which alias to call them."""
    work = Compartment.EMPLOYMENT
    grant_actor_teams(actor, person=person, compartment=work, days=GRANT_DAYS, origin=Origin.RELATION)
    for role, held in product(WORK_ROLES, (Compartment.DESK, work)):
        grant_role_teams(role, person=person, compartment=held, days=GRANT_DAYS, origin=Origin.RELATION)
