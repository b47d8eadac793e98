"""What the worker does for handovers: a remark that nobody finished is forgotten after a day. Source: UX 6."""
from __future__ import annotations

from datetime import timedelta

from audit.queue import schedule_every_minute

from . import clock
from .models import HandoverDraft
from .selectors import DRAFT_LASTS

#: Earlier wordings stay until the nightly comparison of the books has seen them.
WORDINGS_LAST = DRAFT_LASTS + timedelta(hours=24)


def forget_drafts() -> int:
    """Remove drafts older than a day and their earlier wordings; how many drafts went."""
    now = clock.now()
    gone, _ = HandoverDraft.objects.filter(at__lt=now - DRAFT_LASTS).delete()
    HandoverDraft.history.filter(history_date__lt=now - WORDINGS_LAST).delete()
    return gone


schedule_every_minute("centre.shifts.tasks.forget_drafts", "forget drafts of handovers")
