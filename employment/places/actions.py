"""Sign up, step back, draw, call who waits, tell, take attendance."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime, time
from itertools import product
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils.translation import gettext as _

from audit.ledger.actions import record
from audit.rules import Refused
from centre.access.enums import Compartment, Origin
from centre.access.grants import grant_actor_teams, grant_role_teams
from centre.shifts import clock
from centre.staff.models import User
from centre.staff.roles import Role
from employment.places import draw as lottery
from employment.places import policies
from employment.places.enums import Answer, Verb, Way
from employment.places.models import Attendance, Call, Draw, SignUp, WorkRule
from employment.places.selectors import candidates, free_places, is_barred, place_for, sign_up_of
from employment.projects.enums import SessionState
from employment.projects.models import Session
from employment.projects.selectors import locked_session
from intake.person.models import Person

#: Days a team keeps the work part of the file after it last had to do with it.
GRANT_DAYS = 180
WORK_ROLES = (Role.DESK, Role.SOCIAL, Role.COORDINATOR)


@transaction.atomic
def sign_up(*, actor: User, person: Person, session: Session, way: str = Way.DESK, client_uuid: UUID | None = None) -> SignUp:
    """Sign a person up for a session; twice is once, and somebody who stepped back may sign up again.

    After the draw, or where places go in the order of signing up, a free place is given at once; without one the
    person waits. Two workers at once wait for each other, and the database gives no place twice.
    """
    known = sign_up_of(actor, person, session)
    if known is None or known.withdrawn_at is not None:
        policies.sign_up.check(actor, session=session, barred=is_barred(session, person.pk))
        _share(actor, person)
        session = locked_session(session)
        policies.sign_up.check(actor, session=session)
        known = sign_up_of(actor, person, session)
    if known is not None and known.withdrawn_at is None:
        return known
    entry = known or SignUp(person=person, session=session, client_uuid=client_uuid or uuid4())
    entry.signed_up_at, entry.signed_up_by, entry.withdrawn_at, entry.way = clock.now(), actor.pk, None, way
    entry.placed, entry.seat, entry.rank, entry.told_at = False, None, None, None
    if policies.is_filling(session):
        _give(entry, session)
    entry.save()
    record(Verb.SIGNED_UP, subject=person, obj=entry, data={"session": session.pk, "place": entry.seat})
    return entry


@transaction.atomic
def withdraw(*, actor: User, sign_up: SignUp) -> SignUp:
    """Step back from a session; once places are given theirs goes to the first who waits."""
    sign_up.session = locked_session(sign_up.session)
    policies.withdraw.check(actor, sign_up=sign_up)
    sign_up.refresh_from_db(fields=["withdrawn_at", "seat", "placed"])
    if sign_up.withdrawn_at is None:
        sign_up.withdrawn_at, sign_up.seat = clock.now(), None
        sign_up.save()
        _close_calls(actor, sign_up, Answer.NO)
        record(Verb.WITHDRAWN, subject=sign_up.person_id, obj=sign_up)
        _call_next(actor, sign_up.session)
    return sign_up


@transaction.atomic
def draw_places(*, actor: User, session: Session, seed: str = "") -> Draw:
    """Draw the places of a session once and keep seed, weights and outcome for good. Source: DOMAIN 8.4.

    Without a `seed` one of 64 random bits is made. Raises Refused when drawn already or when nobody has signed up.
    """
    session = locked_session(session)
    people = candidates(session)
    policies.draw_places.check(actor, session=session, candidates=len(people))
    seed = seed or secrets.token_hex(8)
    outcome = lottery.draw(people, places=session.places, first_timer_places=session.first_timer_places, seed=seed)
    drawn = Draw.objects.create(
        session=session, seed=seed, rule=lottery.RULE, places=session.places, first_timer_places=session.first_timer_places,
        candidates=lottery.to_data(people), outcome=outcome.as_data(), drawn_by=actor.pk, drawn_at=clock.now(),
    )
    with connection.cursor() as cursor:
        cursor.execute("select app.write_places(%s)", [session.pk])
    session.state = SessionState.DRAWN
    session.save()
    data = {"seed": seed, "candidates": len(people), "placed": len(outcome.placed)}
    record(Verb.DRAWN, obj=session, data=data)
    return drawn


@transaction.atomic
def call_waiting(*, actor: User, session: Session) -> int:
    """Keep every free place for who waits, in order, and open a call for each; how many. Also minutes before the start."""
    session = locked_session(session)
    policies.call_waiting.check(actor, session=session, free=free_places(session))
    called = 0
    while _call_next(actor, session):
        called += 1
    return called


@transaction.atomic
def answer_call(*, actor: User, call: Call, answer: str, way: str = "") -> Call:
    """Write down what became of a call. Who does not come, or is not reached, loses nothing: the next one is called."""
    session = locked_session(call.sign_up.session)
    call = Call.objects.select_for_update(of=("self",)).select_related("sign_up").get(pk=call.pk)
    policies.answer_call.check(actor, call=call, session=session)
    call.answer, call.way, call.answered_at, call.answered_by = answer, way, clock.now(), actor.pk
    call.save()
    entry = call.sign_up
    entry.told_at, entry.told_by = clock.now(), actor.pk
    if answer != Answer.YES:
        entry.placed, entry.seat = False, None
    entry.save()
    record(Verb.ANSWERED, subject=entry.person_id, obj=entry, data={"answer": answer})
    if answer != Answer.YES:
        _call_next(actor, session)
    return call


@transaction.atomic
def tell(*, actor: User, sign_up: SignUp) -> SignUp:
    """The person knows now how things stand: the draw, the new hour, that it is cancelled."""
    policies.tell.check(actor)
    sign_up.told_at, sign_up.told_by = clock.now(), actor.pk
    sign_up.save()
    record(Verb.TOLD, subject=sign_up.person_id, obj=sign_up)
    return sign_up


@transaction.atomic
def mark_present(
    *, actor: User, sign_up: SignUp, present: bool, came_at: time | None = None, left_at: time | None = None,
    left_early: bool = False, break_minutes: int | None = None, not_today: bool = False,
) -> Attendance:
    """Write whether somebody with a place came, from when to when by the wall clock of that day.

    Without hours it is the whole session; leaving early without an hour is now. Who did not come, or says "not today",
    loses nothing; the first who waits is called. Raises Refused when their place was given on meanwhile.
    """
    session = sign_up.session = locked_session(sign_up.session)
    sign_up.refresh_from_db(fields=["withdrawn_at", "seat", "placed"])
    before = Attendance.objects.filter(sign_up=sign_up, present=True).first()
    began = _on_day(session, came_at) or (before.began_at if before else None) or session.starts_at
    ended = _on_day(session, left_at) or _leaving(session, began, left_early, before)
    minutes = break_minutes if break_minutes is not None else before.break_minutes if before else 0
    about = {"began": began, "ended": ended, "break_minutes": minutes} if present else {}
    policies.mark_present.check(actor, sign_up=sign_up, **about)
    _keep_seat(sign_up, session, present)
    values = {
        "present": present, "began_at": began if present else None, "ended_at": ended if present else None,
        "break_minutes": minutes if present else 0, "left_early": present and ended < session.ends_at,
        "not_today": not_today and not present, "recorded_by": actor.pk, "recorded_at": clock.now(),
    }
    attendance, _new = Attendance.objects.update_or_create(sign_up=sign_up, defaults=values)
    verb = Verb.ABSENT if not present else Verb.HOURS if before else Verb.PRESENT
    record(verb, subject=sign_up.person_id, obj=sign_up)
    if not present:
        _call_next(actor, session)
    return attendance


@transaction.atomic
def mark_several(*, actor: User, sign_ups: Sequence[SignUp]) -> int:
    """Several people came: one tap for all of them; how many were not marked before."""
    fresh = [one for one in sign_ups if one.placed and getattr(one, "attendance", None) is None]
    for one in fresh:
        mark_present(actor=actor, sign_up=one, present=True)
    return len(fresh)


@transaction.atomic
def set_rule(*, actor: User, valid_from: date, weekly_cap: int | None, reason: str) -> WorkRule:
    """Enter the most places a person has in a week over all projects from a day on; a correction replaces the row."""
    policies.set_rule.check(actor)
    values = {"weekly_cap": weekly_cap, "reason": reason, "entered_by": actor.pk}
    rule, _new = WorkRule.objects.update_or_create(valid_from=valid_from, defaults=values)
    record(Verb.RULE_SET, obj=rule, data={"weekly_cap": weekly_cap})
    return rule


def _share(actor: User, person: Person) -> None:
    """Let the teams that work with the person know of it, and by which alias to call them."""
    work = Compartment.EMPLOYMENT
    grant_actor_teams(actor, person=person, compartment=work, days=GRANT_DAYS, origin=Origin.RELATION)
    for role, held in product(WORK_ROLES, (Compartment.DESK, work)):
        grant_role_teams(role, person=person, compartment=held, days=GRANT_DAYS, origin=Origin.RELATION)


def _give(entry: SignUp, session: Session) -> None:
    """Give the place that is free, or the next number in the order; over the week's most places neither."""
    place = place_for(session, entry.person_id)  # type: ignore[arg-type]  # somebody who has just signed up
    entry.seat, entry.placed = place.seat, place.seat is not None
    entry.rank = None if place.capped else place.rank


def _keep_seat(sign_up: SignUp, session: Session, present: bool) -> None:
    """Who does not come leaves the place free; who comes after all has it back while it is."""
    if not present:
        sign_up.seat = None
    elif sign_up.seat is None:
        sign_up.seat = place_for(session, sign_up.person_id).seat if sign_up.person_id else None
        if sign_up.seat is None:
            raise Refused(_("The place was given to somebody who waited. None is left."), "employment.mark_present")
    sign_up.save()


def _on_day(session: Session, hour: time | None) -> datetime | None:
    """An hour of the session's day as an instant; one that comes twice is the first."""
    return clock.instant(datetime.combine(session.day, hour)) if hour else None


def _leaving(session: Session, began: datetime, early: bool, before: Attendance | None) -> datetime:
    """When somebody leaves who gave no hour: now when early, else as it stood, else with the end of the session."""
    if early:
        return max(began, min(clock.now(), session.ends_at))
    return (before.ended_at if before else None) or session.ends_at


def _close_calls(actor: User, sign_up: SignUp, answer: str) -> None:
    for call in Call.objects.filter(sign_up=sign_up, answer=Answer.OPEN):
        call.answer, call.answered_at, call.answered_by = answer, clock.now(), actor.pk
        call.save()


def _call_next(actor: User, session: Session) -> bool:
    """Keep a free place for the first who waits, open the call and write the event (the database does: the person may be out
    of sight); whether there was one.
    """
    if policies.call_waiting.why_not(actor, session=session) is not None:
        return False
    with connection.cursor() as cursor:
        cursor.execute("select app.call_next(%s, %s)", [session.pk, clock.now()])
        return bool(cursor.fetchone()[0])
