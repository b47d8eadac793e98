"""What people do with the handover, and how a role is told something at once."""
from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from audit.ledger.actions import record
from audit.ledger.selectors import checkpoint
from centre.access.scope import visible

from . import clock
from .enums import Hand, NoticeKind, Verb
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
    NoticeReading,
)
from .policies import read_handover, read_notices, write_handover
from .policies import sign_handover as signing
from .registry import Shift, handover
from .selectors import span_of
from .told import gathered


@transaction.atomic
def open_handover(*, actor: Any, shift: Shift) -> Handover:
    """The handover of this shift, begun when nobody did."""
    write_handover.check(actor)
    book, made = Handover.objects.get_or_create(service_day=shift.service_day, code=shift.code)
    if made:
        record(Verb.HANDOVER_OPENED, obj=book)
    return book


@transaction.atomic
def fill_handover(*, actor: Any, book: Handover) -> Handover:
    """Keep in an open handover what the actor may see now: figures of their sections and entries about persons.

    What no longer holds is taken out. Each team fills its own part, behind its own walls.
    """
    book = _locked(book)
    write_handover.check(actor, handover=book)
    number = _gather(actor, book)
    HandoverFilling.objects.update_or_create(handover=book, by=actor, defaults={"at": clock.now()})
    record(Verb.HANDOVER_FILLED, obj=book, data={"entries": number})
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
    """Free words about the shift; after closing they are kept apart as added afterwards. The draft is cleared."""
    write_handover.check(actor)
    known = HandoverRemark.objects.filter(client_uuid=client_uuid).first()
    if known is not None:
        return known
    remark = HandoverRemark.objects.create(
        handover=book, text=text, author=actor, client_uuid=client_uuid, afterwards=book.closed_at is not None
    )
    HandoverDraft.objects.filter(handover=book, author=actor).delete()
    record(Verb.HANDOVER_REMARK_ADDED, obj=remark)
    return remark


@transaction.atomic
def keep_draft(*, actor: Any, book: Handover, text: str) -> None:
    """Keep the remark somebody is writing, sealed, for a day."""
    write_handover.check(actor)
    draft = HandoverDraft.objects.filter(handover=book, author=actor).first() or HandoverDraft(handover=book, author=actor)
    draft.text, draft.at = text, clock.now()
    draft.save()
    record(Verb.HANDOVER_DRAFTED, obj=book)


@transaction.atomic
def close_handover(*, actor: Any, book: Handover) -> Handover:
    """Keep figures and entries as they are, print the ledger's checkpoint on it, and sign for giving it.

    Refused when it is closed already, also when two people close it in the same second.
    """
    book = _locked(book)
    write_handover.check(actor, handover=book)
    _gather(actor, book)
    sealed = checkpoint()
    if sealed is not None:
        book.checkpoint, book.seal = sealed.words, sealed.text
    book.closed_at, book.closed_by = clock.now(), actor
    book.save()
    HandoverSignature.objects.create(handover=book, hand=Hand.GIVES, signer=actor)
    record(Verb.HANDOVER_CLOSED, obj=book)
    return book


@transaction.atomic
def sign_handover(*, actor: Any, book: Handover) -> HandoverSignature:
    """The second hand under a closed handover, never that of who closed it. Refused when somebody took it over before."""
    known = book.signatures.filter(signer=actor, hand=Hand.TAKES).first()
    if known is not None:
        return known
    signing.check(actor, handover=book, signed=list(book.signatures.all()))
    signature = HandoverSignature.objects.create(handover=book, hand=Hand.TAKES, signer=actor)
    record(Verb.HANDOVER_SIGNED, obj=book)
    return signature


@transaction.atomic
def acknowledge_handover(*, actor: Any, book: Handover) -> HandoverReading:
    """Say that one has read a closed handover; once for each reader."""
    read_handover.check(actor, handover=book)
    reading, made = HandoverReading.objects.get_or_create(handover=book, reader=actor)
    if made:
        record(Verb.HANDOVER_READ, obj=book)
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


def _locked(book: Handover) -> Handover:
    """The handover as it is now; nobody else fills or closes it before this is done."""
    locked = Handover.objects.select_for_update().filter(pk=book.pk).first()  # none when it was closed meanwhile
    return locked or Handover.objects.get(pk=book.pk)


def _gather(actor: Any, book: Handover) -> int:
    """Bring what is kept in line with what the actor's sections tell now; how many entries they tell."""
    sections = handover.for_actor(actor)
    book.figures = book.figures | {one.slug: one.load(actor, book.shift) for one in sections}
    book.save(update_fields=["figures"])
    told = {(s.slug, e.code, e.key, e.compartment): e for s, e in gathered(actor, span_of(book))}
    mine = visible(actor, HandoverEntry.objects.filter(handover=book, section__in=[one.slug for one in sections]))
    standing = {(row.section, row.code, row.key, row.compartment): row for row in mine.order_by("pk")}
    for mark, row in standing.items():
        now = told.get(mark)
        if now is None or (now.at, now.for_whom, now.facts) != (row.at, row.for_whom, row.facts):
            row.delete()
    for mark, entry in told.items():
        kept = standing.get(mark)
        if kept is None or kept.pk is None:
            HandoverEntry.objects.create(handover=book, section=mark[0], gathered_by=actor, **vars(entry))
    return len(told)
