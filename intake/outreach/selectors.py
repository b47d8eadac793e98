"""What those in the street may read: the round, the places, who has been lost from sight."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Max, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from centre.access.scope import visible
from centre.shifts.clock import now
from intake.desk.models import Passage
from intake.outreach.enums import Verb
from intake.outreach.models import Accompaniment, Contact, OutreachRound, Place, Search, Zone
from intake.person.models import Person

if TYPE_CHECKING:
    from centre.staff.models import User

ROUNDS_SHOWN = 30
LOST_SHOWN = 100
#: Who came on at least so many days in the two months before counts as somebody who used to come.
REGULAR_DAYS = 3
BEFORE = timedelta(days=60)
PEOPLE = Sum("men") + Sum("women") + Sum("others") + Count("person")


def round_for(pk: int) -> OutreachRound:
    """One round. Raises Http404."""
    return get_object_or_404(OutreachRound.objects.select_related("zone"), pk=pk)


def my_open_round(actor: "User") -> OutreachRound | None:
    """The round this worker is on now."""
    running = OutreachRound.objects.select_related("zone").filter(ended_at=None, team__contains=[actor.pk])
    return running.order_by("-started_at").first()


def rounds(actor: "User") -> "QuerySet[OutreachRound]":
    """The last rounds, newest first, each with `met`: how many people it met, as far as this worker may know."""
    met = visible(actor, Contact.objects.standing().filter(round=OuterRef("pk"))).order_by().values("round")
    return (
        OutreachRound.objects.select_related("zone")
        .annotate(met=Coalesce(Subquery(met.annotate(n=PEOPLE).values("n")), 0))
        .order_by("-started_at")[:ROUNDS_SHOWN]
    )


def places_of(zone: Zone) -> "QuerySet[Place]":
    """The places of a zone in use, by name."""
    return Place.objects.filter(zone=zone, active=True).order_by("label")


def zones() -> "QuerySet[Zone]":
    """The zones in use, by name."""
    return Zone.objects.filter(active=True).order_by("name")


def zone_for(pk: int) -> Zone:
    """One zone. Raises Http404."""
    return get_object_or_404(Zone, pk=pk)


def place_for(pk: int) -> Place:
    """One place. Raises Http404."""
    return get_object_or_404(Place.objects.select_related("zone"), pk=pk)


def zones_with_places() -> list[tuple[Zone, list[Place]]]:
    """Every zone with its places, those in use first. Two queries."""
    places: dict[int, list[Place]] = {}
    for place in Place.objects.order_by("-active", "label"):
        places.setdefault(place.zone_id, []).append(place)
    return [(zone, places.get(zone.pk, [])) for zone in Zone.objects.order_by("-active", "name")]


def contacts_of(actor: "User", round: OutreachRound) -> list[Contact]:
    """The contacts of a round this worker may know of, newest first; the reading is recorded."""
    found = visible(actor, Contact.objects.filter(round=round).select_related("place", "person")).order_by("-at", "-pk")
    listed = list(found)
    viewed(Verb.VIEWED, count=len(listed))
    return listed


def contact_for(actor: "User", pk: int) -> Contact:
    """One contact with its round. Raises Http404 outside the actor's reach."""
    return get_object_or_404(visible(actor, Contact.objects.select_related("round")), pk=pk)


def contact_by_uuid(client_uuid: UUID) -> Contact | None:
    """The contact a page's uuid was already used for, as far as row security shows it."""
    return Contact.objects.filter(client_uuid=client_uuid).first()


def passages_by_uuids(uuids: list[UUID]) -> "QuerySet[Passage]":
    """The passages a contact left in the counts."""
    return Passage.objects.filter(client_uuid__in=uuids).order_by("pk")


def sums(contacts: list[Contact]) -> dict[str, int]:
    """People met by kind: `known`, `men`, `women`, `others`, `all`; struck contacts left out."""
    standing = [one for one in contacts if one.undone_at is None]
    kinds = {kind: sum(getattr(one, kind) for one in standing) for kind in ("men", "women", "others")}
    known = sum(1 for one in standing if one.person_id)
    return kinds | {"known": known, "all": known + sum(kinds.values())}


def by_zone(actor: "User", first: date, last: date) -> list[dict[str, Any]]:
    """Rounds, contacts and people met by zone between two service days: `zone`, `rounds`, `contacts`, `people`."""
    rows: Any = (
        visible(actor, cast("QuerySet[Any]", Contact.objects.standing().within(first, last)))
        .order_by("round__zone__name")
        .values("round__zone__name")
        .annotate(rounds=Count("round", distinct=True), contacts=Count("pk"), people=PEOPLE)
    )
    return [{"zone": row["round__zone__name"], **{key: row[key] for key in ("rounds", "contacts", "people")}} for row in rows]


def met_between(actor: "User", start: datetime, end: datetime) -> list[dict[str, Any]]:
    """Contacts from `start` until before `end` by zone: `zone`, `contacts`, `people`."""
    rows: Any = (
        visible(actor, cast("QuerySet[Any]", Contact.objects.standing().filter(at__gte=start, at__lt=end)))
        .order_by("round__zone__name")
        .values("round__zone__name")
        .annotate(contacts=Count("pk"), people=PEOPLE)
    )
    return [{"zone": row["round__zone__name"], "contacts": row["contacts"], "people": row["people"]} for row in rows]


def accompaniment_for(actor: "User", pk: int) -> Accompaniment:
    """One accompaniment. Raises Http404 outside the actor's reach; the reading is recorded."""
    one = get_object_or_404(visible(actor, Accompaniment.objects.select_related("person", "service")), pk=pk)
    viewed(Verb.VIEWED, subject=one.person_id, obj=one)
    return one


def accompaniment_by_uuid(client_uuid: UUID) -> Accompaniment | None:
    """The accompaniment a page's uuid was already used for."""
    return Accompaniment.objects.filter(client_uuid=client_uuid).first()


def search_by_uuid(client_uuid: UUID) -> Search | None:
    """The attempt a page's uuid was already used for."""
    return Search.objects.filter(client_uuid=client_uuid).first()


def to_come(actor: "User") -> list[Accompaniment]:
    """Accompaniments still open, the next first; the reading is recorded."""
    rows = visible(actor, Accompaniment.objects.filter(closed_at=None).select_related("person", "service"))
    listed = list(rows.order_by("planned_at", "pk")[:ROUNDS_SHOWN])
    viewed(Verb.VIEWED, count=len(listed))
    return listed


@dataclass(frozen=True)
class Lost:
    """Somebody who used to come: when they last did, and when they were last looked for."""

    person: Person
    last_seen: datetime
    days: int
    looked: datetime | None


def lost_from_sight(actor: "User") -> list[Lost]:
    """Persons within reach who came on three days or more in the two months before they stopped coming, and have not
    been seen for the centre's number of days; longest gone first, at most a hundred. Two queries; the reading is recorded.
    """
    limit = now() - timedelta(days=settings.CENTRE_LOST_AFTER_DAYS)
    rows = (
        visible(actor, Passage.objects.standing().outside_spaces().filter(person__isnull=False, at__gte=limit - BEFORE))
        .order_by()
        .values("person")
        .annotate(last=Max("at"), days=Count("service_day", distinct=True, filter=Q(at__lt=limit)))
        .filter(last__lt=limit, days__gte=REGULAR_DAYS)
        .order_by("last", "person")[:LOST_SHOWN]
    )
    seen = {row["person"]: row["last"] for row in rows}
    looked = visible(actor, Search.objects.filter(person=OuterRef("pk"))).order_by("-at").values("at")[:1]
    persons = visible(actor, Person.objects.filter(pk__in=seen, merged_into=None)).annotate(looked=Subquery(looked))
    found = {one.pk: one for one in persons.order_by("pk")}
    viewed(Verb.LISTED, count=len(found))
    return [Lost(found[pk], last, (now() - last).days, found[pk].looked) for pk, last in seen.items() if pk in found]
