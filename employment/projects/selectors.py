"""Reads of projects and sessions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from audit.vault.keys import mac
from centre.shifts import clock
from centre.staff.models import Membership, User
from centre.staff.roles import ROLES
from employment.projects.enums import SessionState
from employment.projects.models import Briefing, FeedAddress, Holiday, Project, Series, Session, SessionChange
from employment.projects.policies import view_sessions
from intake.directory.holidays import holidays as public_holidays
from intake.directory.models import Organization

#: A policy that ends within so many days is to be renewed.
RENEW_DAYS = 30
#: Days back and ahead that a calendar program reads.
CALENDAR_DAYS = (31, 184)
FEED_KEY = "session-feed"
CHANGES_SHOWN = 20
AHEAD_SHOWN = 60


class Day(NamedTuple):
    """A square of the calendar: the day, whether it is of the month shown, today, marked as without work, its sessions."""

    on: date
    inside: bool
    today: bool
    holiday: str | None
    sessions: list[tuple[Session, int]]


def projects(actor: User) -> QuerySet[Project]:
    """Projects that run, by title."""
    return Project.objects.filter(active=True).order_by("title", "pk")


def all_projects(actor: User) -> list[Project]:
    """Every project, those that run first, with the number of its sessions ahead (`ahead`)."""
    planned = Q(sessions__day__gte=clock.local().date(), sessions__state__in=(SessionState.OPEN, SessionState.DRAWN))
    found = Project.objects.select_related("organization").annotate(ahead=Count("sessions", filter=planned))
    return list(found.order_by("-active", "title", "pk"))


def project_for(actor: User, pk: int) -> Project:
    """One project with its partner; 404 when there is none."""
    view_sessions.check(actor)
    return get_object_or_404(Project.objects.select_related("organization"), pk=pk)


def locked_project(project: Project) -> Project:
    """The project as it is now, kept from others until the end of the transaction."""
    return Project.objects.select_for_update(of=("self",), no_key=True).get(pk=project.pk)


def partners() -> QuerySet[Organization]:
    """Organisations of the directory, by name."""
    return Organization.objects.order_by("name", "pk")


def sessions_ahead(actor: User, project: Project) -> QuerySet[Session]:
    """The sessions of a project from today on that are not cancelled, soonest first."""
    standing = Session.objects.filter(project=project, day__gte=clock.local().date(), state__in=(SessionState.OPEN, SessionState.DRAWN))
    return standing.select_related("project").order_by("day", "starts", "pk")


def insurance_state(project: Project, day: date | None = None) -> str:
    """`missing`, `expired`, `soon` or `ok` on a day, today's when none is given."""
    day = day or clock.local().date()
    if not project.insurance or project.insured_until is None:
        return "missing"
    if project.insured_until < day:
        return "expired"
    return "soon" if project.insured_until < day + timedelta(days=RENEW_DAYS) else "ok"


def briefing_of(project: Project | int) -> Briefing | None:
    """The briefing of a project that holds now, or None."""
    return Briefing.objects.filter(project=project).order_by("-version").first()


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
    """The sessions of today and tomorrow that are not cancelled."""
    today = clock.local().date()
    return list(sessions(actor, first=today, days=2).exclude(state=SessionState.CANCELLED))


def changes_of(session: Session) -> list[SessionChange]:
    """What was changed of a session, the latest first."""
    return list(SessionChange.objects.filter(session=session).order_by("-at", "-pk")[:CHANGES_SHOWN])


def series_of_form(client_uuid: Any) -> Series | None:
    """The row that a form has already planned, or None."""
    return Series.objects.filter(client_uuid=client_uuid).first() if client_uuid else None


def sign_up_counts(sessions: Iterable[Session]) -> dict[int, int]:
    """How many have signed up for each session, all of them, by number of session; numbers only."""
    with connection.cursor() as cursor:
        cursor.execute("select session, signed from app.sign_up_counts(%s)", [[session.pk for session in sessions]])
        return dict(cursor.fetchall())


def places_taken(session: Session) -> int:
    """How many places of a session somebody has, seen or not; a number only."""
    with connection.cursor() as cursor:
        cursor.execute("select app.places_taken(%s)", [session.pk])
        return int(cursor.fetchone()[0])


def with_counts(sessions: Iterable[Session]) -> list[tuple[Session, int]]:
    """Each session with how many have signed up."""
    found = list(sessions)
    signed = sign_up_counts(found)
    return [(session, signed.get(session.pk, 0)) for session in found]


def week(actor: User, day: date) -> list[Day]:
    """The seven days of a day's week, Monday first, each with its sessions."""
    return _days(actor, day - timedelta(days=day.weekday()), 7, None)


def month(actor: User, day: date) -> list[list[Day]]:
    """The weeks of a day's month, each of seven days from Monday on."""
    first = day.replace(day=1)
    monday = first - timedelta(days=first.weekday())
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    squares = _days(actor, monday, (last - monday).days // 7 * 7 + 7, day.month)
    return [squares[n : n + 7] for n in range(0, len(squares), 7)]


def _days(actor: User, first: date, days: int, of_month: int | None) -> list[Day]:
    """So many days from the first on, in three queries."""
    view_sessions.check(actor)
    planned: dict[date, list[tuple[Session, int]]] = defaultdict(list)
    for session, signed in with_counts(sessions(actor, first, days)):
        planned[session.day].append((session, signed))
    off, today = free_days(first, first + timedelta(days=days)), clock.local().date()
    shown = [first + timedelta(days=n) for n in range(days)]
    return [Day(one, of_month in (None, one.month), one == today, off.get(one), planned[one]) for one in shown]


def free_days(first: date, last: date) -> dict[date, str]:
    """The days marked as without work between two days, both included, with what they are called."""
    marked = Holiday.objects.filter(active=True, day__range=(first, last)).order_by("day")
    return dict(marked.values_list("day", "label"))


def holidays(actor: User) -> list[Holiday]:
    """The days marked as without work, from a month back on."""
    return list(Holiday.objects.filter(active=True, day__gte=clock.local().date() - timedelta(days=31)).order_by("day", "pk"))


def holiday_for(actor: User, pk: int) -> Holiday:
    """One marked day; 404 when there is none."""
    return get_object_or_404(Holiday, pk=pk)


def public_days_ahead() -> list[date]:
    """The public holidays of the next twelve months that nobody has marked yet, soonest first."""
    today = clock.local().date()
    year_on = today + timedelta(days=366)
    ahead = [day for year in (today.year, today.year + 1) for day in public_holidays(year) if today <= day <= year_on]
    return sorted(set(ahead) - free_days(today, year_on).keys())


def colleagues() -> list[tuple[int, str]]:
    """Colleagues who work with day labour, as (number, name), by name."""
    working = [role for role, permissions in ROLES.items() if "employment.view_sessions" in permissions]
    users = Membership.objects.active().filter(team__role__in=working, team__compartments__contains=["employment"]).order_by().values("user")
    return [(one.pk, str(one)) for one in User.objects.filter(pk__in=users).order_by("display_name", "pk")]


def names_of(numbers: Iterable[int]) -> list[str]:
    """The names of colleagues by their numbers, by name."""
    return [str(one) for one in User.objects.filter(pk__in=list(numbers)).order_by("display_name", "pk")]


def feeds(actor: User) -> list[FeedAddress]:
    """The actor's calendar addresses in use, that of all projects first."""
    mine = FeedAddress.objects.filter(user=actor, ended_at=None).select_related("project")
    return sorted(mine, key=lambda one: (one.project_id is not None, str(one.project or ""), one.pk))


def feed_of(token: str) -> FeedAddress | None:
    """The address of this token while it is in use and its owner may see sessions; None otherwise. Nobody need be signed in."""
    found = FeedAddress.objects.filter(mac=mac(FEED_KEY, token.encode()), ended_at=None, user__is_active=True)
    feed = found.select_related("user").first()
    return feed if feed and feed.user.may("employment.view_sessions") else None


def feed_sessions(actor: User, project: Project | None) -> list[Session]:
    """What a calendar program reads: sessions of the last month and the next six, cancelled ones too."""
    view_sessions.check(actor)
    back, ahead = CALENDAR_DAYS
    found = sessions(actor, clock.local().date() - timedelta(days=back), back + ahead)
    return list(found.filter(project=project) if project else found)
