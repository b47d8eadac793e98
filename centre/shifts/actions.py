"""What people do with the handover, and how a role is told something at once."""
from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from audit.ledger.actions import record
from audit.ledger.selectors import checkpoint

from . import clock
from .enums import NoticeKind, Verb
from .models import Handover, HandoverLine, HandoverReading, HandoverRemark, Notice, NoticeReading
from .policies import read_handover, read_notices, write_handover
from .registry import Shift, handover


@transaction.atomic
def open_handover(*, actor: Any, shift: Shift) -> Handover:
    """The handover of this shift, begun when nobody did."""
    write_handover.check(actor)
    book, made = Handover.objects.get_or_create(service_day=shift.service_day, night=shift.night)
    if made:
        record(Verb.HANDOVER_OPENED, obj=book)
    return book


@transaction.atomic
def add_line(
    *, actor: Any, book: Handover, person: UUID, text: str, for_whom: str, client_uuid: UUID
) -> HandoverLine:
    """What remains to be done for a person, sealed. The same `client_uuid` again gives the line already written."""
    write_handover.check(actor, handover=book, person=person)
    known = HandoverLine.objects.filter(client_uuid=client_uuid).first()
    if known is not None:
        return known
    line = HandoverLine.objects.create(
        handover=book, person=person, text=text, for_whom=for_whom, author=actor, client_uuid=client_uuid
    )
    record(Verb.HANDOVER_LINE_ADDED, subject=person, obj=line)
    return line


@transaction.atomic
def add_remark(*, actor: Any, book: Handover, text: str, client_uuid: UUID) -> HandoverRemark:
    """Free words about the shift; after closing they are kept apart as added afterwards."""
    write_handover.check(actor)
    known = HandoverRemark.objects.filter(client_uuid=client_uuid).first()
    if known is not None:
        return known
    remark = HandoverRemark.objects.create(
        handover=book, text=text, author=actor, client_uuid=client_uuid, afterwards=book.closed_at is not None
    )
    record(Verb.HANDOVER_REMARK_ADDED, obj=remark)
    return remark


@transaction.atomic
def close_handover(*, actor: Any, book: Handover) -> Handover:
    """Keep the figures as they are and print the ledger's checkpoint on it; nobody changes it any more.

    Refused when it is closed already, also when two people close it in the same second.
    """
    locked = Handover.objects.select_for_update().filter(pk=book.pk).first()  # none when it was closed meanwhile
    book = locked or Handover.objects.get(pk=book.pk)
    write_handover.check(actor, handover=book)
    shift = Shift(book.service_day, book.night)
    book.figures = {one.slug: one.load(actor, shift) for one in handover.for_actor(actor)}
    sealed = checkpoint()
    if sealed is not None:
        book.checkpoint, book.seal = sealed.words, sealed.text
    book.closed_at, book.closed_by = clock.now(), actor
    book.save()
    record(Verb.HANDOVER_CLOSED, obj=book)
    return book


@transaction.atomic
def sign_handover(*, actor: Any, book: Handover) -> HandoverReading:
    """Sign for having read a closed handover; once for each reader."""
    read_handover.check(actor, handover=book)
    reading, made = HandoverReading.objects.get_or_create(handover=book, reader=actor)
    if made:
        record(Verb.HANDOVER_SIGNED, obj=book)
    return reading


@transaction.atomic
def send_notice(
    *, actor: Any, kind: NoticeKind, person: UUID, reason: str, words: str, until: datetime, due_at: datetime
) -> Notice:
    """Tell the coordinators what the actor did; it is about the actor and waits for an answer until `due_at`."""
    read_notices.check(actor)
    notice = Notice.objects.create(
        kind=kind, about=actor, person=person, reason=reason, words=words, until=until, due_at=due_at
    )
    record(Verb.NOTICE_SENT, subject=person, obj=notice, purpose=reason)
    return notice


@transaction.atomic
def read_notice(*, actor: Any, notice: Notice) -> str:
    """What the colleague said, opened; the reading is kept beside the notice and in the ledger."""
    read_notices.check(actor)
    NoticeReading.objects.get_or_create(notice=notice, reader=actor)
    record(Verb.NOTICE_READ, subject=notice.person, obj=notice, purpose=notice.reason)
    return "" if notice.words.is_shredded else notice.words.reveal()
