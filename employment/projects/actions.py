"""Projects: open, change, close; sessions: plan one or a row, move, cancel, close; days without work; calendar addresses."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from audit.ledger.actions import record
from audit.rules import Refused
from audit.vault.keys import mac
from centre.shifts import clock
from centre.staff.models import User
from employment.projects import policies
from employment.projects.enums import ChangeKind, Filling, SessionState, Verb
from employment.projects.models import Briefing, FeedAddress, Holiday, Project, Series, Session, SessionChange
from employment.projects.selectors import (
    FEED_KEY,
    briefing_of,
    free_days,
    locked_project,
    locked_session,
    places_taken,
    series_of_form,
    sessions_ahead,
)


@transaction.atomic
def open_project(*, actor: User, title: str, weekly_cap: int = 2, **facts: Any) -> Project:
    """Open a day-labour project with a partner. `facts`: further fields of the project."""
    policies.open_project.check(actor)
    project = Project.objects.create(title=title, weekly_cap=weekly_cap, **facts)
    record(Verb.OPENED, obj=project)
    return project


@transaction.atomic
def change_project(*, actor: User, project: Project, version: int | None = None, **facts: Any) -> Project:
    """Change fields of a project. With the `version` one has looked at, Refused when a colleague was first."""
    project = locked_project(project)
    policies.change_project.check(actor, project=project, version=version)
    for name, value in facts.items():
        setattr(project, name, value)
    project.version += 1
    project.save()
    record(Verb.EDITED, obj=project, data={"fields": sorted(facts)})
    return project


@transaction.atomic
def close_project(*, actor: User, project: Project, reason: str) -> Project:
    """Close a project in which nothing is planned any more; what was done in it stays."""
    project = locked_project(project)
    policies.close_project.check(actor, project=project, ahead=sessions_ahead(actor, project).count())
    project.active, project.closed_at, project.closed_reason = False, clock.now(), reason
    project.save()
    record(Verb.PROJECT_CLOSED, obj=project)
    return project


@transaction.atomic
def reopen_project(*, actor: User, project: Project) -> Project:
    """Open a closed project again."""
    project = locked_project(project)
    policies.reopen_project.check(actor, project=project)
    project.active, project.closed_at, project.closed_reason = True, None, ""
    project.save()
    record(Verb.PROJECT_REOPENED, obj=project)
    return project


@transaction.atomic
def write_briefing(*, actor: User, project: Project, fr: str = "", nl: str = "", en: str = "") -> Briefing:
    """Write the safety briefing of a project as its next version; words that are as they were make none."""
    project = locked_project(project)
    policies.open_project.check(actor)
    before = briefing_of(project)
    if before is not None and (before.fr, before.nl, before.en) == (fr, nl, en):
        return before
    version = before.version + 1 if before else 1
    briefing = Briefing.objects.create(
        project=project, version=version, fr=fr, nl=nl, en=en, written_by=actor.pk, written_at=clock.now()
    )
    record(Verb.BRIEFING, obj=project, data={"version": version})
    return briefing


@transaction.atomic
def plan_session(
    *, actor: User, project: Project, day: date, starts: time, ends: time, places: int, first_timer_places: int = 0,
    filling: str = Filling.DRAW, staff: Sequence[int] = (), opens_days: int | None = None, closes_hours: int | None = None,
) -> Session:
    """Plan one day of a project; Refused when the same project has a session at that day and hour.

    Signing up opens `opens_days` days before its start and ends `closes_hours` hours before it; at once and with the
    draw when they are not given.
    """
    policies.plan_session.check(actor, project=project, day=day, starts=starts, ends=ends)
    rules = {"places": places, "first_timer_places": first_timer_places, "filling": filling, "staff": list(staff)}
    session = _plan(actor, project, day, starts, ends, opens_days, closes_hours, rules)
    if session is None:
        raise Refused(_("This session is already planned."), "employment.plan_session")
    record(Verb.PLANNED, obj=session, data={"day": day.isoformat(), "places": places})
    return session


@transaction.atomic
def plan_series(
    *, actor: User, project: Project, weekdays: Sequence[int], from_on: date, until_on: date, starts: time, ends: time,
    places: int, first_timer_places: int = 0, filling: str = Filling.DRAW, staff: Sequence[int] = (),
    opens_days: int | None = None, closes_hours: int | None = None, client_uuid: UUID | None = None,
) -> tuple[Series, list[Session], list[date]]:
    """Plan sessions in a row: the row, what was planned, the days that were left out. The same form twice is one row.

    Left out are days without work, hours that the clocks skip, and days on which the session stands already.
    """
    done = series_of_form(client_uuid)
    if done is not None:
        return done, list(done.sessions.order_by("day")), []
    off = free_days(from_on, until_on) if from_on <= until_on <= from_on + policies.LONGEST_ROW else {}
    span = range((min(until_on, from_on + policies.LONGEST_ROW) - from_on).days + 1)
    wanted = [day for day in (from_on + timedelta(days=n) for n in span) if day.weekday() in weekdays]
    days = [day for day in wanted if day not in off and policies.hour_words(day, starts, ends) is None]
    policies.plan_series.check(actor, project=project, from_on=from_on, until_on=until_on, days=days)
    row = Series.objects.create(
        project=project, weekdays=sorted(weekdays), from_on=from_on, until_on=until_on, starts=starts, ends=ends,
        planned_by=actor.pk, planned_at=clock.now(), client_uuid=client_uuid or uuid4(),
    )
    rules = {"places": places, "first_timer_places": first_timer_places, "filling": filling, "staff": list(staff), "series": row}
    made = [_plan(actor, project, day, starts, ends, opens_days, closes_hours, rules) for day in days]
    planned = [one for one in made if one is not None]
    record(Verb.REPEATED, obj=row, data={"planned": len(planned), "left_out": len(wanted) - len(planned)})
    return row, planned, sorted(set(wanted) - {one.day for one in planned})


@transaction.atomic
def change_session(*, actor: User, session: Session, reason: str = "", **facts: Any) -> Session:
    """Change places, seats for first-timers, who goes along; never below the places that people have."""
    session = locked_session(session)
    policies.change_session.check(actor, session=session, places=facts.get("places"), taken=places_taken(session))
    for name, value in facts.items():
        setattr(session, name, value)
    session.sequence += 1
    session.save()
    _note(actor, session, ChangeKind.CHANGED, reason, session)
    record(Verb.CHANGED, obj=session, data={"fields": sorted(facts)})
    return session


@transaction.atomic
def move_session(*, actor: User, session: Session, day: date, starts: time, ends: time, reason: str) -> Session:
    """Move a session to another day or hour with the reason that who signed up is told; its window moves with it."""
    session = locked_session(session)
    policies.move_session.check(actor, session=session, day=day, starts=starts, ends=ends)
    before = Session(pk=session.pk, day=session.day, starts=session.starts, ends=session.ends)
    session.day, session.starts, session.ends = day, starts, ends
    shift = session.starts_at - before.starts_at
    session.opens_at = session.opens_at and session.opens_at + shift
    session.closes_at = session.closes_at and session.closes_at + shift
    session.changed_at, session.sequence = clock.now(), session.sequence + 1
    _save(session)
    _note(actor, session, ChangeKind.MOVED, reason, before)
    record(Verb.MOVED, obj=session, data={"from": before.day.isoformat(), "to": day.isoformat()})
    return session


@transaction.atomic
def cancel_session(*, actor: User, session: Session, reason: str) -> Session:
    """Cancel a session with the reason that who signed up is told; nobody loses a chance by it."""
    session = locked_session(session)
    policies.cancel_session.check(actor, session=session)
    session.state, session.changed_at, session.sequence = SessionState.CANCELLED, clock.now(), session.sequence + 1
    session.save()
    _note(actor, session, ChangeKind.CANCELLED, reason, session)
    record(Verb.CANCELLED, obj=session)
    return session


@transaction.atomic
def close_session(*, actor: User, session: Session) -> Session:
    """Say that a session is over; attendance is then fixed."""
    session = locked_session(session)
    policies.close_session.check(actor, session=session)
    session.state, session.closed_at, session.closed_by = SessionState.DONE, clock.now(), actor.pk
    session.save()
    record(Verb.CLOSED, obj=session)
    return session


@transaction.atomic
def reopen_session(*, actor: User, session: Session, reason: str) -> Session:
    """Open a closed session again within a day, with the reason, to put right what was marked."""
    session = locked_session(session)
    policies.reopen_session.check(actor, session=session)
    session.state = SessionState.OPEN if session.filling == Filling.FIRST_COME else SessionState.DRAWN
    session.closed_at, session.closed_by = None, None
    session.save()
    _note(actor, session, ChangeKind.REOPENED, reason, session)
    record(Verb.REOPENED, obj=session)
    return session


@transaction.atomic
def mark_holiday(*, actor: User, day: date, label: str = "") -> Holiday:
    """Mark a day on which rows of sessions leave a gap; what is already planned stays."""
    policies.mark_holiday.check(actor)
    values = {"label": label, "active": True, "marked_by": actor.pk, "marked_at": clock.now()}
    holiday, _new = Holiday.objects.update_or_create(day=day, defaults=values)
    record(Verb.HOLIDAY, obj=holiday)
    return holiday


@transaction.atomic
def take_back_holiday(*, actor: User, holiday: Holiday) -> Holiday:
    """Say that a marked day is one like others."""
    policies.mark_holiday.check(actor)
    holiday.active, holiday.marked_by, holiday.marked_at = False, actor.pk, clock.now()
    holiday.save()
    record(Verb.HOLIDAY_TAKEN_BACK, obj=holiday)
    return holiday


@transaction.atomic
def make_feed(*, actor: User, project: Project | None = None) -> str:
    """A new secret address for one's calendar program, of one project or of all; told once, the one before ends."""
    policies.view_sessions.check(actor)
    token = secrets.token_urlsafe(32)
    _end_feeds(actor, project)
    feed = FeedAddress.objects.create(user=actor, project=project, mac=mac(FEED_KEY, token.encode()))
    record(Verb.FEED_MADE, obj=feed)
    return token


@transaction.atomic
def end_feed(*, actor: User, project: Project | None = None) -> None:
    """End one's calendar address; nobody can follow it any more."""
    policies.view_sessions.check(actor)
    _end_feeds(actor, project)
    record(Verb.FEED_ENDED)


def _plan(
    actor: User, project: Project, day: date, starts: time, ends: time, opens_days: int | None, closes_hours: int | None,
    rules: dict[str, Any],
) -> Session | None:
    """Write a session down; None when the same project has one at that day and hour. The constraint has the last word."""
    session = Session(project=project, day=day, starts=starts, ends=ends, planned_by=actor.pk, planned_at=clock.now(), **rules)
    begins = datetime.combine(day, starts)
    session.opens_at = clock.instant(begins - timedelta(days=opens_days)) if opens_days is not None else None
    session.closes_at = session.starts_at - timedelta(hours=closes_hours) if closes_hours is not None else None
    try:
        _save(session)
    except Refused:
        return None
    return session


def _save(session: Session) -> None:
    """Save; when another session of the project stands at that day and hour, Refused with the words."""
    try:
        with transaction.atomic():
            session.save()
    except IntegrityError as error:
        if "session_once" not in str(error):
            raise
        raise Refused(_("This session is already planned."), "employment.plan_session") from error


def _note(actor: User, session: Session, kind: str, reason: str, before: Session) -> None:
    """Keep what was changed and why."""
    SessionChange.objects.create(
        session=session, kind=kind, reason=reason, was_on=before.day, was_from=before.starts, was_until=before.ends,
        at=clock.now(), by=actor.pk,
    )


def _end_feeds(actor: User, project: Project | None) -> None:
    for feed in FeedAddress.objects.filter(user=actor, project=project, ended_at=None).order_by("pk"):
        feed.ended_at = clock.now()
        feed.save()
