"""Reads about placements, scoped to the actor; tenancies for figures, without persons."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, OuterRef, Q, QuerySet, Subquery, Sum
from django.http import Http404
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from audit.vault.errors import Shredded
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User
from housing.homes.models import Dwelling
from housing.homes.registry import Occupation
from housing.stays.enums import DestinationGroup, destination_group
from intake.person.models import Person, whole_person
from intake.safety.reach import names_of

from .enums import RUNNING, ArrearsState, EventKind, GuaranteeForm, PlacementState, Verb
from .models import Arrears, Lease, Placement, TenancyEvent
from .policies import no_second_home, rehouse_days

if TYPE_CHECKING:
    from centre.access.scope import Rows

SHOWN = 100


class Tenure(NamedTuple):
    """One story of a home for figures: since when, until when, and how it ended ("" while it goes on)."""

    key: UUID
    moved_in_on: date
    ended_on: date | None
    how: str


@dataclass(frozen=True)
class Sealed:
    """A row whose text was opened for reading; `who` wrote it down."""

    row: Any
    text: str
    who: str


def placements_for(actor: User) -> QuerySet[Placement]:
    """Every placement the actor may know of."""
    return visible(actor, Placement.objects.select_related("person", "programme", "dwelling"))


def placement_for(actor: User, pk: Any, verb: str = Verb.VIEWED) -> Placement:
    """One placement, its reading recorded; 404 outside what the actor may know."""
    placement = get_object_or_404(placements_for(actor), pk=pk)
    viewed(verb, subject=placement.person_id, obj=placement)
    return placement


def person_of(placement: Placement) -> Person:
    """The person of a placement. Raises Http404 when the file was erased."""
    if placement.person is None:
        raise Http404
    return placement.person


def locked(actor: User, placement: Placement) -> Placement:
    """The placement as it is now, kept from others until the end of the transaction."""
    found = visible(actor, Placement.objects.select_for_update(of=("self",), no_key=True))
    return found.select_related("person", "programme", "dwelling").get(pk=placement.pk)


def kept_file(actor: User, person: Person) -> Person:
    """The file to which this one was joined, when the actor sees it; else the file itself."""
    kept = visible(actor, Person.objects.filter(pk=person.merged_into_id)).first() if person.merged_into_id else None
    return kept or person


def running_of(actor: User, person: Person) -> Placement | None:
    """The placement of this person, or of a file joined to theirs, that is under way."""
    return placements_for(actor).filter(whole_person(person), state__in=RUNNING).order_by("enrolled_on", "pk").first()


def last_ended(actor: User, person: Person) -> Placement | None:
    """The last placement of this person that a second home could follow today, or None."""
    found = placements_for(actor).filter(whole_person(person), state=PlacementState.ENDED).order_by("-ended_on", "pk").first()
    return found if found is not None and not followed(found) and no_second_home(found, clock.local().date()) is None else None


def placements_about(person: Any) -> QuerySet[Placement]:
    """Whether there is anything to tell of a person: for a panel that only asks, behind the wall."""
    return Placement.objects.filter(person=person).exclude(state=PlacementState.CANCELLED)


def placements_of(actor: User, person: Person) -> list[Placement]:
    """Every placement of a person and of the files joined to theirs, the latest first."""
    found = placements_for(actor).filter(whole_person(person)).exclude(state=PlacementState.CANCELLED)
    return list(found.order_by("-enrolled_on", "pk")[:SHOWN])


def of_form(actor: User, rows: Rows, client_uuid: UUID | None) -> Any:
    """The row that a form has already made, or None: the same form twice is one."""
    return visible(actor, rows).filter(client_uuid=client_uuid).first() if client_uuid else None


def followed(placement: Placement) -> bool:
    """Whether a second home follows this placement."""
    return Placement.objects.filter(previous=placement).exclude(state=PlacementState.CANCELLED).exists()


def following(actor: User, placement: Placement) -> Placement | None:
    """The second home that followed, moved in or not."""
    return placements_for(actor).filter(previous=placement).first()


def same_story(former: Placement, second: Placement) -> bool:
    """Whether the person moved in within ninety days of the former's end: re-housed, not lost."""
    if former.ended_on is None or second.moved_in_on is None:
        return False
    return second.moved_in_on <= former.ended_on + timedelta(days=rehouse_days())


def listed(actor: User, *, state: str = "", programme: int | None = None, worker: int | None = None) -> tuple[list[Any], int]:
    """Placements with `worker_name`, `months_owed` and `owed`, those written here first, and how many more there are.

    Who is about to move in comes before who lives there; the reading is recorded.
    """
    open_months = Arrears.objects.filter(placement=OuterRef("pk")).exclude(state=ArrearsState.PAID).order_by().values("placement")
    found = placements_for(actor).exclude(state=PlacementState.CANCELLED).annotate(
        worker_name=Subquery(User.objects.filter(pk=OuterRef("worker")).values("display_name")),
        months_owed=Subquery(open_months.annotate(n=Count("pk")).values("n")),
        owed=Subquery(open_months.annotate(sum=Sum("owed_cents")).values("sum")),
        second=Exists(Placement.objects.filter(pk=OuterRef("previous"))),
        brought=ExpressionWrapper(Q(written_by__isnull=True), output_field=BooleanField()),
    )
    found = found.filter(state=state) if state else found.filter(state__in=RUNNING)
    if programme:
        found = found.filter(programme=programme)
    if worker:
        found = found.filter(Q(worker=worker) | Q(cover=worker))
    rows = list(found.order_by("brought", "-moved_in_on", "-enrolled_on", "pk")[:SHOWN])
    viewed(Verb.LISTED, count=len(rows))
    return rows, found.count() - SHOWN if len(rows) == SHOWN else 0


def lived_in(actor: User) -> dict[int, Occupation]:
    """The dwellings that somebody lives in today, for the room of homes; of whom is not said."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT dwelling_id, since, until FROM app.dwellings_lived_in()")
        return {pk: Occupation(since, until) for pk, since, until in cursor.fetchall()}


def lived_in_by_others(dwelling: Dwelling, placement: Placement) -> bool:
    """Whether somebody else lives in a home that is not shared."""
    if dwelling.shared:
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.others_in_dwelling(%s, %s)", [dwelling.pk, placement.pk])
        return bool(cursor.fetchone()[0])


def figures_closed(day: date) -> bool:
    """Whether the figures of this day's quarter are closed: a later writing does not change them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.figures_closed(%s)", [day])
        return bool(cursor.fetchone()[0])


def leases_of(actor: User, placement: Placement) -> list[Lease]:
    """The leases of a placement, the latest first."""
    found = visible(actor, Lease.objects.filter(placement=placement).select_related("dwelling", "landlord"))
    return list(found.order_by("-starts_on", "pk"))


def lease_for(actor: User, pk: Any) -> Lease:
    """One lease with its placement. Raises Http404 outside the actor's reach."""
    found = Lease.objects.select_related("placement__programme", "placement__dwelling", "placement__person", "dwelling", "landlord")
    return get_object_or_404(visible(actor, found), pk=pk)


def overlapping(placement: Placement, starts_on: date, ends_on: date | None, besides: Lease | None = None) -> Lease | None:
    """The lease of this placement that runs on one of these days."""
    found = Lease.objects.filter(placement=placement).filter(Q(ends_on=None) | Q(ends_on__gte=starts_on))
    if ends_on is not None:
        found = found.filter(starts_on__lte=ends_on)
    if besides is not None:
        found = found.exclude(pk=besides.pk)
    return found.order_by("starts_on", "pk").first()


def current_lease(leases: list[Lease], on: date) -> Lease | None:
    """Of these leases, the one that runs on a day."""
    return next((one for one in leases if one.starts_on <= on and (one.ends_on is None or one.ends_on >= on)), None)


def guarantee_out(lease: Lease, on: date) -> bool:
    """Whether the lease is over and its guarantee was not returned."""
    over = lease.ends_on is not None and lease.ends_on < on
    paid = lease.guarantee_form != GuaranteeForm.NONE and lease.guarantee_paid_on is not None
    return over and paid and lease.guarantee_returned_on is None


def arrears_of(actor: User, placement: Placement) -> list[Arrears]:
    """The months that were not paid in time, the latest first."""
    return list(visible(actor, Arrears.objects.filter(placement=placement)).order_by("-month", "pk"))


def owed(months: list[Arrears]) -> tuple[int, int]:
    """How many months are still owed, and how much in cents."""
    unpaid = [one.owed_cents for one in months if one.state != ArrearsState.PAID]
    return len(unpaid), sum(unpaid)


def events_of(actor: User, placement: Placement) -> list[TenancyEvent]:
    """What was written down about the home, the latest first."""
    return list(visible(actor, TenancyEvent.objects.filter(placement=placement)).order_by("-on", "-at", "pk"))


def event_for(actor: User, pk: Any) -> TenancyEvent:
    """One entry with its placement. Raises Http404 outside the actor's reach."""
    return get_object_or_404(visible(actor, TenancyEvent.objects.select_related("placement__programme", "placement__person")), pk=pk)


def away(placement: Placement) -> TenancyEvent | None:
    """The absence that has not ended."""
    return TenancyEvent.objects.filter(placement=placement, kind=EventKind.ABSENCE, until=None).order_by("on", "pk").first()


def opened(placement: Placement, rows: list[Any], field: str) -> list[Sealed]:
    """Rows with their sealed text in clear; the reading is recorded first."""
    if any(getattr(row, field) is not None for row in rows):
        viewed(Verb.VIEWED, subject=placement.person_id, obj=placement, count=len(rows))
    names = names_of({row.by for row in rows})
    return [Sealed(row, _text(getattr(row, field)), names.get(row.by, "")) for row in rows]


def _text(sealed: Any) -> str:
    """A text in clear; nothing when there is none or its key was destroyed."""
    try:
        return str(sealed.reveal()) if sealed is not None else ""
    except Shredded:
        return ""


def retention_rows(actor: User, until: date, programme: int | None = None) -> list[Tenure]:
    """Who was housed and who still was on the day `until`: one row for each story of a home, without persons.

    DOMAIN 7, housing first retention: of persons housed at least t months ago, the share still tenants at t; deaths
    reported separately, not as failures. A story begins on the day of moving in. A second home in which the person
    moved in within ninety days of the former's end goes on with the same story; a later one begins a new story. `how`:
    "" still tenant on that day; "ended" the home was lost; "died"; "transferred" went on to a lasting home of their own
    or elsewhere (group "lasting home" of HUD list 3.12.1), no longer followed here. For a survival curve "ended" is the
    event, the other three leave observation. Ends after `until` have not happened. With `programme`: the stories that
    began in it, whatever programme gave the second home. Version 1.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, previous, programme, moved_in_on, ended_on, died, destination FROM app.tenancies(%s)", [until])
        found = {row[0]: _Spell(*row) for row in cursor.fetchall()}
    following = {one.previous: one for one in found.values() if one.previous in found and one.goes_on(found[one.previous])}
    goes_on = {one.id for one in following.values()}
    stories = []
    for first in found.values():
        if first.id in goes_on or (programme is not None and first.programme != programme):
            continue
        last = first
        while last.id in following:
            last = following[last.id]
        stories.append(Tenure(first.id, first.moved_in_on, *last.end(until)))
    return sorted(stories, key=lambda one: (one.moved_in_on, str(one.key)))


class _Spell(NamedTuple):
    """One placement as the database tells it for figures."""

    id: UUID
    previous: UUID | None
    programme: int
    moved_in_on: date
    ended_on: date | None
    died: bool
    destination: str

    def goes_on(self, former: _Spell) -> bool:
        """Whether the person moved in here soon enough after the former home."""
        return former.ended_on is not None and self.moved_in_on <= former.ended_on + timedelta(days=rehouse_days())

    def end(self, until: date) -> tuple[date | None, str]:
        """The end as it was known on a day."""
        if self.ended_on is None or self.ended_on > until:
            return None, ""
        if self.died:
            return self.ended_on, "died"
        lasting = destination_group(self.destination) == DestinationGroup.PERMANENT
        return self.ended_on, "transferred" if lasting else "ended"
