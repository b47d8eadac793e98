"""Who is lost, in prison or to be asked how it goes: of a path, and of everybody within reach."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from care.paths.models import CarePath
from care.paths.selectors import standing_in
from care.paths.shown import text_of
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User
from intake.person.models import Person

from .enums import AfterCareState, Verb
from .models import SOUGHT, AfterCareContact, LostContact, PrisonStay

MOST = 100
#: After-care that is due within so many days stands on the list.
SOON = timedelta(days=14)


@dataclass(frozen=True)
class ShownLoss:
    """A loss of contact opened."""

    loss: LostContact
    where: str
    sought: bool


@dataclass(frozen=True)
class ShownStay:
    """A stay in prison opened."""

    stay: PrisonStay
    place: str
    handed_to: str


@dataclass(frozen=True)
class ShownContact:
    """A contact after the end, opened."""

    contact: AfterCareContact
    words: str
    late: bool


@dataclass(frozen=True)
class Beside:
    """What stands beside the paths of one person."""

    losses: tuple[ShownLoss, ...]
    stays: tuple[ShownStay, ...]
    contacts: tuple[ShownContact, ...]


def beside(actor: User, person: Person, paths: Sequence[CarePath]) -> Beside:
    """Losses of contact, stays in prison and after-care of some paths, the latest first; the page that shows them has
    recorded the reading."""
    losses = visible(actor, LostContact.objects.filter(path__in=paths)).order_by("-noted_at", "-pk")[:5]
    stays = visible(actor, PrisonStay.objects.filter(path__in=paths)).order_by("-noted_at", "-pk")[:5]
    contacts = visible(actor, AfterCareContact.objects.filter(path__in=paths)).order_by("due_on", "pk")[:12]
    return Beside(
        tuple(ShownLoss(one, text_of(one.where), one.state in SOUGHT) for one in losses),
        tuple(ShownStay(one, text_of(one.place), text_of(one.handed_to)) for one in stays),
        tuple(ShownContact(one, text_of(one.words), _late(one)) for one in contacts),
    )


def _late(contact: AfterCareContact) -> bool:
    return contact.state == AfterCareState.PLANNED and contact.due_on < clock.service_day()


@dataclass(frozen=True)
class Reach:
    """Somebody to reach: a day (None for no day), what it is about, whether the reader answers for the path."""

    on: date | None
    kind: str
    person: Person
    part: str
    words: str
    late: bool
    mine: bool


def to_reach(actor: User) -> list[Reach]:
    """Everybody within reach who is lost, in prison, or to be asked within two weeks how it goes: the soonest first,
    those without a day last; at most a hundred of each. The reading is recorded first."""
    today = clock.service_day()
    found = [
        *_rows(actor, LostContact.objects.filter(state__in=SOUGHT), "look_until"),
        *_rows(actor, PrisonStay.objects.filter(released_on=None), "release_on"),
        *_rows(actor, AfterCareContact.objects.filter(state=AfterCareState.PLANNED, due_on__lte=today + SOON), "due_on"),
    ]
    viewed(Verb.VIEWED, count=len(found))
    reach = [_reach(row, getattr(row, day), today) for row, day in found]
    return sorted(reach, key=lambda one: (one.on is None, one.on or today, not one.mine, one.kind, str(one.person.pk)))


def _rows(actor: User, found: QuerySet[Any], day: str) -> list[tuple[Any, str]]:
    mine = Case(
        When(Q(path__worker=actor.pk) | standing_in(actor, "path_id", "path__worker"), then=Value(1)), default=Value(0),
        output_field=IntegerField(),
    )
    rows = visible(actor, found).select_related("person").annotate(mine=mine).order_by(day, "pk")[:MOST]
    return [(row, day) for row in rows]


def _reach(row: Any, on: date | None, today: date) -> Reach:
    kind = {LostContact: "lost", PrisonStay: "prison", AfterCareContact: "after"}[type(row)]
    words = {"lost": "get_state_display", "prison": "", "after": ""}[kind]
    return Reach(
        on, kind, row.person, str(row.get_compartment_display()), str(getattr(row, words)()) if words else "",
        on is not None and on < today, bool(row.mine),
    )


def loss_for(actor: User, pk: int) -> LostContact:
    """A loss of contact the actor may see; Http404 otherwise."""
    return get_object_or_404(visible(actor, LostContact.objects.select_related("path")), pk=pk)


def stay_for(actor: User, pk: int) -> PrisonStay:
    """A stay in prison the actor may see; Http404 otherwise."""
    return get_object_or_404(visible(actor, PrisonStay.objects.select_related("path")), pk=pk)


def opened(actor: User, stay: PrisonStay) -> str:
    """To whom the treatment was handed on, for the form that changes it; the reading is recorded first."""
    viewed(Verb.VIEWED, subject=stay.person_id, obj=stay)
    return text_of(stay.handed_to)


def contact_for(actor: User, pk: int) -> AfterCareContact:
    """A contact after the end that the actor may see; Http404 otherwise."""
    return get_object_or_404(visible(actor, AfterCareContact.objects.select_related("path")), pk=pk)
