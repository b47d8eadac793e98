"""Queued work of this room: marks of sign-in attempts are forgotten after a day."""
from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from audit.queue import schedule_every_minute
from centre.workstations.models import SignInAttempt

KEPT = timedelta(days=1)


def forget_attempts() -> int:
    """Remove the marks older than a day, which slow nobody any more; how many went."""
    removed, _by_table = SignInAttempt.objects.filter(at__lt=timezone.now() - KEPT).delete()
    return removed


schedule_every_minute("centre.staff.tasks.forget_attempts", "forget old sign-in attempts")
