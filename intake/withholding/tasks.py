"""A withholding with an end ends on its day."""

from django.db import transaction

from audit.ledger.actions import record
from audit.queue import schedule_every_minute
from centre.shifts.clock import now, service_day

from .enums import Verb
from .models import Withholding


def end_on_their_day() -> int:
    """End the withholdings whose last day is over; how many. For the worker."""
    over = Withholding.objects.filter(ended_at=None, until__lt=service_day()).order_by("pk")
    done = 0
    for pk in over.values_list("pk", flat=True):
        with transaction.atomic():
            one = Withholding.objects.select_for_update().get(pk=pk)
            one.ended_at = now()
            one.save(update_fields=["ended_at"])
            record(Verb.ENDED, subject=one.person_id, obj=one)
            done += 1
    return done


schedule_every_minute("intake.withholding.tasks.end_on_their_day", "end the withholdings whose last day is over")
