"""Opening a file in an emergency, and its review."""
from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from audit.ledger.actions import record
from centre.shifts import clock
from centre.shifts.actions import send_notice
from centre.shifts.enums import NoticeKind
from centre.shifts.models import Notice

from . import grants, policies
from .enums import Verb

REVIEW_WITHIN = timedelta(hours=72)
LONGEST_MINUTES = 240


class NobodyThere(LookupError):
    """No file can be opened under this number: there is none, or it is closed to this colleague for good."""


@transaction.atomic
def break_glass(*, actor: Any, person: UUID, reason: str, words: str, minutes: int) -> Notice:
    """Open desk and nursing of a person to the acting nurse for some minutes, four hours at most; tell the coordinator.

    The caller has asked for a fresh second factor. `reason` is an Emergency, `words` what is going on, kept sealed.
    Raises NobodyThere, and leaves nothing, when there is no such file for this colleague. Source: PRIVACY 2.
    """
    policies.break_glass.check(actor)
    minutes = min(minutes, getattr(settings, "CENTRE_GLASS_MINUTES", LONGEST_MINUTES))
    record(Verb.GLASS_BROKEN, subject=person, purpose=reason, data={"minutes": minutes})
    try:
        with transaction.atomic():
            grants.break_glass(person=person, reason=reason, minutes=minutes)
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except DatabaseError as error:
        raise NobodyThere from error
    now = clock.now()
    return send_notice(
        actor=actor, kind=NoticeKind.BREAK_GLASS, person=person, reason=reason, words=words,
        until=now + timedelta(minutes=minutes), due_at=now + REVIEW_WITHIN,
    )


@transaction.atomic
def review_break_glass(*, actor: Any, notice: Notice, judgement: str, remark: str) -> Notice:
    """Answer an emergency opening: a Judgement and a remark. Once, and never one's own."""
    locked = Notice.objects.select_for_update(of=("self",)).filter(pk=notice.pk).first()  # none when not theirs to answer
    notice = locked or Notice.objects.get(pk=notice.pk)
    policies.review_break_glass.check(actor, notice=notice)
    notice.answered_at, notice.answered_by = clock.now(), actor
    notice.judgement, notice.remark = judgement, remark
    notice.save(update_fields=["answered_at", "answered_by", "judgement", "remark"])
    record(Verb.GLASS_REVIEWED, subject=notice.person, obj=notice, data={"judgement": judgement})
    return notice
