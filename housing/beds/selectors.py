"""The bed board: one query for every state, one cheaper query to know that nothing changed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple, TypeVar

from django.db import connection
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import QuerySet
from django.http import Http404
from django.utils.translation import gettext as _

from centre.shifts import clock
from centre.staff.models import User
from housing.beds.enums import BedState
from housing.beds.models import Bed, Closure, Room
from housing.beds.policies import day_of

#: A row of plain columns about one bed.
Row = TypeVar("Row", bound=Any)


class BoardBed(NamedTuple):
    """One bed at one instant. `stay`, `person`, `alias`, `began_at` are empty when the actor may not know who sleeps there."""

    id: int
    label: str
    emergency: bool
    lower: bool
    medical: bool
    note: str
    room: int
    room_label: str
    ward_label: str
    women_only: bool
    calm: bool
    dogs: bool
    couples: bool
    wheelchair: bool
    space: str
    state: str
    since: datetime | None
    until: datetime | None
    given_by: int | None
    cleaned_at: datetime | None
    closure_reason: str | None
    closed_until: datetime | None
    stay: int | None
    began_at: datetime | None
    planned_end: date | None
    person: str | None
    alias: str | None
    ground_floor: bool
    to_clean_reason: str
    building: int | None
    building_label: str
    closes_at: datetime | None


class Counts(NamedTuple):
    """The figures above the board, counted from the very rows that are drawn."""

    occupied: int
    open: int
    ready: int
    held: int
    absent: int
    to_clean: int
    closed: int
    ending: int


class Kept(NamedTuple):
    """A stay that keeps a bed in a span; `who` and `person` are empty when the actor may not know whose it is."""

    state: str
    since: datetime
    until: datetime | None
    planned_end: date | None
    given_by: int | None
    who: str
    person: str | None


# The state of a bed at the instant %(at)s; names only where the actor has the compartment of the stay and the file.
# A kept bed comes before a closure, a closure before cleaning. Source: UX 7.2.
BOARD = """
select b.id, b.label, b.emergency, b.lower, b.medical, b.note, r.id, r.label, w.label,
       r.women_only, r.calm, r.dogs, r.couples, r.wheelchair, r.compartment,
       case when o.state = 'in' then 'occupied' when o.state = 'absent' then 'absent'
            when c.id is not null then 'closed' when o.state = 'held' then 'held'
            when greatest(o.left_at, b.to_clean_at) > coalesce(b.cleaned_at, '-infinity') then 'clean' else 'free' end,
       case when o.state is not null then o.since when c.id is not null then lower(c.period)
            else greatest(o.left_at, b.to_clean_at) end,
       o.until, o.given_by, b.cleaned_at, c.reason, upper(c.period), s.id, s.began_at, s.planned_end, p.id::text, p.alias,
       r.ground_floor, case when b.to_clean_at > coalesce(b.cleaned_at, '-infinity') then b.to_clean_reason else '' end,
       g.id, coalesce(g.label, ''), n.closes_at
  from app.occupied_beds(%(at)s) o
  join housing_bed b on b.id = o.bed_id
  join housing_room r on r.id = b.room_id
  join housing_ward w on w.id = r.ward_id
  left join housing_building g on g.id = w.building_id
  left join housing_closure c on c.bed_id = b.id and c.period @> %(at)s
  left join (select x.bed_id, min(lower(x.period)) as closes_at from housing_closure x where lower(x.period) > %(at)s
              group by x.bed_id) n on n.bed_id = b.id
  left join housing_stay s on s.bed_id = b.id and s.state in ('held', 'in', 'absent') and s.period @> %(at)s
        and exists (select 1 from centre_access a where a.person = s.person_id and a.compartment = s.compartment
                       and a.principal = any(%(principals)s) and a.valid_until > now())
        and not exists (select 1 from centre_denial d where d.person = s.person_id
                           and d.principal = any(%(principals)s))
  left join intake_person p on p.id = s.person_id
 where (%(bed)s::bigint is null or b.id = %(bed)s)
 order by g."order", g.id, w."order", w.id, r."order", r.label, b."order", b.label
"""

# The stays in one bed, behind the board's own wall; the file only where the actor may open it.
KEPT = """
select k.state, lower(k.period), upper(k.period), k.planned_end, k.given_by, coalesce(p.alias, ''), p.id::text
  from app.bed_kept(%(bed)s, %(span)s, %(now)s) k
  left join housing_stay s on s.bed_id = %(bed)s and s.period = k.period and s.state = k.state
        and exists (select 1 from centre_access a where a.person = s.person_id and a.compartment = s.compartment
                       and a.principal = any(%(principals)s) and a.valid_until > now())
        and not exists (select 1 from centre_denial d where d.person = s.person_id
                           and d.principal = any(%(principals)s))
  left join intake_person p on p.id = s.person_id
 order by lower(k.period)
"""


def board_beds(actor: User, at: datetime | None = None, bed: int | None = None) -> list[BoardBed]:
    """Every bed the actor's teams may know of, in building order, as it is at `at` (now when not given)."""
    values: dict[str, Any] = {"at": at or clock.now(), "principals": actor.principals(), "bed": bed}
    with connection.cursor() as cursor:
        cursor.execute(BOARD, values)
        return [BoardBed(*row) for row in cursor.fetchall()]


def board_bed(actor: User, pk: int) -> BoardBed:
    """One bed as the board shows it; Bed.DoesNotExist for a bed that is not there for this actor."""
    rows = board_beds(actor, bed=pk)
    if not rows:
        raise Bed.DoesNotExist
    return rows[0]


def board_revision(actor: User) -> str:
    """A short text that changes whenever the board of this actor would look different: one query, no names read."""
    with connection.cursor() as cursor:
        cursor.execute("select app.board_revision(%s)", [clock.now()])
        return str(cursor.fetchone()[0])


def is_ending(bed: BoardBed, at: datetime) -> bool:
    """Whether the stay in this bed is planned to end within 24 hours of `at`."""
    return bed.planned_end is not None and bed.planned_end <= clock.local(at + timedelta(hours=24)).date()


def counts(beds: Sequence[BoardBed], at: datetime) -> Counts:
    """The figures of a board. Open beds are those not closed; a bed kept for someone out tonight is occupied."""
    by = dict.fromkeys(BedState.values, 0)
    for bed in beds:
        by[bed.state] += 1
    return Counts(
        occupied=by[BedState.OCCUPIED] + by[BedState.ABSENT],
        open=len(beds) - by[BedState.CLOSED],
        ready=by[BedState.FREE],
        held=by[BedState.HELD],
        absent=by[BedState.ABSENT],
        to_clean=by[BedState.CLEAN],
        closed=by[BedState.CLOSED],
        ending=sum(is_ending(bed, at) for bed in beds),
    )


def fitting(beds: Sequence[Row], traits: Sequence[str] = (), building: int | None = None) -> list[Row]:
    """The beds that have every trait asked for, in the building asked for; of whatever rows that hold these columns."""
    return [
        bed for bed in beds
        if (building is None or bed.building == building) and all(getattr(bed, trait) for trait in traits)
    ]


def known_bed(actor: User, pk: int) -> Bed:
    """The bed to act upon, locked until the end of the transaction; Bed.DoesNotExist when not there for this actor.

    The lock makes two bookings of one bed wait for each other, so that the second sees the first.
    """
    board_bed(actor, pk)
    return Bed.objects.select_for_update(of=("self",), no_key=True).select_related("room").get(pk=pk)


def bed_or_404(actor: User, pk: int) -> Bed:
    """The bed to act upon, locked until the end of the transaction; 404 when not there for this actor."""
    try:
        return known_bed(actor, pk)
    except Bed.DoesNotExist as error:
        raise Http404 from error


def rooms_known(actor: User) -> QuerySet[Room]:
    """The rooms of the house, and those of a space whose team the actor belongs to."""
    return Room.objects.filter(compartment__in=["", *actor.compartments()])


def closure_of(bed: Bed) -> Closure | None:
    """The closure under way for a bed, or None."""
    return Closure.objects.filter(bed=bed, period__contains=clock.now()).order_by("pk").first()


def closure_within(bed: Bed, start: datetime, until: datetime | None, but: Closure | None = None) -> Closure | None:
    """The first closure of a bed that shares an instant with a span, apart from one; None without any."""
    found = Closure.objects.filter(bed=bed, period__overlap=DateTimeTZRange(start, until))
    return (found.exclude(pk=but.pk) if but and but.pk else found).order_by("period").first()


def kept_in(actor: User, bed: Bed, start: datetime | None, until: datetime | None) -> list[Kept]:
    """The stays that keep a bed in a span, in order; whose, only where the actor may know."""
    values = {"bed": bed.pk, "span": DateTimeTZRange(start, until), "now": clock.now(), "principals": actor.principals()}
    with connection.cursor() as cursor:
        cursor.execute(KEPT, values)
        return [Kept(*row) for row in cursor.fetchall()]


def said(kept: Kept) -> str:
    """A stay that keeps a bed, in a few words: who if known, and from when until when."""
    until = kept.until or (clock.instant(f"{kept.planned_end} 12:00") if kept.planned_end else None)
    dates = {"who": kept.who, "from": day_of(kept.since), "until": day_of(until)}
    if until is None:
        return (_("%(who)s, since %(from)s") if kept.who else _("since %(from)s")) % dates
    return (_("%(who)s, from %(from)s until %(until)s") if kept.who else _("from %(from)s until %(until)s")) % dates
