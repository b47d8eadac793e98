"""What the worker does for the ledger.

The queue offers work each minute; what is due once a night looks for itself whether it was done today.
"""

from __future__ import annotations

import logging

from django.db import connection
from django.utils import timezone

from audit.ledger import verification
from audit.ledger.actions import seal
from audit.ledger.models import Check
from audit.queue import schedule_every_minute

#: The local hour from which the nightly verification is due.
NIGHTLY_HOUR = 4

logger = logging.getLogger(__name__)


def seal_ledger() -> int:
    """Seal what is finished and have the partitions of the coming months ready; how many events."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit.make_partitions()")
    return seal()


def verify_nightly() -> bool:
    """Verify the whole ledger once a day after NIGHTLY_HOUR and keep the outcome; whether it ran."""
    now = timezone.localtime()
    due = now.replace(hour=NIGHTLY_HOUR, minute=0, second=0, microsecond=0)
    if now < due or Check.objects.filter(at__gte=due).exists():
        return False
    verdict = verification.verify()
    verification.keep(verdict)
    if not verdict.whole:
        logger.error("the ledger is not whole: %d problems", len(verdict.problems))
    return True


schedule_every_minute("audit.ledger.tasks.seal_ledger", "seal the ledger")
schedule_every_minute("audit.ledger.tasks.verify_nightly", "verify the ledger")
