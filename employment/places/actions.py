"""Sign up, step back, draw, take attendance."""

from __future__ import annotations

import secrets
from datetime import time
from itertools import product
from uuid import UUID, uuid4

from django.db import connection, transaction

from audit.ledger.actions import record
from centre.access.enums import Compartment, Origin
from centre.access.grants import grant_actor_teams, grant_role_teams
from centre.shifts import clock
from centre.staff.models import User
from centre.staff.roles import Role
from employment.places import draw as lottery
from employment.places import policies
from employment.places.enums import Verb
from employment.places.models import Attendance, Draw, SignUp
from employment.places.selectors import candidates, next_waiting, sign_up_of
from employment.projects.enums import SessionState
from employment.projects.models import Session
from employment.projects.selectors import locked_session
from intake.person.models import Person

#: Days a team keeps the work part of the file after it last had to do with it.
GRANT_DAYS = 180
WORK_ROLES = (Role.DESK, Role.SOCIAL, Role.COORDINATOR)


@transaction.atomic
def sign_up(*, actor: User, person: Person, session: Session, client_uuid: UUID | None = None) -> SignUp:
    """Sign a person up for a session; twice is once, and somebody who stepped back may sign up again."""
    session = locked_session(session)
    policies.sign_up.check(actor, session=session)
    _share(actor, person)
    known = sign_up_of(actor, person, session)
    if known is not None and known.withdrawn_at is None:
        return known
    entry = known or SignUp(person=person, session=session, client_uuid=client_uuid or uuid4())
    entry.signed_up_at, entry.signed_up_by, entry.withdrawn_at = clock.now(), actor.pk, None
    entry.save()
    record(Verb.SIGNED_UP, subject=person, obj=entry, data={"session": session.pk})
    return entry


@transaction.atomic
def withdraw(*, actor: User, sign_up: SignUp) -> SignUp:
    """Step back from a session; after the draw the place goes to the first who waits."""
    policies.withdraw.check(actor, sign_up=sign_up)
    if sign_up.withdrawn_at is None:
        sign_up.withdrawn_at = clock.now()
        sign_up.save()
        record(Verb.WITHDRAWN, subject=sign_up.person_id, obj=sign_up)
        _call_next(actor, sign_up)
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
        session=session,
        seed=seed,
        rule=lottery.RULE,
        candidates=lottery.to_data(people),
        outcome=outcome.as_data(),
        drawn_by=actor.pk,
        drawn_at=clock.now(),
    )
    with connection.cursor() as cursor:
        cursor.execute("select app.write_places(%s)", [session.pk])
    session.state = SessionState.DRAWN
    session.save()
    data = {"seed": seed, "candidates": len(people), "placed": len(outcome.placed)}
    record(Verb.DRAWN, obj=session, data=data)
    return drawn


@transaction.atomic
def mark_present(
    *,
    actor: User,
    sign_up: SignUp,
    present: bool,
    came_at: time | None = None,
    left_at: time | None = None,
    left_early: bool = False,
) -> Attendance:
    """Write whether somebody with a place came. Who did not come loses nothing; the first who waits is called."""
    policies.mark_present.check(actor, sign_up=sign_up)
    values = {
        "present": present,
        "came_at": (came_at or sign_up.session.starts) if present else None,
        "left_at": left_at if present else None,
        "left_early": left_early and present,
        "recorded_by": actor.pk,
        "recorded_at": clock.now(),
    }
    attendance, _new = Attendance.objects.update_or_create(sign_up=sign_up, defaults=values)
    record(Verb.PRESENT if present else Verb.ABSENT, subject=sign_up.person_id, obj=sign_up)
    if not present:
        _call_next(actor, sign_up)
    return attendance


def _share(actor: User, person: Person) -> None:
    """Let the teams that work with the person know of it, and by which alias to call them."""
    work = Compartment.EMPLOYMENT
    grant_actor_teams(actor, person=person, compartment=work, days=GRANT_DAYS, origin=Origin.RELATION)
    for role, held in product(WORK_ROLES, (Compartment.DESK, work)):
        grant_role_teams(role, person=person, compartment=held, days=GRANT_DAYS, origin=Origin.RELATION)


def _call_next(actor: User, sign_up: SignUp) -> None:
    """Give the free place of a drawn session to the first who waits, when there is one."""
    session = locked_session(sign_up.session)
    waiting = next_waiting(actor, session) if session.state == SessionState.DRAWN else None
    if waiting is not None:
        waiting.placed = True
        waiting.save()
        record(Verb.CALLED, subject=waiting.person_id, obj=waiting)
