"""What the desk may read: tiles with their counts, who is inside, what a person came for lately."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from django.db.models import Count, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from centre.access.scope import visible
from centre.shifts.clock import now, service_day
from intake.desk import notices
from intake.desk.enums import Verb
from intake.desk.models import Passage, Service
from intake.desk.registry import followed
from intake.desk.services import RECEPTION
from intake.person.models import Person, same_person, whole_person
from intake.person.selectors import Found, OpenAlert, alerts_of, approximate_age, opened, standing_alerts

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.spaces.models import Space

LISTED_INSIDE = 200
MOST_AT_ONCE = 50
KEYS = 9
STUTTER_SECONDS = 2
ALERTS_SHOWN = 10


def person_at_desk(actor: "User", pk: UUID) -> Person | None:
    """The person a tap is for, or None when the actor cannot reach them; the tap itself is what the ledger keeps."""
    return visible(actor, Person.objects.filter(pk=pk)).first()


def scanned_just_now(actor: "User", service: Service, person: Person) -> bool:
    """Whether this worker recorded the same person at the same service within two seconds: a scanner that stuttered."""
    since = now() - timedelta(seconds=STUTTER_SECONDS)
    same = Passage.objects.standing().filter(service=service, person=person, by=actor.pk, recorded_at__gte=since)
    return visible(actor, same).exists()


def passage_by_uuid(client_uuid: UUID) -> Passage | None:
    """The passage a page's uuid was already used for, as far as row security shows it."""
    return Passage.objects.filter(client_uuid=client_uuid).first()


def passage_for(actor: "User", pk: Any) -> Passage:
    """One passage with its service and person. Raises Http404 outside the actor's reach."""
    return get_object_or_404(visible(actor, Passage.objects.select_related("service", "person")), pk=pk)


def service_by_code(code: str) -> Service:
    """An active service. Raises Http404 for any other code."""
    return get_object_or_404(Service, code=code, active=True)


def open_services() -> list[Service]:
    """The services on the tiles, in the order of the house, without any count."""
    return list(Service.objects.filter(active=True, order__gt=0).order_by("order", "code"))


def reception() -> Service:
    """The service "somebody came in"."""
    return service_by_code(RECEPTION)


def _of_the_day(actor: "User", day: date) -> "QuerySet[Passage]":
    """Passages of a service day that the whole desk may know of."""
    return visible(actor, Passage.objects.standing().on(day).outside_spaces())


def tiles(actor: "User", day: date | None = None) -> "QuerySet[Any]":
    """Active services in the order of the house, each with `today`: passages of the service day (today's by default)."""
    counted = (
        _of_the_day(actor, day or service_day())
        .filter(service=OuterRef("pk"))
        .order_by()
        .values("service")
        .annotate(n=Count("pk"))
        .values("n")
    )
    return (
        Service.objects.filter(active=True, order__gt=0)
        .annotate(today=Coalesce(Subquery(counted), 0))
        .order_by("order", "code")
    )


def _tiles_and_house(actor: "User", person: Person | None) -> "QuerySet[Any]":
    """The tiles, each also with `inside` (persons in the house), `since` (the subject's entry), and whether notices tell: one query."""
    came = inside_passages(actor).order_by().values("service")
    since = came.filter(whole_person(person) if person else Q(person=None)).annotate(first=Min("at")).values("first")
    inside = came.annotate(n=Count(same_person(), distinct=True)).values("n")
    services: QuerySet[Any] = tiles(actor).annotate(inside=Coalesce(Subquery(inside), 0), since=Subquery(since))
    return services.annotate(**notices.asked(actor, person)) if person else services


def inside_passages(actor: "User", day: date | None = None) -> "QuerySet[Passage]":
    """The entries of persons who came in this service day and have not left, first come first."""
    return (
        visible(actor, Passage.objects.inside().on(day or service_day()).outside_spaces())
        .filter(service__code=RECEPTION)
        .order_by("at", "pk")
    )


def inside_count(actor: "User", day: date | None = None) -> int:
    """How many persons came in this service day and have not left; those without a file are not in it."""
    return inside_passages(actor, day).order_by().values(file=same_person()).distinct().count()


def inside_now(actor: "User") -> list[Passage]:
    """The persons inside, each once with the entry they came by, at most 200; the reading is recorded."""
    entries = list(inside_passages(actor).select_related("person")[:LISTED_INSIDE])
    joined = {entry.person.merged_into_id for entry in entries if entry.person and entry.person.merged_into_id}
    kept = visible(actor, Person.objects.filter(pk__in=joined)).in_bulk() if joined else {}
    for entry in entries:
        entry.person = kept.get(entry.person.merged_into_id or entry.person.pk, entry.person) if entry.person else None
    once = list({entry.person_id: entry for entry in entries}.values())
    viewed(Verb.VIEWED, count=len(once))
    return once


@dataclass(frozen=True)
class InLine:
    """Somebody inside, and how often they had this service today."""

    person: Person
    served: int


def line_for(actor: "User", service: Service) -> list[InLine]:
    """The persons inside, first come first, each with their taps at a service today: a whole meal in two queries."""
    entries = inside_now(actor)
    rows = (
        _of_the_day(actor, service_day())
        .filter(service=service, person__in=[one.person_id for one in entries])
        .order_by()
        .values("person")
        .annotate(n=Count("pk"))
    )
    served: dict[Any, int] = {row["person"]: row["n"] for row in rows}
    return [InLine(one.person, served.get(one.person_id, 0)) for one in entries if one.person is not None]


def inside_passages_of(actor: "User", person: Person, space: "Space | None" = None) -> "QuerySet[Passage]":
    """The open entries of one person into the house this service day, or into one space of it."""
    mine = visible(actor, Passage.objects.inside().on(service_day()).filter(whole_person(person))).order_by("at", "pk")
    if space is not None:
        return mine.filter(space=space)
    return mine.outside_spaces().filter(service__code=RECEPTION)


def recent_passages(actor: "User", person: Person, since: datetime | None = None) -> "QuerySet[Passage]":
    """The person's passages since an instant (24 hours ago by default), newest first; walled spaces are not in it."""
    return (
        visible(actor, Passage.objects.outside_spaces().filter(whole_person(person), at__gte=since or now() - timedelta(hours=24)))
        .select_related("service")
        .order_by("-at", "-pk")[:50]
    )


def inside_since(passages: list[Passage]) -> datetime | None:
    """From a person's last passages: when they came in, if they are still inside this service day."""
    today = service_day()
    came = [
        passage.at
        for passage in passages
        if passage.service.code == RECEPTION
        and passage.service_day == today
        and passage.left_at is None
        and passage.undone_at is None
    ]
    return min(came) if came else None


def same_tap(actor: "User", passage: Passage) -> list[Passage]:
    """The passage and those counted by the same tap: as many anonymous people as were counted at once."""
    if passage.person_id:
        return [passage]
    uuids = [passage.client_uuid, *(uuid5(passage.client_uuid, str(tap)) for tap in range(1, MOST_AT_ONCE))]
    return list(visible(actor, Passage.objects.filter(client_uuid__in=uuids, person=None)).order_by("pk"))


def last_seen(actor: "User", persons: list[UUID]) -> dict[UUID, datetime]:
    """When each of these persons last came, as far as the desk may know: `{person uuid: instant}`."""
    rows = (
        visible(actor, Passage.objects.standing().outside_spaces().filter(person__in=persons))
        .order_by()
        .values("person")
        .annotate(last=Max("at"))
    )
    return {row["person"]: row["last"] for row in rows}


@dataclass(frozen=True)
class Result:
    """One line of results at the desk: who, about how old, and when they last came."""

    found: Found
    age: int | None
    last_seen: datetime | None


def results(actor: "User", found: list[Found]) -> list[Result]:
    """The lines of an alias search with the last passage of each."""
    seen = last_seen(actor, [one.person.pk for one in found]) if found else {}
    return [Result(one, approximate_age(one.person), seen.get(one.person.pk)) for one in found]


def numbered(services: Iterable[Service]) -> list[tuple[str, Service]]:
    """Each tile with its key: "1" to "9" for the first nine, "" for the others; `goes_on` when another page follows."""
    elsewhere = followed()
    tiles = list(services)
    for tile in tiles:
        tile.goes_on = tile.code in elsewhere  # type: ignore[attr-defined]  # read by the tile's template
    return [(str(place) if place <= KEYS else "", tile) for place, tile in enumerate(tiles, start=1)]


def alerts_tonight(actor: "User") -> list[OpenAlert]:
    """Alerts about the persons inside, with their texts."""
    inside = inside_passages(actor).order_by().values("person")
    return opened(standing_alerts(actor).filter(person__in=inside)[:ALERTS_SHOWN])


def desk_page(actor: "User", person: Person | None) -> dict[str, Any]:
    """Everything the desk shows for its subject: a person, or the room when there is none.

    With a person before the desk only their own alerts are shown: they may see the screen.
    """
    sees_people = actor.may("intake.view_person")
    services = list(_tiles_and_house(actor, person) if sees_people else tiles(actor))
    page = {
        "subject": person,
        "inside": (services[0].inside if services else 0) if sees_people else None,
        "since": services[0].since if services and person else None,
        "alerts": [],
        "tiles": numbered(services),
        "notices": notices.load(actor, person, services[0] if services and sees_people and person else None),
    }
    if sees_people:
        page["alerts"] = alerts_of(actor, person) if person else alerts_tonight(actor)
    return page | {
        "found": None,
        "typed": "",
        "mistyped": False,
        "suggestion": "",
        "unknown_card": False,
        "fragment": False,
    }


def counts_between(actor: "User", start: datetime, end: datetime) -> list[dict[str, Any]]:
    """Passages from `start` until before `end` by service, in the order of the house: `service`, `n`, `anonymous`."""
    rows = (
        visible(actor, Passage.objects.standing().outside_spaces().filter(at__gte=start, at__lt=end))
        .order_by()
        .values("service")
        .annotate(n=Count("pk"), anonymous=Count("pk", filter=Q(person=None)))
    )
    counted = {row["service"]: row for row in rows}
    services = Service.objects.filter(pk__in=counted).order_by("order", "code")
    return [
        {"service": service, "n": counted[service.pk]["n"], "anonymous": counted[service.pk]["anonymous"]}
        for service in services
    ]
