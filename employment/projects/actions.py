"""Open a project, plan a session, close it."""

from __future__ import annotations

from datetime import date, time

from django.db import transaction

from audit.ledger.actions import record
from centre.staff.models import User
from employment.projects import policies
from employment.projects.enums import SessionState, Verb
from employment.projects.models import Project, Session
from employment.projects.selectors import locked_session


@transaction.atomic
def open_project(
    *,
    actor: User,
    title: str,
    partner: str = "",
    place: str = "",
    hours: str = "",
    tools: str = "",
    weekly_cap: int = 2,
) -> Project:
    """Open a day-labour project with a partner."""
    policies.open_project.check(actor)
    project = Project.objects.create(
        title=title, partner=partner, place=place, hours=hours, tools=tools, weekly_cap=weekly_cap
    )
    record(Verb.OPENED, obj=project)
    return project


@transaction.atomic
def plan_session(
    *,
    actor: User,
    project: Project,
    day: date,
    starts: time,
    ends: time,
    places: int,
    first_timer_places: int = 0,
) -> Session:
    """Plan one day of a project. The same project, day and hour twice raises IntegrityError."""
    policies.plan_session.check(actor, project=project, day=day)
    session = Session.objects.create(
        project=project,
        day=day,
        starts=starts,
        ends=ends,
        places=places,
        first_timer_places=first_timer_places,
        planned_by=actor.pk,
    )
    record(Verb.PLANNED, obj=session, data={"day": day.isoformat(), "places": places})
    return session


@transaction.atomic
def close_session(*, actor: User, session: Session) -> Session:
    """Say that a session is over; attendance is then fixed."""
    session = locked_session(session)
    policies.close_session.check(actor, session=session)
    session.state = SessionState.DONE
    session.save()
    record(Verb.CLOSED, obj=session)
    return session
