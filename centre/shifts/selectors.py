"""Handovers as the actor may see them, what changed since their last shift, and notices that wait for an answer."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from audit.vault.errors import Shredded
from centre.access.scope import visible

from . import clock, hours
from .enums import Hand, Verb
from .models import (
    Handover,
    HandoverDraft,
    HandoverEntry,
    HandoverFilling,
    HandoverLine,
    HandoverReading,
    HandoverRemark,
    HandoverSignature,
    Notice,
)
from .policies import read_handover
from .registry import Shift, Span, handover
from .told import Part, PersonRow, gathered, kept, parts_of, people_named, rows_of

__all__ = ["people_named"]

SHOWN_DAYS = 14
DRAFT_LASTS = timedelta(hours=24)


@dataclass(frozen=True)
class Changes:
    """What changed in the actor's scope in a span: figures, and one row a person."""

    span: Span
    parts: list[Part]
    rows: list[PersonRow]


def shift_now() -> Shift:
    """The shift on duty."""
    return hours.shift_now()


def since_for(actor: Any) -> datetime:
    """When the actor's last shift ended: by the rota, else by what they last signed or read, else a shift ago."""
    moment = clock.now()
    earliest = moment - timedelta(days=SHOWN_DAYS)
    left = handover.last_left(actor, moment) if handover.last_left else None
    if left is None:
        mine = Q(signatures__signer=actor) | Q(readings__reader=actor)
        last = Handover.objects.filter(mine, closed_at__isnull=False, closed_at__gt=earliest).order_by("-closed_at").first()
        left = last.closed_at if last else hours.before(hours.shift_now(moment)).start
    return max(left or earliest, earliest)


def changes(actor: Any) -> Changes:
    """What changed since the actor's last shift in their scope, and what remains; one reading is recorded."""
    read_handover.check(actor)
    span = Span(since_for(actor), clock.now())
    told = gathered(actor, span)
    viewed(Verb.CHANGES_VIEWED, count=len(told))
    return Changes(span, parts_of(actor, span), rows_of(actor, told, ()))


def handovers(actor: Any) -> list[Handover]:
    """Those of the last fourteen service days, newest first, each with `closed_by`."""
    read_handover.check(actor)
    since = clock.service_day() - timedelta(days=SHOWN_DAYS)
    found = Handover.objects.filter(service_day__gte=since).select_related("closed_by")
    return sorted(found.order_by("-service_day", "code"), key=lambda book: book.shift.start, reverse=True)


def handover_of(actor: Any, pk: UUID) -> Handover:
    """One handover; 404 when there is none."""
    read_handover.check(actor)
    return get_object_or_404(Handover.objects.select_related("closed_by"), pk=pk)


def missing(books: list[Handover]) -> list[Shift]:
    """The shifts a handover may still be begun for: the one on duty and the one before, when nobody began it."""
    current = shift_now()
    begun = {book.shift for book in books}
    return [shift for shift in (current, hours.before(current)) if shift not in begun]


def parts(actor: Any, book: Handover) -> list[Part]:
    """The sections the actor may see: live while the handover is open, as they were once it is closed."""
    if book.closed_at is None:
        return parts_of(actor, book.shift)
    return [Part(one, book.figures[one.slug]) for one in handover.for_actor(actor) if one.slug in book.figures]


def span_of(book: Handover) -> Span:
    """From the beginning of its shift until now, or until it was closed."""
    return Span(book.shift.start, book.closed_at or max(clock.now(), book.shift.start))


def rows(actor: Any, book: Handover) -> list[PersonRow]:
    """One row a person, of those the actor may see; live while it is open, as kept once closed. One reading is recorded."""
    lines = list(visible(actor, HandoverLine.objects.filter(handover=book)).select_related("author").order_by("at", "pk"))
    if book.closed_at is None:
        told: list[Any] = gathered(actor, span_of(book))
    else:
        told = kept(actor, entries(actor, book))
    viewed(Verb.HANDOVER_VIEWED, obj=book, count=len(told) + len(lines))
    return rows_of(actor, told, lines)


def entries(actor: Any, book: Handover) -> list[HandoverEntry]:
    """The entries kept in a handover that the actor may see."""
    return list(visible(actor, HandoverEntry.objects.filter(handover=book)).order_by("at", "pk"))


def remarks(actor: Any, book: Handover) -> list[HandoverRemark]:
    """The remarks in the order written."""
    read_handover.check(actor)
    return list(book.remarks.select_related("author").order_by("at", "pk"))


def signatures(actor: Any, book: Handover) -> list[HandoverSignature]:
    """The hands under it, who gives first."""
    read_handover.check(actor)
    return list(book.signatures.select_related("signer").order_by("hand", "pk"))


def readings(actor: Any, book: Handover) -> list[HandoverReading]:
    """Who said they read it, in that order."""
    read_handover.check(actor)
    return list(book.readings.select_related("reader").order_by("at", "pk"))


def fillings(actor: Any, book: Handover) -> list[HandoverFilling]:
    """Who gathered what their teams see, in that order."""
    read_handover.check(actor)
    return list(book.fillings.select_related("by").order_by("at", "pk"))


def draft_of(actor: Any, book: Handover) -> str:
    """The remark the actor left unfinished here in the last day, opened; empty when there is none."""
    draft = HandoverDraft.objects.filter(handover=book, author=actor).first()
    if draft is None or draft.at < clock.now() - DRAFT_LASTS:
        return ""
    try:
        return str(draft.text.reveal())
    except Shredded:
        return ""


def unread_handover(actor: Any) -> Handover | None:
    """The last closed handover that the actor neither closed, signed nor read; None when there is nothing to read."""
    last = Handover.objects.filter(closed_at__isnull=False).order_by("-closed_at").first()
    if last is None or last.closed_by_id == actor.pk:
        return None
    mine = last.readings.filter(reader=actor).exists() or last.signatures.filter(signer=actor).exists()
    return None if mine else last


def taken(book: Handover) -> bool:
    """Whether the second hand has signed."""
    return book.signatures.filter(hand=Hand.TAKES).exists()


def open_notices(actor: Any) -> list[Notice]:
    """Notices that wait for an answer, the most urgent first."""
    return list(
        Notice.objects.filter(answered_at__isnull=True).exclude(about=actor).select_related("about").order_by("due_at", "pk")
    )


def overdue_about(actor: Any) -> bool:
    """Whether a notice about the actor stayed without an answer beyond its time."""
    return Notice.objects.filter(about=actor, answered_at__isnull=True, due_at__lt=clock.now()).exists()


def person_with_card(actor: Any, text: str) -> UUID | None:
    """The person with this card, as the floor above finds them; None when no card in use answers."""
    return handover.people.find(actor, text) if handover.people else None
