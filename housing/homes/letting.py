"""Reading what can be let: programmes, landlords, dwellings with their state of today. No person stands here."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Count, Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from centre.shifts import clock
from centre.staff.models import User
from housing.homes import policies, registry
from housing.homes.enums import DwellingState, HomeNeed, Verb
from housing.homes.models import Dwelling, DwellingAddress, Landlord, Programme
from intake.directory.models import Organization

LISTED = 200


class Asked(NamedTuple):
    """What is under discussion for a dwelling: accepted since when and by whom written down, and how many proposals."""

    at: datetime | None
    by: int | None
    proposed: int


@dataclass(frozen=True)
class DwellingLine:
    """A dwelling with its state today, since when and until when, and for how many it is proposed."""

    dwelling: Dwelling
    state: str
    since: date | None
    until: date | None
    proposed: int
    accepted_by: int | None = None
    accepted_at: datetime | None = None

    @property
    def state_label(self) -> str:
        return str(DwellingState(self.state).label)


def asked_for() -> dict[int, Asked]:
    """What is under discussion for each dwelling, of whomever; empty for who does not work with homes."""
    with connection.cursor() as cursor:
        cursor.execute("select dwelling_id, accepted_at, accepted_by, proposed from app.dwellings_asked()")
        return {row[0]: Asked(*row[1:]) for row in cursor.fetchall()}


def programmes(actor: User) -> QuerySet[Programme]:
    """Every programme with how many dwellings it has, those in use first."""
    counted = Programme.objects.select_related("provider").annotate(homes=Count("dwellings"))
    return counted.order_by("-active", "kind", "name")


def programme_for(actor: User, pk: Any) -> Programme:
    """One programme. Raises Http404."""
    return get_object_or_404(Programme.objects.select_related("provider"), pk=pk)


def programmes_in_use() -> list[Programme]:
    """The programmes that may be wished and to which dwellings belong."""
    return list(Programme.objects.filter(active=True).order_by("kind", "name"))


def providers() -> QuerySet[Organization]:
    """The partners of the directory."""
    return Organization.objects.order_by("name", "pk")


def dwellings(actor: User, *, text: str = "", state: str = "", **where: Any) -> list[DwellingLine]:
    """Dwellings with their state today, by label: one statement each for dwellings, searches and leases. `where` narrows.

    `text` is looked for in label, municipality and note; `state` keeps one state.
    """
    found = Dwelling.objects.filter(**where).select_related("programme")
    for word in text.split()[:5]:
        found = found.filter(Q(label__icontains=word) | Q(area__icontains=word) | Q(note__icontains=word))
    asked, lived, today = asked_for(), registry.lived_in(actor), clock.service_day()
    lines = [_line(one, asked.get(one.pk), lived.get(one.pk), today) for one in found.order_by("label", "pk")[:LISTED]]
    return [line for line in lines if not state or line.state == state]


def _line(one: Dwelling, asked: Asked | None, lived: registry.Occupation | None, today: date) -> DwellingLine:
    """Lived in goes before out of use, out of use before promised; else it is free."""
    proposed = asked.proposed if asked else 0
    if lived is not None:
        return DwellingLine(one, DwellingState.LIVED_IN, lived.since, lived.until, proposed)
    if one.out_of_use(today):
        early = one.available_from if one.available_from and one.available_from > today else None
        return DwellingLine(one, DwellingState.OUT, None, early, proposed)
    if asked is not None and asked.at is not None:
        since = clock.local(asked.at).date()
        return DwellingLine(one, DwellingState.PROMISED, since, None, proposed, asked.by, asked.at)
    return DwellingLine(one, DwellingState.FREE, one.available_from, one.available_until, proposed)


def dwelling_for(actor: User, pk: Any) -> DwellingLine:
    """One dwelling with its state today. Raises Http404."""
    get_object_or_404(Dwelling, pk=pk)
    return dwellings(actor, pk=pk)[0]


def areas() -> list[str]:
    """The municipalities in which the house knows a dwelling."""
    return list(Dwelling.objects.order_by("area").values_list("area", flat=True).distinct())


def address_of(actor: User, dwelling: Dwelling) -> str:
    """Where the dwelling is, its reading recorded; empty when it was never typed. Raises Refused."""
    policies.view_homes.check(actor)
    viewed(Verb.ADDRESS_READ, obj=dwelling)
    return DwellingAddress.objects.filter(dwelling=dwelling).values_list("address", flat=True).first() or ""


def landlords(actor: User, text: str = "") -> list[Landlord]:
    """Landlords by name with their dwellings at hand; those out of use last."""
    found = Landlord.objects.prefetch_related(Prefetch("dwellings", Dwelling.objects.order_by("label")))
    for word in text.split()[:5]:
        found = found.filter(Q(name__unaccent__icontains=word) | Q(contact__unaccent__icontains=word) | Q(dwellings__label__icontains=word))
    return list(found.order_by("-active", "name", "pk").distinct()[:LISTED])


def landlord_for(actor: User, pk: Any) -> Landlord:
    """One landlord. Raises Http404 for who does not work with homes."""
    return get_object_or_404(Landlord, pk=pk)


def landlords_in_use() -> QuerySet[Landlord]:
    """The landlords to choose from."""
    return Landlord.objects.filter(active=True).order_by("name", "pk")


def last_change(row: Programme | Landlord | Dwelling | None) -> int | None:
    """The number of the last change of a row, for the form that changes it next; None for a new one."""
    if row is None:
        return None
    number: int | None = type(row).history.filter(id=row.pk).order_by("-history_id").values_list("history_id", flat=True).first()
    return number


def landlord_of(actor: User, dwelling: Dwelling) -> Landlord | None:
    """Who lets a dwelling, for who works with homes."""
    return Landlord.objects.filter(pk=dwelling.landlord_id).first() if dwelling.landlord_id else None


def needs_of(programme: Programme) -> list[str]:
    """For whom a programme is first, in words."""
    return [str(HomeNeed(code).label) for code in programme.needs]
