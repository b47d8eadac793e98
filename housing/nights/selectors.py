"""Bed-nights at the census hour, without persons, and the rounds of the house, scoped to the actor."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User
from housing.beds.selectors import BoardBed, board_beds
from housing.houserules.selectors import Book, book, terms
from housing.nights.enums import Seen, Verb
from housing.nights.models import Look, Round
from housing.stays.enums import StayCompartment

#: Occupancy outside these bounds is a question about the figures, not an error. Source: DOMAIN 7.
LOW, HIGH = 65, 105


class Night(NamedTuple):
    """Bed-nights of one service day: ordinary and emergency beds apart, at the census instant."""

    day: date
    instant: datetime
    open: int
    occupied: int
    emergency_open: int
    emergency_occupied: int

    @property
    def rate(self) -> int | None:
        """Occupied over open beds in per cent, None when no bed was open."""
        return round(100 * self.occupied / self.open) if self.open else None

    @property
    def query(self) -> bool:
        """Whether the rate asks for a look at the data."""
        return self.rate is not None and not LOW <= self.rate <= HIGH


class RoomNight(NamedTuple):
    """Beds of one room open and occupied in the night of one service day, emergency beds included."""

    room: int
    day: date
    open: int
    occupied: int


class Post(NamedTuple):
    """One bed on a round: the bed as the board shows it now, what was seen at it (None: not yet)."""

    bed: BoardBed
    look: Look | None

    @property
    def sleeper(self) -> bool:
        """Whether the system believes that somebody sleeps here tonight."""
        return self.bed.state in ("occupied", "absent")


class Difference(NamedTuple):
    """What was seen at a bed against what the system believes now; `kind` says which act puts it right."""

    kind: str
    bed: BoardBed
    look: Look


def census_hour(day: date | None = None, rules: Book | None = None) -> int:
    """The hour, 0 to 23 on the wall clock, at which the sleepers of a night are counted, by the rules of the house."""
    return (rules or book()).on(day or clock.service_day()).census_hour


def census_instant(day: date, rules: Book | None = None) -> datetime:
    """The one instant at which the night of a service day is counted.

    An hour that the clocks skip is counted one hour later, one that comes twice the first time, so each night is
    counted exactly once. Source: DOMAIN 8.1.
    """
    hour = census_hour(day, rules)
    wall_day = day if hour >= clock.cutover_hour() else day + timedelta(days=1)
    return clock.instant(datetime.combine(wall_day, time(hour)))


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def nights(actor: User, first: date, last: date) -> list[Night]:
    """Bed-nights for each service day from `first` to `last` inclusive, over the beds the actor's teams may know of.

    Where the rules of the house do not count emergency beds apart, they stand among the others.
    """
    rules, days = book(), _days(first, last)
    figures = [[0, 0, 0, 0] for _day in days]
    for number, _room, emergency, opened, occupied in _counted(rules, days, by_room=False):
        row = figures[number - 1]
        place = 2 * (emergency and rules.on(days[number - 1]).emergency_apart)
        row[place], row[place + 1] = row[place] + opened, row[place + 1] + occupied
    return [Night(day, census_instant(day, rules), *row) for day, row in zip(days, figures, strict=True)]


def room_nights(actor: User, first: date, last: date) -> list[RoomNight]:
    """Open and occupied beds by room and service day, by day then room; a room without an open bed has no line that day."""
    days = _days(first, last)
    found: dict[tuple[int, int], list[int]] = {}
    for number, room, _emergency, opened, occupied in _counted(book(), days, by_room=True):
        line = found.setdefault((number, room), [0, 0])
        line[0], line[1] = line[0] + opened, line[1] + occupied
    return [RoomNight(room, days[number - 1], *found[number, room]) for number, room in sorted(found)]


def _counted(rules: Book, days: list[date], *, by_room: bool) -> list[tuple[int, ...]]:
    """The figures of the census instants, which are numbered from 1 in the order of their days."""
    with connection.cursor() as cursor:
        instants = [census_instant(day, rules) for day in days]
        cursor.execute("select * from app.counted_nights(%s::timestamptz[], %s)", [instants, by_room])
        return list(cursor.fetchall())


def rounds_for(actor: User, nights_back: int = 14) -> list[Round]:
    """The rounds of the last nights, newest first, each with how many were here, not here and not looked at.

    The figures are those of the house: what was seen in a space with a wall is left out. Source: PRIVACY 2.
    """
    since = clock.service_day() - timedelta(days=nights_back)
    house = Q(looks__compartment=StayCompartment.HOUSING)
    counts = {
        seen.value: Count("looks", filter=house & Q(looks__seen=seen), distinct=True) for seen in Seen
    }
    return list(Round.objects.filter(service_day__gte=since).annotate(**counts).order_by("-service_day", "-number"))


def round_for(actor: User, pk: int) -> Round:
    """One round; 404 when there is none."""
    return get_object_or_404(Round, pk=pk)


def open_round(actor: User) -> Round | None:
    """The round under way in this night, or None."""
    return Round.objects.filter(service_day=clock.service_day(), closed_at=None).order_by("number").first()


def rounds_tonight() -> int:
    """How many rounds were begun in this night."""
    return Round.objects.filter(service_day=clock.service_day()).count()


def rounds_wanted() -> int:
    """How many rounds the house walks in a night."""
    return terms().rounds


def looks_of(actor: User, round: Round) -> QuerySet[Look]:
    """What was seen on a round, as far as the actor may know."""
    return visible(actor, Look.objects.filter(round=round).select_related("stay", "person", "bed"))


def look_at(actor: User, round: Round, bed: int) -> Look | None:
    """What was seen at one bed on a round, locked; None before anybody looked."""
    rows = visible(actor, Look.objects.select_for_update(of=("self",), no_key=True))
    return rows.filter(round=round, bed=bed).first()


def posts(actor: User, round: Round) -> list[Post]:
    """Every bed of the round in building order with what was seen; the reading of names is recorded."""
    found = posts_to_count(actor, round)
    named = sum(post.bed.stay is not None for post in found)
    if named:
        viewed(Verb.SEEN, obj=round, count=named)
    return found


def posts_to_count(actor: User, round: Round) -> list[Post]:
    """Every bed of the round with what was seen, to be counted only: no name of it is shown."""
    seen = {look.bed_id: look for look in looks_of(actor, round)}
    return [Post(row, seen.get(row.id)) for row in board_beds(actor)]


def post_of(actor: User, round: Round, bed: BoardBed) -> Post:
    """One bed of a round with what was seen at it; the reading of a name is recorded."""
    if bed.stay is not None:
        viewed(Verb.SEEN, subject=bed.person, obj=round)
    return Post(bed, looks_of(actor, round).filter(bed=bed.id).first())


def differences(found: list[Post]) -> list[Difference]:
    """Where what was seen and what the system believes part: `away`, `back`, `slept_in`."""
    told = []
    for post in found:
        kind = _difference(post)
        if kind and post.look is not None:
            told.append(Difference(kind, post.bed, post.look))
    return told


def _difference(post: Post) -> str:
    seen, state = post.look.seen if post.look else "", post.bed.state
    if seen == Seen.NOT_HERE and state == "occupied":
        return "away"
    if seen == Seen.HERE and state == "absent":
        return "back"
    return "slept_in" if seen == Seen.HERE and state not in ("occupied", "absent") else ""
