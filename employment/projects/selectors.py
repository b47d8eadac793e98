"""Reads of projects and sessions."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import connection
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from centre.shifts import clock
from centre.staff.models import User
from employment.projects.models import Project, Session


def projects(actor: User) -> QuerySet[Project]:
    """Projects that run, by title."""
    return Project.objects.filter(active=True).order_by("title", "pk")


def sessions(actor: User, first: date | None = None, days: int = 42) -> QuerySet[Session]:
    """Sessions from a day on (a week back when not given), soonest first."""
    first = first or clock.service_day() - timedelta(days=7)
    window = Session.objects.filter(day__gte=first, day__lt=first + timedelta(days=days))
    return window.select_related("project").order_by("day", "starts", "pk")


def session_for(actor: User, pk: int) -> Session:
    """One session with its project; 404 when there is none."""
    return get_object_or_404(Session.objects.select_related("project"), pk=pk)


def locked_session(session: Session) -> Session:
    """The session as it is now, kept from others until the end of the transaction."""
    locked = Session.objects.select_for_update(of=("self",), no_key=True)
    return locked.select_related("project").get(pk=session.pk)


def sessions_today(actor: User) -> list[Session]:
    """The sessions of today and tomorrow."""
    today = clock.local().date()
    return list(sessions(actor, first=today, days=2))


def sign_up_counts(sessions: Iterable[Session]) -> dict[int, int]:
    """How many have signed up for each session, all of them, by number of session; numbers only."""
    with connection.cursor() as cursor:
        cursor.execute("select session, signed from app.sign_up_counts(%s)", [[session.pk for session in sessions]])
        return dict(cursor.fetchall())


def with_counts(sessions: Iterable[Session]) -> list[tuple[Session, int]]:
    """Each session with how many have signed up."""
    found = list(sessions)
    signed = sign_up_counts(found)
    return [(session, signed.get(session.pk, 0)) for session in found]
