"""Reading visits: what was done, what is due, and the homes that need attention; scoped to the actor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import TruncWeek
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from audit.vault.errors import Shredded
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User
from housing.placements.enums import RUNNING, ArrearsState, GuaranteeForm, PlacementState
from housing.placements.models import Arrears, Lease, Placement
from housing.placements.policies import lease_notice_days, months_of_alarm
from housing.placements.selectors import placements_for
from intake.safety.reach import names_of

from .enums import Need, Outcome, Verb, VisitKind
from .models import SupportVisit, VisitContent, VisitRhythm
from .policies import usual_days

if TYPE_CHECKING:
    from intake.person.models import Person

SHOWN = 100


@dataclass(frozen=True)
class Content:
    """A text opened: in which part of the file it stands, who wrote it and when; `added` when it came later."""

    part: str
    text: str
    by: str
    at: datetime
    added: bool


@dataclass(frozen=True)
class Opened:
    """A visit with what the reader may read of it."""

    visit: SupportVisit
    who: str
    kinds: str
    contents: tuple[Content, ...]


class Due(NamedTuple):
    """When the next visit of a placement is due; `agreed` when an hour was agreed."""

    placement: Any
    on: date
    agreed: datetime | None
    last_at: datetime | None
    every_days: int
    late: bool
    worker: str


class Attention(NamedTuple):
    """A home that needs attention: why, since or until when, and the number or amount that says it."""

    kind: Need
    placement: Any
    on: date
    number: int
    cents: int


class Week(NamedTuple):
    """Visits of one week, from its Monday."""

    monday: date
    kept: int
    not_kept: int
    minutes: int


def visits_for(actor: User) -> QuerySet[SupportVisit]:
    """Every visit whose existence the actor may know of."""
    return visible(actor, SupportVisit.objects.select_related("placement__programme", "placement__person"))


def visit_for(actor: User, pk: Any) -> SupportVisit:
    """One visit. Raises Http404 outside the actor's reach; its texts are opened by `opened`."""
    return get_object_or_404(visits_for(actor), pk=pk)


def visit_of_form(actor: User, client_uuid: UUID) -> SupportVisit | None:
    """The visit that a form has already written down."""
    return visits_for(actor).filter(client_uuid=client_uuid).first()


def content_of_form(actor: User, client_uuid: UUID) -> VisitContent | None:
    """The text that a form has already written down."""
    return visible(actor, VisitContent.objects.filter(client_uuid=client_uuid)).first()


def visits_of(actor: User, placement: Placement) -> list[SupportVisit]:
    """The visits of a placement, the latest first."""
    return list(visits_for(actor).filter(placement=placement).order_by("-at", "pk")[:SHOWN])


def last_of(actor: User, person: Person, limit: int = 5) -> list[SupportVisit]:
    """The latest visits to a person. For pages that have just read the file."""
    return list(visits_for(actor).filter(person=person).order_by("-at", "pk")[:limit])


def opened(actor: User, visits: list[SupportVisit]) -> list[Opened]:
    """Visits with the texts that the actor may read, three queries whatever their number; the reading is recorded first."""
    if not visits:
        return []
    one = visits[0] if len(visits) == 1 else None
    viewed(Verb.VIEWED, subject=visits[0].person_id, obj=one or visits[0].placement, count=len(visits))
    texts: dict[Any, list[VisitContent]] = {}
    for row in visible(actor, VisitContent.objects.filter(visit__in=visits)).order_by("added", "at", "pk"):
        texts.setdefault(row.visit_id, []).append(row)
    names = names_of(
        {pk for visit in visits for pk in (visit.by, visit.second) if pk} | {row.by for rows in texts.values() for row in rows}
    )
    return [
        Opened(
            visit, " + ".join(names[pk] for pk in (visit.by, visit.second) if pk in names), kinds_in_words(visit),
            tuple(
                Content(str(row.get_compartment_display()), _text(row.text), names.get(row.by, ""), row.at, row.added)
                for row in texts.get(visit.pk, ())
            ),
        )
        for visit in visits
    ]


def kinds_in_words(visit: SupportVisit) -> str:
    """What a visit was about."""
    return ", ".join(str(VisitKind(code).label) for code in visit.kinds)


def _text(sealed: Any) -> str:
    """A text in clear; nothing when its key was destroyed."""
    try:
        return str(sealed.reveal())
    except Shredded:
        return ""


def rhythms_of(actor: User, placement: Placement) -> list[VisitRhythm]:
    """How often visits were agreed, the agreement that holds first."""
    return list(visible(actor, VisitRhythm.objects.filter(placement=placement)).order_by("-from_on", "-at", "pk"))


def every_days(actor: User, placement: Placement) -> int:
    """Days between visits: as agreed, else as usual in this kind of programme."""
    today = clock.local().date()
    agreed = next((one.every_days for one in rhythms_of(actor, placement) if one.from_on <= today), None)
    return agreed or usual_days(placement.programme.kind)


def due_visits(actor: User, only: Placement | None = None) -> list[Due]:
    """The next visit of every placement under way, the earliest first; the reading is recorded.

    One brought from a file, that nobody here follows yet, is not late: it is due once somebody follows it or visits.
    """
    today = clock.local().date()
    visits = SupportVisit.objects.filter(placement=OuterRef("pk"))
    rhythm = VisitRhythm.objects.filter(placement=OuterRef("pk"), from_on__lte=today).order_by("-from_on", "-at")
    found = placements_for(actor).filter(state__in=RUNNING, person__isnull=False).annotate(
        last_kept=Subquery(visits.filter(outcome=Outcome.KEPT).order_by("-at").values("at")[:1]),
        next_agreed=Subquery(visits.order_by("-at").values("next_at")[:1]),
        days_agreed=Subquery(rhythm.values("every_days")[:1]), rhythm_from=Subquery(rhythm.values("from_on")[:1]),
        worker_name=Subquery(User.objects.filter(pk=OuterRef("worker")).values("display_name")),
    )
    if only is not None:
        found = found.filter(pk=only.pk)
    else:
        found = found.exclude(written_at=None, worker=None, last_kept=None, next_agreed=None, days_agreed=None)
    rows = list(found.order_by("enrolled_on", "pk")[: 5 * SHOWN])
    if rows:
        viewed(Verb.LISTED, count=len(rows))
    return sorted((_due(one, today) for one in rows), key=lambda due: (due.on, str(due.placement.pk)))


def _due(placement: Any, today: date) -> Due:
    """When the next visit is due: at the hour agreed, else so many days after the last or the moving in."""
    every = placement.days_agreed or usual_days(placement.programme.kind)
    begun = placement.moved_in_on or placement.enrolled_on
    since = clock.local(placement.last_kept).date() if placement.last_kept else max(begun, placement.rhythm_from or begun)
    agreed = placement.next_agreed
    on = clock.local(agreed).date() if agreed else since + timedelta(days=every)
    return Due(placement, on, agreed, placement.last_kept, every, on < today, placement.worker_name or "")


def attention(actor: User) -> list[Attention]:
    """The homes that need attention, the most pressing kind first; the reading is recorded."""
    today = clock.local().date()
    found = [*_arrears(actor, today), *_visits(actor, today), *_leases(actor, today), *_guarantees(actor, today)]
    viewed(Verb.ATTENTION, count=len(found))
    return found


def _arrears(actor: User, today: date) -> list[Attention]:
    """Two months of rent or more that were not paid, the most months first."""
    unpaid = visible(actor, Arrears.objects.exclude(state=ArrearsState.PAID)).order_by().values("placement")
    months = {
        row["placement"]: row
        for row in unpaid.annotate(months=Count("pk"), cents=Sum("owed_cents"))
        if row["months"] >= months_of_alarm()
    }
    owing = placements_for(actor).filter(pk__in=months, state=PlacementState.HOUSED).order_by("pk")[:SHOWN]
    lines = [Attention(Need.ARREARS, one, today, months[one.pk]["months"], months[one.pk]["cents"]) for one in owing]
    return sorted(lines, key=lambda line: (-line.number, -line.cents))


def _visits(actor: User, today: date) -> list[Attention]:
    """Placements whose visit is overdue, the longest first."""
    late = [due for due in due_visits(actor) if due.late][:SHOWN]
    return [Attention(Need.VISIT, due.placement, due.on, (today - due.on).days, 0) for due in late]


def _leases(actor: User, today: date) -> list[Attention]:
    """Leases of running placements that end soon or have ended, and that no other follows."""
    last = today + timedelta(days=lease_notice_days())
    later = Lease.objects.filter(placement=OuterRef("placement")).filter(Q(ends_on=None) | Q(ends_on__gt=OuterRef("ends_on"))).order_by("pk")
    ending = visible(actor, Lease.objects.filter(ends_on__lte=last, placement__state=PlacementState.HOUSED))
    ending = ending.alias(later=Subquery(later.values("pk")[:1])).filter(later=None)
    rows = ending.select_related("placement__programme", "placement__person", "placement__dwelling").order_by("ends_on", "pk")[:SHOWN]
    return [Attention(Need.LEASE, one.placement, one.ends_on, (one.ends_on - today).days, 0) for one in rows if one.ends_on]


def _guarantees(actor: User, today: date) -> list[Attention]:
    """Leases that are over and whose guarantee did not come back, the oldest first."""
    over = visible(actor, Lease.objects.filter(ends_on__lt=today, guarantee_paid_on__isnull=False, guarantee_returned_on=None))
    rows = over.exclude(guarantee_form=GuaranteeForm.NONE).select_related("placement__programme", "placement__person", "placement__dwelling")
    return [
        Attention(Need.GUARANTEE, one.placement, one.ends_on, (today - one.ends_on).days, one.guarantee_cents)
        for one in rows.order_by("ends_on", "pk")[:SHOWN] if one.ends_on
    ]


def visits_by_week(actor: User, first: date, last: date) -> list[Week]:
    """Visits week by week between two days, over the placements the actor may know of; weeks without any are left out."""
    start, end = clock.bounds(first)[0], clock.bounds(last)[1]
    rows = visits_for(actor).filter(at__gte=start, at__lt=end).order_by().annotate(week=TruncWeek("at", tzinfo=clock.ZONE)).values("week")
    kept = Q(outcome=Outcome.KEPT)
    counted = rows.annotate(kept=Count("pk", filter=kept), not_kept=Count("pk", filter=~kept), spent=Sum("minutes", filter=kept))
    return [Week(row["week"].date(), row["kept"], row["not_kept"], row["spent"] or 0) for row in counted.order_by("week")]


def figures(actor: User, start: datetime, end: datetime) -> dict[str, int]:
    """How many are housed, how many visits took place or did not between two instants, how many are late; of nobody."""
    visits = visits_for(actor).filter(at__gte=start, at__lt=end)
    return {
        "housed": placements_for(actor).filter(state=PlacementState.HOUSED).count(),
        "kept": visits.filter(outcome=Outcome.KEPT).count(), "not_kept": visits.exclude(outcome=Outcome.KEPT).count(),
        "late": sum(due.late for due in due_visits(actor)),
    }


def changed(actor: User, start: datetime, end: datetime) -> list[Placement]:
    """Placements in which somebody moved in, or that ended, between two instants; the latest first."""
    ended = Q(ended_at__gte=start, ended_at__lte=end)
    moved = Q(state=PlacementState.HOUSED, written_at__gte=start, written_at__lte=end)
    return list(placements_for(actor).filter(ended | moved).order_by("-written_at", "pk")[:SHOWN])
