"""Reads about stays, scoped to the actor; figures of bed-nights without persons."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from django.db.models import Case, Count, F, Min, Q, QuerySet, When
from django.http import Http404
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from audit.vault.errors import Shredded
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User
from housing.beds.models import Bed
from housing.beds.selectors import BoardBed, board_bed
from housing.houserules.selectors import Book, book
from housing.requests.selectors import ranked
from housing.stays.enums import LIVE, StayCompartment, Verb
from housing.stays.models import Absence, Extension, Stay
from housing.stays.policies import bed_state, room_rule
from intake.desk.models import Passage
from intake.person.models import Person, whole_person

#: How many lines a list shows at most.
LISTED = 200


class Candidate(NamedTuple):
    """Somebody who could have a bed: on the waiting list (`rank` and `why` say where), or inside without a bed.

    `conflict` says why this bed does not fit, empty when it does. `partner`: two who asked together.
    """

    person: Person
    since: datetime
    conflict: str
    rank: int = 0
    why: str = ""
    partner: UUID | None = None


class Ending(NamedTuple):
    """A stay that ends soon, or should have ended; `last` is the end that the longest stay of the house allows."""

    stay: Stay
    last: date
    over: bool


class Told(NamedTuple):
    """Everything a stay's own page tells: its beds in order, absences, extensions with their words, who did what."""

    beds: list[Stay]
    absences: list[Absence]
    extensions: list[tuple[Extension, str, str]]
    giver: str
    ender: str


def live(queryset: QuerySet[Stay], at: datetime | None = None) -> QuerySet[Stay]:
    """The stays that keep a bed at an instant."""
    return queryset.filter(state__in=LIVE, period__contains=at or clock.now())


def stays_for(actor: User) -> QuerySet[Stay]:
    """Every stay the actor may know of."""
    return visible(actor, Stay.objects.select_related("bed__room", "person"))


def stay_for(actor: User, pk: int) -> Stay:
    """One stay, its reading recorded; 404 outside what the actor may know."""
    stay = get_object_or_404(stays_for(actor), pk=pk)
    viewed(Verb.SEEN, subject=stay.person_id, obj=stay)
    return stay


def person_of(actor: User, stay: Stay) -> Person | None:
    """The file of whoever stays, or None when the actor may know of the stay but not of the file."""
    return visible(actor, Person.objects.filter(stays=stay)).first()


def stay_of_form(actor: User, client_uuid: UUID | None) -> Stay | None:
    """The stay that a form has already made, or None: the same form twice is one stay."""
    return stays_for(actor).filter(client_uuid=client_uuid).first() if client_uuid else None


def current_stay(actor: User, person: Person) -> Stay | None:
    """The stay that keeps a bed for this person now, as far as the actor may know."""
    return live(stays_for(actor)).filter(whole_person(person)).order_by("pk").first()


def lapsed_stays(actor: User, person: Person) -> QuerySet[Stay]:
    """Stays of somebody who went out and for whom the bed was kept long enough."""
    return stays_for(actor).filter(whole_person(person), state="absent", period__endswith__lte=clock.now()).order_by("pk")


def held_for(actor: User, person: Person) -> QuerySet[Stay]:
    """Beds held for this person now."""
    return live(stays_for(actor)).filter(whole_person(person), state="held").order_by("pk")


def holds_of(actor: User, person: Person) -> QuerySet[Stay]:
    """Beds held for this person, those too whose hold has ended without anybody saying what came of it."""
    return stays_for(actor).filter(whole_person(person), state="held").order_by("pk")


def overlapping(actor: User, stay: Stay, *, same_bed: bool) -> Stay | None:
    """The first stay, as far as the actor may know, that stands in the way of this one: in its bed, or of its person."""
    same = {"bed": stay.bed_id} if same_bed else {"person": stay.person_id}
    standing = stays_for(actor).filter(period__overlap=stay.period, **same).exclude(state="cancelled").exclude(pk=stay.pk)
    return standing.order_by("began_at", "pk").first()


def extension_of_form(client_uuid: UUID | None) -> Extension | None:
    """The extension that a form has already made, or None."""
    return Extension.objects.filter(client_uuid=client_uuid).first() if client_uuid else None


def giver_name(user: int | None) -> str:
    """The name colleagues know a member of staff by; empty when there is none."""
    return User.objects.filter(pk=user).values_list("display_name", flat=True).first() or "" if user else ""


def candidates(actor: User, bed: Bed, row: BoardBed, limit: int = 12) -> list[Candidate]:
    """Who could have this bed: those it fits first; of them those who wait, in their order, then those inside tonight."""
    why_not = bed_state(row.state) or ""
    found = [
        Candidate(
            one.person, one.request.since, why_not or one.conflict, one.rank, one.why, one.request.pk if one.request.is_couple else None
        )
        for one in ranked(actor, bed=row) if one.person is not None
    ]  # fmt: skip
    listed = {one.person.pk for one in found}
    inside = [
        Candidate(person, since, why_not or room_rule(bed, person) or "") for person, since in inside_without_bed(actor, 4 * limit)
        if person.pk not in listed
    ]  # fmt: skip
    if inside:
        viewed(Verb.SEEN, obj=bed, count=len(inside))
    return sorted(found + inside, key=lambda one: bool(one.conflict))[:limit]


def inside_without_bed(actor: User, limit: int) -> list[tuple[Person, datetime]]:
    """People inside tonight without a bed, and since when, the longest first."""
    inside = visible(actor, Passage.objects.inside().outside_spaces().on(clock.service_day()))
    sleeping = live(stays_for(actor)).exclude(state="held").values("person_id")
    lines = inside.exclude(person_id__in=sleeping).values("person_id").annotate(since=Min("at")).order_by("since")[:limit]
    since = {line["person_id"]: line["since"] for line in lines}
    people = visible(actor, Person.objects.filter(pk__in=since), compartment="desk").order_by("pk")
    return sorted(((one, since[one.pk]) for one in people), key=lambda line: line[1])


def told(actor: User, stay: Stay) -> Told:
    """What stands around a stay; its reading is recorded already, the words of extensions are opened."""
    chain = [stay] if stay.person_id is None else list(
        stays_for(actor).filter(person=stay.person_id, began_at=stay.began_at).exclude(state="cancelled").order_by("period", "pk")
    )  # fmt: skip
    keys = [one.pk for one in chain]
    extensions = list(Extension.objects.filter(stay__in=keys).order_by("-given_at", "-pk"))
    numbers = {stay.given_by, stay.ended_by, *(one.given_by for one in extensions)}
    names = dict(User.objects.filter(pk__in=[one for one in numbers if one]).values_list("pk", "display_name"))
    return Told(
        chain, list(Absence.objects.filter(stay__in=keys).order_by("-left_at", "-pk")),
        [(one, names.get(one.given_by, ""), opened(one)) for one in extensions],
        names.get(stay.given_by or 0, ""), names.get(stay.ended_by or 0, ""),
    )  # fmt: skip


def opened(extension: Extension) -> str:
    """The words of an extension in clear; "" when there are none or their key was destroyed."""
    try:
        return str(extension.words.reveal()) if extension.words else ""
    except Shredded:
        return ""


def free_beds(rows: list[BoardBed]) -> list[BoardBed]:
    """The beds of a board that could be given now."""
    return [row for row in rows if row.state == "free"]


def ending_stays(actor: User, hours: int = 24) -> list[Stay]:
    """Stays under way whose planned end is at most `hours` away, soonest first."""
    return list(_due(actor, clock.local(clock.now() + timedelta(hours=hours)).date()))


def ending_within(actor: User, days: int) -> list[Ending]:
    """Stays under way that end within some days or should have ended, soonest first; the reading is recorded."""
    today = clock.service_day()
    found = list(_due(actor, today + timedelta(days=days))[:LISTED])
    rules = book()
    if found:
        viewed(Verb.LISTED, count=len(found))
    return [Ending(stay, _last(rules, stay), bool(stay.planned_end and stay.planned_end < today)) for stay in found]


def _last(rules: Book, stay: Stay) -> date:
    day = clock.service_day(stay.began_at)
    return day + timedelta(days=rules.on(day, stay.bed.room_id).longest_days)


def _due(actor: User, last: date) -> QuerySet[Stay]:
    due = live(stays_for(actor)).exclude(state="held").filter(planned_end__lte=last, person__isnull=False)
    return due.annotate(extended=Count("extensions")).order_by("planned_end", "bed__room__order", "bed__order", "pk")


def stays_changed(actor: User, start: datetime, end: datetime) -> dict[str, int]:
    """How many stays of the house began and ended between two instants; those of a walled space are left out."""
    house = stays_for(actor).filter(compartment=StayCompartment.HOUSING)
    begun = house.filter(began_at__gte=start, began_at__lt=end).exclude(state__in=("held", "cancelled", "moved"))
    ended = house.filter(ended_at__gte=start, ended_at__lt=end, state="out")
    return {"begun": begun.count(), "ended": ended.count()}


def stays_of(actor: User, person: Person, limit: int = 5) -> tuple[Stay | None, list[Stay]]:
    """The stay that keeps a bed for this person now, and the latest that are over, newest first: one query."""
    keeps = Q(state__in=LIVE, period__contains=clock.now())
    found = stays_for(actor).filter(keeps | Q(state="out"), whole_person(person))
    over = Case(When(state="out", then=1), default=0)
    rows: list[Stay] = list(found.order_by(over, F("ended_at").desc(nulls_last=True), "-pk")[: limit + len(LIVE)])
    now = [stay for stay in rows if stay.state != "out"]
    return min(now, key=lambda stay: stay.pk, default=None), [stay for stay in rows if stay.state == "out"][:limit]


def bed_row(actor: User, pk: int) -> BoardBed:
    """One bed as the board shows it; 404 when it is not there for this actor."""
    try:
        return board_bed(actor, pk)
    except Bed.DoesNotExist as error:
        raise Http404 from error


def bed_for(actor: User, row: BoardBed) -> Bed:
    """The bed behind a row of the board, with its room."""
    return Bed.objects.select_related("room").get(pk=row.id)
