"""What the worker does for entitlements: when days of deadlines are entered or begin to hold, open files are reckoned anew."""

from __future__ import annotations

from django.db import transaction

from audit.ledger.actions import record
from audit.queue import schedule_every_minute
from centre.shifts import clock

from .deadlines import changed_at, deadline_of
from .enums import Due, EntitlementState, Verb
from .following import remind
from .models import Entitlement


def reckon_deadlines() -> int:
    """Give open files the deadlines that hold now, with their tasks; a day that somebody chose stays. How many changed."""
    changed = changed_at()
    if changed is None:
        return 0
    waiting = Entitlement.objects.exclude(state=EntitlementState.STOPPED).filter(person__isnull=False, reckoned_at__lt=changed)
    return sum(_reckon(pk) for pk in waiting.order_by("pk").values_list("pk", flat=True))


@transaction.atomic
def _reckon(pk: int) -> int:
    file = Entitlement.objects.select_for_update().get(pk=pk)
    before = (file.due_on, file.due_for)
    due = deadline_of(file, file.due_on if file.due_for == Due.CHOSEN else None)
    file.reckoned_at = clock.now()
    moved = due != before and file.is_open
    if moved:
        file.due_on, file.due_for = due
        remind(file)
        record(Verb.DATED, subject=file.person_id, obj=file)
    file.save(update_fields=["due_on", "due_for", "task", "reckoned_at"])
    return int(moved)


schedule_every_minute("care.entitlements.tasks.reckon_deadlines", "reckon the deadlines of entitlements anew")
