"""What the worker does for the ledger.

The queue offers work each minute; what is due once a night looks for itself whether it was done today.
"""

from __future__ import annotations

import logging
from collections import Counter
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone

from audit.history import double_entry
from audit.ledger import verification
from audit.ledger.actions import record, seal
from audit.ledger.enums import Verb
from audit.ledger.models import Check, Event
from audit.queue import schedule_every_minute

#: The local hour from which nightly work is due.
NIGHTLY_HOUR = 4

logger = logging.getLogger(__name__)


def seal_ledger() -> int:
    """Seal what is finished and have the partitions of the coming months ready; how many events."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit.make_partitions()")
    return seal()


def verify_nightly() -> bool:
    """Verify the whole ledger once a day after NIGHTLY_HOUR and keep the outcome; whether it ran."""
    due = due_since()
    if due is None or Check.objects.filter(at__gte=due).exists():
        return False
    verdict = verification.verify()
    verification.keep(verdict)
    if not verdict.whole:
        logger.error("the ledger is not whole: %d problems", len(verdict.problems))
    return True


def compare_nightly() -> bool:
    """Compare histories and ledger of the last 24 hours once a day; keep the count by table; whether it ran."""
    due = due_since()
    if due is None or Event.objects.filter(at__gte=due, verb=Verb.BOOKS_COMPARED).exists():
        return False
    found = double_entry(since=due - timedelta(days=1), until=due)
    record(Verb.BOOKS_COMPARED, data={"differences": Counter(one.table for one in found)})
    return True


def due_since() -> datetime | None:
    """The instant from which tonight's work is due; None before it."""
    now = timezone.localtime()
    due = now.replace(hour=NIGHTLY_HOUR, minute=0, second=0, microsecond=0)
    return due if now >= due else None


schedule_every_minute("audit.ledger.tasks.seal_ledger", "seal the ledger")
schedule_every_minute("audit.ledger.tasks.verify_nightly", "verify the ledger")
schedule_every_minute("audit.ledger.tasks.compare_nightly", "compare histories with the ledger")
