"""What the worker does for notes: drafts last a day, and their earlier wordings two. Source: UX 6."""

from __future__ import annotations

from datetime import timedelta

from audit.queue import schedule_every_minute
from centre.shifts import clock

from .models import NoteDraft
from .selectors import DRAFT_LASTS

#: Earlier wordings stay until the nightly comparison of the books has seen them.
WORDINGS_LAST = DRAFT_LASTS + timedelta(hours=24)


def forget_drafts() -> int:
    """Remove drafts older than a day and their earlier wordings; how many drafts went."""
    now = clock.now()
    gone, _ = NoteDraft.objects.filter(at__lt=now - DRAFT_LASTS).delete()
    NoteDraft.history.filter(history_date__lt=now - WORDINGS_LAST).delete()
    return gone


schedule_every_minute("care.notes.tasks.forget_drafts", "forget drafts of notes")
