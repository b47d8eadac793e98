"""Handovers as the actor may see them, and notices that wait for an answer."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from centre.access.scope import visible

from . import clock
from .enums import Verb
from .models import Handover, HandoverLine, HandoverReading, HandoverRemark, Notice
from .policies import read_handover
from .registry import Section, Shift, handover

SHOWN_DAYS = 14


@dataclass(frozen=True)
class Part:
    """A section with its figures, live or kept."""

    section: Section
    figures: dict[str, Any]


@dataclass(frozen=True)
class PersonLine:
    """One line about a person, opened for reading: the name used here, the words, for whom, by whom, when."""

    name: str
    text: str
    line: HandoverLine


def shift_now() -> Shift:
    """The shift on duty."""
    return Shift(clock.service_day(), clock.is_night())


def handovers(actor: Any) -> list[Handover]:
    """Those of the last fourteen service days, newest first, each with `closed_by`."""
    read_handover.check(actor)
    since = clock.service_day() - timedelta(days=SHOWN_DAYS)
    return list(
        Handover.objects.filter(service_day__gte=since).select_related("closed_by").order_by("-service_day", "-night")
    )


def handover_of(actor: Any, pk: UUID) -> Handover:
    """One handover; 404 when there is none."""
    read_handover.check(actor)
    return get_object_or_404(Handover.objects.select_related("closed_by"), pk=pk)


def parts(actor: Any, book: Handover) -> list[Part]:
    """The sections the actor may see: live while the handover is open, as they were once it is closed."""
    shift = Shift(book.service_day, book.night)
    shown = handover.for_actor(actor)
    if book.closed_at is None:
        return [Part(one, one.load(actor, shift)) for one in shown]
    return [Part(one, book.figures[one.slug]) for one in shown if one.slug in book.figures]


def lines(actor: Any, book: Handover) -> list[PersonLine]:
    """The lines about persons whose desk the actor holds, opened and in the order written; the reading is recorded."""
    rows = list(visible(actor, HandoverLine.objects.filter(handover=book)).select_related("author").order_by("at", "pk"))
    for person in {row.person for row in rows}:
        viewed(Verb.HANDOVER_VIEWED, subject=person, obj=book)
    names = people_named(actor, [row.person for row in rows])
    return [PersonLine(names.get(row.person, "—"), row.text.reveal(), row) for row in rows if not row.text.is_shredded]


def remarks(actor: Any, book: Handover) -> list[HandoverRemark]:
    """The remarks in the order written."""
    read_handover.check(actor)
    return list(book.remarks.select_related("author").order_by("at", "pk"))


def readings(actor: Any, book: Handover) -> list[HandoverReading]:
    """Who read and signed, in that order."""
    read_handover.check(actor)
    return list(book.readings.select_related("reader").order_by("at", "pk"))


def unread_handover(actor: Any) -> Handover | None:
    """The last closed handover that the actor neither closed nor signed; None when there is nothing to read."""
    last = Handover.objects.filter(closed_at__isnull=False).order_by("-service_day", "-night").first()
    if last is None or last.closed_by_id == actor.pk or last.readings.filter(reader=actor).exists():
        return None
    return last


def people_named(actor: Any, persons: list[UUID]) -> dict[UUID, str]:
    """What these persons are called here, as far as the actor may know."""
    return handover.people.names(actor, persons) if handover.people and persons else {}


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
