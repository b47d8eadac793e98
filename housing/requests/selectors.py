"""Reads about asking for a bed, scoped to the actor: who waits, in which order and why, and which bed fits whom."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from audit.ledger.actions import viewed
from audit.vault.errors import Shredded
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User
from housing.beds.enums import BedState
from housing.beds.models import Bed
from housing.beds.selectors import BoardBed, board_bed, board_beds
from housing.requests.enums import FIRST_ORDER, RequestState, StayCompartment, Verb
from housing.requests.models import BedRequest, PriorityOrder
from housing.requests.policies import request_nights
from housing.requests.ranking import Line, Place, Ranked, in_order, line_of, place_in, ranked_line
from intake.desk.services import BED
from intake.person.models import Person, whole_person
from intake.restrictions.models import Restriction
from intake.youth.selectors import minor

LISTED = 200
#: Stays that show that somebody once had a bed here, and those that keep one now.
SLEPT, KEEPS = ("in", "absent", "moved", "out"), ("held", "in", "absent")


def requests_for(actor: User) -> QuerySet[BedRequest]:
    """Every request the actor may know of."""
    return visible(actor, BedRequest.objects.select_related("person", "partner__person"))


def request_for(actor: User, pk: Any) -> BedRequest:
    """One request, its reading recorded; 404 outside what the actor may know."""
    request = get_object_or_404(requests_for(actor), pk=pk)
    viewed(Verb.SEEN, subject=request.person_id, obj=request)
    return request


def request_of_form(actor: User, client_uuid: UUID | None) -> BedRequest | None:
    """The request that a form has already made: the same form twice is one request."""
    return requests_for(actor).filter(client_uuid=client_uuid).first() if client_uuid else None


def waiting(actor: User, compartment: str = "") -> QuerySet[BedRequest]:
    """The requests that stand tonight: waiting, and their last night not over."""
    found = requests_for(actor).filter(state=RequestState.WAITING, last_night__gte=clock.service_day(), person__isnull=False)
    return found.filter(compartment=compartment) if compartment else found


def waiting_for(actor: User, person: Person, compartment: str = "") -> BedRequest | None:
    """The request with which this person, under any of their files, waits tonight; the one that waits longest."""
    return waiting(actor, compartment).filter(whole_person(person)).order_by("since", "pk").first()


def open_requests(actor: User, person: Person, compartment: str) -> QuerySet[BedRequest]:
    """Requests of this person, under any of their files, that nobody has closed, lapsed or not; locked."""
    rows = visible(actor, BedRequest.objects.filter(whole_person(person), state=RequestState.WAITING, compartment=compartment))
    return rows.select_for_update(of=("self",), no_key=True).order_by("pk")


def requests_of(actor: User, person: Person, limit: int = 5) -> list[BedRequest]:
    """The latest requests of a person, newest first."""
    return list(requests_for(actor).filter(whole_person(person)).order_by("-asked_at", "pk")[:limit])


def possible_partners(actor: User, person: Person) -> list[BedRequest]:
    """Those who wait tonight alone, with whom this person may ask together."""
    alone = waiting(actor).filter(partner=None).exclude(whole_person(person))
    return [one for one in alone.order_by("person__alias", "since", "pk")[:LISTED] if one.person is not None]


def is_minor(actor: User, person: Person | None) -> bool:
    """Whether this person is, or may be, a minor: the beds stay open, and somebody decides with them. Source: DOMAIN 9.12."""
    return person is not None and minor(actor, person) is not None


def lapsed_lately(actor: User, compartment: str = "") -> list[BedRequest]:
    """Requests whose last night is over, that nobody renewed and that still may be; the latest first.

    Somebody who waits again, or has a bed, is not among them.
    """
    today = clock.service_day()
    over = requests_for(actor).filter(
        state__in=(RequestState.WAITING, RequestState.LAPSED), person__isnull=False, last_night__lt=today,
        last_night__gte=today - timedelta(days=request_nights()), compartment=compartment or StayCompartment.HOUSING,
    )
    served = {whole(one.person) for one in waiting(actor)} | sleeping(actor)
    return [one for one in over.order_by("-last_night", "since", "pk")[:LISTED] if whole(one.person) not in served]


def has_bed(actor: User, person: Person) -> bool:
    """Whether a bed is kept for this person now, as far as the actor may know."""
    return bool(sleeping(actor) & {person.pk, whole(person)})


def sleeping(actor: User) -> set[UUID]:
    """The persons for whom a bed is kept now, as far as the actor may know."""
    kept = visible(actor, Person.objects.filter(stays__state__in=KEEPS, stays__period__contains=clock.now()))
    return set(kept.values_list(Coalesce("merged_into", "pk"), flat=True))


def order_on(day: date) -> tuple[str, ...]:
    """The order in force on a service day: the latest version that had begun, or the first order of the house."""
    row = PriorityOrder.objects.filter(valid_from__lte=day).order_by("-valid_from", "-version").first()
    return tuple(row.criteria) if row else FIRST_ORDER


def orders() -> list[PriorityOrder]:
    """Every version of the order, newest first."""
    return list(PriorityOrder.objects.order_by("-version"))


def ranked(actor: User, *, bed: Bed | BoardBed | None = None, compartment: str = "") -> list[Ranked]:
    """Who waits for a bed, first in rank first, each with why; the reading is recorded.

    With a bed, the list of that bed's space, and in `conflict` why the bed does not fit. Whoever has a bed is not on it.
    """
    row = board_bed(actor, bed.pk) if isinstance(bed, Bed) else bed
    lines = _ranked(actor, row, (row.space if row else compartment) or StayCompartment.HOUSING)
    if lines:
        viewed(Verb.LISTED, count=len(lines))
    return lines


def _ranked(actor: User, row: BoardBed | None, space: str) -> list[Ranked]:
    """The list of a space, each line with its sentence and the beds that fit; nothing is recorded."""
    order = order_on(clock.service_day())
    lines = _lines(actor, space, order)
    beds = board_beds(actor) if lines else []
    free = [one for one in beds if one.state == BedState.FREE and (one.space or StayCompartment.HOUSING) == space]
    return [ranked_line(place, lines, order, row, free) for place in range(len(lines))]


def fitting(lines: Iterable[Ranked]) -> list[tuple[BoardBed, Ranked]]:
    """Each bed that is free now with the first in rank whom it fits."""
    found: dict[int, tuple[BoardBed, Ranked]] = {}
    for line in lines:
        for bed in line.fits:
            found.setdefault(bed.id, (bed, line))
    return list(found.values())


def fitting_beds(actor: User, compartment: str = StayCompartment.HOUSING) -> list[str]:
    """The free beds that fit somebody who waits, by label; no names."""
    return [bed.label for bed, _line in fitting(_ranked(actor, None, compartment))]


def place_of(actor: User, request: BedRequest) -> Place | None:
    """What may be told to whoever asked: the place, and why others come first, naming nobody; None when not waiting."""
    order = order_on(clock.service_day())
    return place_in(_lines(actor, request.compartment, order), order, request)


def _lines(actor: User, compartment: str, order: tuple[str, ...]) -> list[Line]:
    """The lines of a list in order; whoever has a bed is not among them."""
    requests = list(waiting(actor, compartment).order_by("since", "pk")[:LISTED])
    people = {one.person_id for one in requests if one.person_id}
    if not people:
        return []
    kept, slept, limits = sleeping(actor), _slept(actor), limits_of(actor, people, compartment)
    files = {one.pk: whole(one.person) or one.person_id for one in requests}
    lines = (
        line_of(one, key, slept=key in slept, limits=limits.get(key, ""))
        for one in requests
        if (key := files[one.pk]) is not None and key not in kept
    )
    return in_order(lines, order)


def whole(person: Person | None) -> UUID | None:
    """The file that stands for a person."""
    return (person.merged_into_id or person.pk) if person else None


def _slept(actor: User) -> set[UUID]:
    """Those who ever had a bed here, as far as the actor may know."""
    found = visible(actor, Person.objects.filter(stays__state__in=SLEPT))
    return set(found.values_list(Coalesce("merged_into", "pk"), flat=True).distinct())


def limits_of(actor: User, people: Collection[UUID], compartment: str) -> dict[UUID, str]:
    """For whom a restriction on these beds stands, and until when: never why."""
    if not people:
        return {}
    named = {"space__compartment": compartment} if compartment != StayCompartment.HOUSING else {"service": BED}
    standing = visible(actor, Restriction.objects.filter(person__in=people, **named).standing(clock.now()))
    words = _("No bed here until %(until)s: a restriction.")
    return {
        one.person.merged_into_id or one.person_id: words % {"until": clock.local(one.ends_at).strftime("%d/%m %H:%M")}
        for one in standing.select_related("person").order_by("ends_at", "pk")
    }


def note_of(request: BedRequest) -> str:
    """The note of a request whose reading is recorded, opened; "" when there is none or its key was destroyed."""
    try:
        return str(request.note.reveal()) if request.note else ""
    except Shredded:
        return ""


def waiting_figures(actor: User, compartment: str = "") -> dict[str, Any]:
    """How many wait tonight and since when the longest; no names."""
    kept = sleeping(actor)
    told = waiting(actor, compartment).values_list(Coalesce("person__merged_into", "person"), "since")
    rows = [(key, since) for key, since in told if key not in kept]
    return {"waiting": len({key for key, _since in rows}), "longest": min((since for _key, since in rows), default=None)}


def name_of(user: int | None) -> str:
    """The name colleagues know a member of staff by; empty when there is none."""
    return User.objects.filter(pk=user).values_list("display_name", flat=True).first() or "" if user else ""


def names_of(users: Iterable[int]) -> dict[int, str]:
    """The names of several members of staff: one query."""
    return dict(User.objects.filter(pk__in=set(users)).values_list("pk", "display_name"))
