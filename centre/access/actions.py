"""Opening a file in an emergency, and its review."""
from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from audit.ledger.actions import record
from centre.shifts import clock
from centre.shifts.enums import Verb as NoticeVerb
from centre.shifts.models import Notice

from . import grants, policies
from .enums import Verb

LONGEST_MINUTES = 240


class NobodyThere(LookupError):
    """No file can be opened under this number: there is none, or it is closed to this colleague for good."""


@transaction.atomic
def break_glass(*, actor: Any, person: UUID, reason: str, words: str, minutes: int) -> Notice:
    """Open desk and nursing of a person to the acting nurse for some minutes, four hours at most; tell the coordinator.

    `reason` is an Emergency, `words` what is going on, kept sealed. The database writes the event, the notice and its
    deadline itself, and refuses (ProgrammingError, 42501) a request that carries no fresh second factor.
    Raises NobodyThere, and leaves nothing, when there is no such file for this colleague. Source: PRIVACY 2.
    """
    policies.break_glass.check(actor)
    minutes = min(minutes, getattr(settings, "CENTRE_GLASS_MINUTES", LONGEST_MINUTES))
    if not grants.glass_opens(person):
        raise NobodyThere
    number = uuid4()
    cell = Notice._meta.get_field("words").pre_save(Notice(person=person, words=words), add=True).ciphertext
    grants.break_glass(person=person, reason=reason, minutes=minutes, notice=number, words=cell)
    notice = Notice.objects.get(pk=number)
    Notice.history.bulk_history_create([notice])
    record(NoticeVerb.NOTICE_SENT, subject=person, obj=notice, purpose=reason)
    return notice


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
