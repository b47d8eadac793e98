"""Reads of the rota: a week, a month, who is on duty, what is missing, one's own shifts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.shortcuts import get_object_or_404

from audit.review.registry import Read
from audit.vault.keys import mac
from centre.shifts import clock, hours
from centre.shifts.hours import Shift
from centre.staff.models import Membership, User
from centre.staff.roles import ROLES, Role

from .enums import SwapState
from .models import Absence, CalendarAddress, Duty, Least, Swap
from .policies import view_rota

AHEAD_DAYS = 7
CALENDAR_DAYS = (30, 120)
#: Somebody is on the rota a little before and after a shift: one comes early and writes afterwards.
MARGIN = timedelta(minutes=30)


@dataclass
class Cell:
    """One shift of one day: who is planned, who of them is away, and what is missing as (role code, number)."""

    shift: Shift
    duties: list[Duty] = field(default_factory=list)
    away: set[UUID] = field(default_factory=set)
    missing: list[tuple[str, int]] = field(default_factory=list)

    @property
    def lines(self) -> list[tuple[Duty, bool]]:
        """Each planned shift with whether its worker is away."""
        return [(duty, duty.pk in self.away) for duty in self.duties]

    @property
    def missing_words(self) -> list[tuple[str, int]]:
        """What is missing as (role in words, number)."""
        return [(str(Role(role).label), number) for role, number in self.missing]

    @property
    def planned(self) -> int:
        """How many are planned, away or not."""
        return len(self.duties)


def first_of_week(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def cells(actor: Any, first: date, days: int) -> dict[Shift, Cell]:
    """Every shift of so many service days from the first on, with who is planned: three queries."""
    view_rota.check(actor)
    last = first + timedelta(days=days - 1)
    grid = {shift: Cell(shift) for n in range(days) for shift in hours.shifts_on(first + timedelta(days=n))}
    planned = Duty.objects.standing().filter(service_day__range=(first, last)).select_related("user")
    away = _away(Absence.objects.filter(ended_at=None, from_on__lte=last, until_on__gte=first))
    for duty in planned.order_by("service_day", "code", "role", "user__display_name", "pk"):
        cell = grid.setdefault(duty.shift, Cell(duty.shift))
        cell.duties.append(duty)
        if any(start <= duty.service_day <= end for start, end in away[duty.user_id]):
            cell.away.add(duty.pk)
    least = [(one.code, one.role, one.number) for one in Least.objects.filter(number__gt=0).order_by("code", "role")]
    for cell in grid.values():
        cell.missing = _missing(cell, least)
    return grid


def _away(absences: Iterable[Absence]) -> dict[int, list[tuple[date, date]]]:
    found: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for one in absences:
        found[one.user_id].append((one.from_on, one.until_on))
    return found


def _missing(cell: Cell, least: list[tuple[str, str, int]]) -> list[tuple[str, int]]:
    there = Counter(duty.role for duty in cell.duties if duty.pk not in cell.away)
    wanted = [(role, number - there[role]) for code, role, number in least if code == cell.shift.code]
    return [(role, number) for role, number in wanted if number > 0]


def week(actor: Any, day: date) -> tuple[list[date], list[tuple[Any, list[Cell]]]]:
    """The seven days of a week, and for each shift of the day its cells in that order."""
    monday = first_of_week(day)
    grid = cells(actor, monday, 7)
    days = [monday + timedelta(days=n) for n in range(7)]
    return days, [(one, [grid[Shift(when, one.code)] for when in days]) for one in hours.day_hours()]


def month(actor: Any, day: date) -> tuple[list[date], list[tuple[User, list[list[tuple[Duty, bool]]]]]]:
    """The days of a month, and for everybody planned in it their shifts day by day."""
    first = day.replace(day=1)
    length = ((first + timedelta(days=32)).replace(day=1) - first).days
    days = [first + timedelta(days=n) for n in range(length)]
    mine: dict[User, dict[date, list[tuple[Duty, bool]]]] = defaultdict(lambda: defaultdict(list))
    for cell in cells(actor, first, length).values():
        for duty, away in cell.lines:
            mine[duty.user][duty.service_day].append((duty, away))
    people = sorted(mine, key=lambda user: (str(user).casefold(), user.pk))
    return days, [(user, [mine[user][when] for when in days]) for user in people]


def gaps(actor: Any) -> list[Cell]:
    """Shifts of the next seven days that have fewer people than they need, soonest first."""
    found = cells(actor, clock.service_day(), AHEAD_DAYS).values()
    return [cell for cell in found if cell.missing and cell.shift.end > clock.now()]


def on_duty(moment: datetime | None = None) -> list[Duty]:
    """Who is on duty at an instant, by post and name."""
    now = moment or clock.now()
    there = Duty.objects.present().filter(starts_at__lte=now, ends_at__gt=now).select_related("user")
    return list(there.order_by("post", "user__display_name", "pk"))


def on_rota(user: Any, moment: datetime) -> bool | None:
    """Whether somebody was planned, and not away, at an instant or half an hour around; None where nobody was planned.

    `user` may be an account or its number. For the review of the ledger.
    """
    near = Duty.objects.present().filter(starts_at__lte=moment + MARGIN, ends_at__gt=moment - MARGIN)
    planned = list(near.order_by("pk").values_list("user_id", flat=True))
    return getattr(user, "pk", user) in planned if planned else None


def off_the_rota(reads: list[Read]) -> list[int]:
    """The readings by somebody who was not planned when others were; where nobody was planned nothing is said.

    For the review of the ledger, by the worker role: one query for a week.
    """
    if not reads:
        return []
    first, last = min(one.at for one in reads) - MARGIN, max(one.at for one in reads) + MARGIN
    by_hour: dict[datetime, list[tuple[datetime, datetime, int]]] = defaultdict(list)
    duties = Duty.objects.present().filter(starts_at__lte=last, ends_at__gte=first).order_by("pk")
    for start, end, user in duties.values_list("starts_at", "ends_at", "user_id"):
        begins, ends = start - MARGIN, end + MARGIN
        hour = _full_hour(begins)
        while hour < ends:
            by_hour[hour].append((begins, ends, user))
            hour += timedelta(hours=1)
    found = []
    for one in reads:
        planned = [user for begins, ends, user in by_hour[_full_hour(one.at)] if begins <= one.at < ends]
        if planned and one.actor not in planned:
            found.append(one.id)
    return found


def _full_hour(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def last_left(actor: Any, moment: datetime) -> datetime | None:
    """When the actor's last planned shift before an instant ended; None when there was none."""
    worked = Duty.objects.present().filter(user=actor, ends_at__lte=moment).order_by("-ends_at").first()
    return worked.ends_at if worked else None


def my_duties(actor: Any) -> list[tuple[Duty, Swap | None]]:
    """The actor's shifts from now on, soonest first, each with the swap that is asked for it."""
    view_rota.check(actor)
    mine = list(Duty.objects.present().filter(user=actor, ends_at__gt=clock.now()).order_by("starts_at", "pk")[:60])
    asked = {one.duty_id: one for one in Swap.objects.filter(duty__in=mine, state=SwapState.ASKED).select_related("offered_to")}
    return [(duty, asked.get(duty.pk)) for duty in mine]


def offered(actor: Any) -> list[Swap]:
    """Shifts that colleagues would give away and the actor's roles allow, soonest first."""
    open_ones = Swap.objects.filter(
        Q(offered_to=None) | Q(offered_to=actor), state=SwapState.ASKED, duty__starts_at__gt=clock.now(),
        duty__cancelled_at=None, duty__role__in=actor.roles(),
    )
    found = open_ones.exclude(asked_by=actor).select_related("duty", "asked_by")
    return list(found.order_by("duty__starts_at", "pk"))


def my_absences(actor: Any) -> list[Absence]:
    """The actor's absences from today on."""
    mine = Absence.objects.filter(user=actor, ended_at=None, until_on__gte=clock.service_day())
    return list(mine.order_by("from_on", "pk"))


def absences(actor: Any) -> list[Absence]:
    """Everybody's absences from today on, for who plans."""
    view_rota.check(actor)
    standing = Absence.objects.filter(ended_at=None, until_on__gte=clock.service_day()).select_related("user")
    return list(standing.order_by("from_on", "user__display_name", "pk"))


def duty_for(actor: Any, pk: UUID) -> Duty:
    """One planned shift; 404 when there is none."""
    view_rota.check(actor)
    return get_object_or_404(Duty.objects.select_related("user"), pk=pk)


def swap_for(actor: Any, pk: UUID) -> Swap:
    """One swap with its shift; 404 when there is none."""
    view_rota.check(actor)
    return get_object_or_404(Swap.objects.select_related("duty", "asked_by"), pk=pk)


def absence_for(actor: Any, pk: UUID) -> Absence:
    """One absence; 404 when there is none."""
    view_rota.check(actor)
    return get_object_or_404(Absence.objects.select_related("user"), pk=pk)


def is_away(user: Any, day: date) -> bool:
    """Whether somebody is not available on a service day."""
    return Absence.objects.filter(user=user, ended_at=None, from_on__lte=day, until_on__gte=day).exists()


def works(user: Any, shift: Shift) -> bool:
    """Whether somebody is planned in a shift."""
    return Duty.objects.standing().filter(user=user, service_day=shift.service_day, code=shift.code).exists()


def plannable() -> list[tuple[User, list[str]]]:
    """Colleagues whose role works shifts, each with those roles, by name."""
    working = [role for role, permissions in ROLES.items() if "centre.swap_duty" in permissions]
    held: dict[User, list[str]] = defaultdict(list)
    members = Membership.objects.active().filter(team__role__in=working).select_related("user", "team")
    for one in members.order_by("user__display_name", "user_id", "team__role"):
        if one.team.role not in held[one.user]:
            held[one.user].append(one.team.role)
    return list(held.items())


def leasts() -> dict[tuple[str, str], int]:
    """How many of each role each shift needs, by (shift, role)."""
    return {(one.code, one.role): one.number for one in Least.objects.order_by("pk")}


def has_address(actor: Any) -> bool:
    """Whether the actor's calendar address is in use."""
    return CalendarAddress.objects.filter(user=actor, ended_at=None).exists()


def owner_of(token: str) -> User | None:
    """Whose calendar an address is; None when nobody's or no longer."""
    found = CalendarAddress.objects.filter(mac=mac("calendar-address", token.encode()), ended_at=None, user__is_active=True)
    address = found.select_related("user").first()
    return address.user if address else None


def calendar_duties(actor: Any) -> list[Duty]:
    """The actor's shifts of the last month and the next four, for their calendar program."""
    back, ahead = CALENDAR_DAYS
    today = clock.service_day()
    near = (today - timedelta(days=back), today + timedelta(days=ahead))
    return list(Duty.objects.present().filter(user=actor, service_day__range=near).order_by("starts_at", "pk"))
