"""Unmet need as figures: who was turned away, who still waited when the night was counted, and the night of the count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User
from housing.houserules.selectors import defaults
from housing.requests.enums import EthosCategory, RefusalReason, Verb, ethos_category
from housing.requests.models import BedRequest, TurnAway
from intake.directory.enums import Need, ServiceStatus
from intake.directory.models import PartnerService

LISTED = 200


class Unmet(NamedTuple):
    """People without a bed in one night; `waited`: still on the list when the night was counted, written nowhere else."""

    night: date
    compartment: str
    reason: str
    ethos: str
    people: int
    waited: bool


def turned_away(actor: User) -> QuerySet[TurnAway]:
    """Every turning away the actor may know of."""
    return visible(actor, TurnAway.objects.select_related("person", "partner_service"))


def turn_away_for(actor: User, pk: Any) -> TurnAway:
    """One turning away; 404 outside what the actor may know."""
    return get_object_or_404(turned_away(actor), pk=pk)


def turn_away_of_form(actor: User, client_uuid: UUID | None) -> TurnAway | None:
    """The turning away that a form has already written: the same form twice is one."""
    return turned_away(actor).filter(client_uuid=client_uuid).first() if client_uuid else None


def told_tonight(actor: User, request: BedRequest) -> TurnAway | None:
    """What stands tonight as turned away for this request."""
    return turned_away(actor).filter(request=request, service_day=clock.service_day(), undone_at=None).first()


def turned_away_on(actor: User, day: date) -> list[TurnAway]:
    """Those of one night that count, the latest first; the reading of names is recorded."""
    found = list(turned_away(actor).filter(service_day=day, undone_at=None).order_by("-at", "pk")[:LISTED])
    named = sum(one.person_id is not None for one in found)
    if named:
        viewed(Verb.LISTED, count=named)
    return found


def unmet(actor: User, first: date, last: date) -> list[Unmet]:
    """People without a bed, night by night, from `first` to `last` inclusive, by reason and living situation. Source: DOMAIN 7."""
    asked = [first, last, clock.now(), defaults()["census_hour"], clock.cutover_hour()]
    with connection.cursor() as cursor:
        cursor.execute("select * from app.unmet_nights(%s, %s, %s, %s, %s) order by 1, 2, 3, 4, 6", asked)
        return [Unmet(*row) for row in cursor.fetchall()]


def shelters() -> list[PartnerService]:
    """The services of the directory where somebody may sleep, or be seen at night."""
    wanted = PartnerService.objects.filter(status=ServiceStatus.ACTIVE, needs__overlap=[Need.SHELTER, Need.EMERGENCY])
    return list(wanted.select_related("organization").order_by("name", "pk")[:LISTED])


def by_reason(rows: Iterable[Unmet]) -> list[tuple[RefusalReason, int]]:
    """People by reason, every reason of the list in its order."""
    counts: Counter[str] = Counter()
    for row in rows:
        counts[row.reason] += row.people
    return [(reason, counts[reason]) for reason in RefusalReason]


def by_night(rows: Iterable[Unmet], first: date, last: date) -> list[tuple[date, int, int]]:
    """Each night with how many were turned away and how many still waited when it was counted."""
    told: Counter[date] = Counter()
    waited: Counter[date] = Counter()
    for row in rows:
        (waited if row.waited else told)[row.night] += row.people
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [(day, told[day], waited[day]) for day in days]


def count_night(actor: User, day: date) -> dict[str, Any]:
    """The night of the count, 23:00 to 24:00 of a service day: beds, and people by living situation. Source: DOMAIN 7.1."""
    start = clock.instant(datetime.combine(day, time(23)))
    stop = clock.instant(datetime.combine(day + timedelta(days=1), time()))
    with connection.cursor() as cursor:
        cursor.execute("select open_beds, occupied_beds, emergency from app.bed_nights(%s::timestamptz[])", [[stop]])
        beds = cursor.fetchall()
        cursor.execute("select part, ethos, people from app.count_night(%s, %s, %s)", [day, start, stop])
        told = cursor.fetchall()
    return {
        "start": start, "stop": stop, "open": sum(row[0] for row in beds), "occupied": sum(row[1] for row in beds),
        "emergency": sum(row[1] for row in beds if row[2]), "rows": _by_category(told),
    }


def _by_category(told: Iterable[tuple[str, str, int]]) -> list[dict[str, Any]]:
    """The six categories and what was not said, each with people in beds, turned away and still waiting."""
    counts: dict[Any, Counter[str]] = {category: Counter() for category in (*EthosCategory, None)}
    for part, ethos, people in told:
        counts[ethos_category(ethos)][part] += people
    return [
        {"category": category.label if category else "", "bed": n["bed"], "refused": n["refused"], "waiting": n["waiting"]}
        for category, n in counts.items()
    ]
