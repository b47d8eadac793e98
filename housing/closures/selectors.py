"""Reads about closures and the past of a bed, scoped to the rooms the actor may know of."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from audit.ledger.actions import viewed
from centre.shifts import clock
from centre.staff.models import User
from housing.beds.enums import Verb
from housing.beds.models import Bed, Closure, Room
from housing.beds.selectors import BoardBed, Kept, board_beds, kept_in, rooms_known

#: Lines of closures that are over, and days of the past of a bed on one page.
MOST, DAYS = 50, 60


class Cleaning(NamedTuple):
    """A bed was cleaned, or asked to be."""

    at: datetime
    by: str
    asked: str


def closures_known(actor: User) -> QuerySet[Closure]:
    """The closures of every bed in a room the actor may know of."""
    return Closure.objects.filter(bed__room__in=rooms_known(actor)).select_related("bed__room__ward")


def overview(actor: User) -> dict[str, list[Closure]]:
    """Closures under way, those to come, and the latest that are over."""
    now, known = clock.now(), closures_known(actor)
    over = known.filter(period__endswith__lte=now) | known.filter(cancelled_at__isnull=False)
    return {
        "under_way": list(known.filter(period__contains=now).order_by("period", "pk")),
        "planned": list(known.filter(period__startswith__gt=now).order_by("period", "pk")),
        "over": list(over.order_by("-recorded_at", "-pk")[:MOST]),
    }


def closure_for(actor: User, pk: int) -> Closure:
    """One closure; 404 in a room the actor may not know of."""
    return get_object_or_404(closures_known(actor), pk=pk)


def closure_to_change(actor: User, closure: Closure) -> Closure:
    """A closure with its bed, both locked until the end of the transaction, as they are now."""
    Bed.objects.select_for_update(of=("self",), no_key=True).get(pk=closure.bed_id)
    locked = Closure.objects.select_for_update(of=("self",), no_key=True).select_related("bed__room")
    return locked.get(pk=closure_for(actor, closure.pk).pk)


def versions_of(closure: Closure) -> list[Any]:
    """Everything that was ever said of a closure, first to last."""
    return list(closure.history.order_by("history_id"))


def names_of(users: Iterable[int | None]) -> dict[int | None, str]:
    """The names colleagues know members of staff by; an empty one for nobody."""
    return {None: ""} | dict(User.objects.filter(pk__in={one for one in users if one}).values_list("pk", "display_name"))


def room_for(actor: User, pk: int) -> Room:
    """One room; 404 when the actor may not know of it."""
    return get_object_or_404(rooms_known(actor).select_related("ward"), pk=pk)


def beds_of(actor: User, room: Room) -> list[BoardBed]:
    """The beds of a room that are in service, as the board shows them."""
    return [row for row in board_beds(actor) if row.room == room.pk]


def bed_known(actor: User, pk: int) -> Bed:
    """One bed, in service or not; 404 in a room the actor may not know of."""
    bed = Bed.objects.filter(room__in=rooms_known(actor)).select_related("room").filter(pk=pk).first()
    if bed is None:
        raise Http404
    return bed


def past_of(actor: User, bed: Bed, last: date) -> dict[str, Any]:
    """What happened to a bed in the weeks up to a day: closures, cleanings, and who had it as far as one may know."""
    start, end = clock.bounds(last - timedelta(days=DAYS - 1))[0], clock.bounds(last)[1]
    kept = kept_in(actor, bed, start, end)
    if any(one.who for one in kept):
        viewed(Verb.HISTORY, obj=bed, count=sum(bool(one.who) for one in kept))
    cancelled = Closure.objects.filter(bed=bed, cancelled_at__gte=start, cancelled_at__lt=end)
    closed = Closure.objects.filter(bed=bed, period__overlap=(start, end)) | cancelled
    return {
        "kept": _by_latest(kept),
        "closures": list(closed.order_by("-recorded_at", "-pk")),
        "cleanings": cleanings_of(bed, start, end),
        "first": start, "last": last, "before": last - timedelta(days=DAYS),
    }


def _by_latest(kept: list[Kept]) -> list[Kept]:
    return sorted(kept, key=lambda one: one.since, reverse=True)


def cleanings_of(bed: Bed, start: datetime, end: datetime) -> list[Cleaning]:
    """When a bed was cleaned or said to be unclean, by whom, latest first; read from what the bed has been."""
    rows = bed.history.order_by("history_id").values_list(
        "cleaned_at", "cleaned_by", "to_clean_at", "to_clean_by", "to_clean_reason"
    )
    done: dict[tuple[datetime, str], int | None] = {}
    for cleaned_at, cleaned_by, asked_at, asked_by, reason in rows:
        if cleaned_at and start <= cleaned_at < end:
            done.setdefault((cleaned_at, ""), cleaned_by)
        if asked_at and start <= asked_at < end:
            done.setdefault((asked_at, reason), asked_by)
    names = names_of(done.values())
    words = dict(Bed._meta.get_field("to_clean_reason").flatchoices)
    found = [Cleaning(at, names.get(by, ""), str(words.get(reason, reason))) for (at, reason), by in done.items()]
    return sorted(found, key=lambda one: one.at, reverse=True)


def changed_since(closure: Closure, known: datetime | None) -> str:
    """Who changed a closure after the moment the form was opened, in words; empty when nobody did."""
    if closure.revised_at is None or known is None or closure.revised_at <= known:
        return ""
    name = names_of([closure.revised_by]).get(closure.revised_by, "")
    when = clock.local(closure.revised_at).strftime("%H:%M:%S")
    return _("%(name)s was first: this closure was changed at %(hour)s. Look at it again.") % {"name": name, "hour": when}
