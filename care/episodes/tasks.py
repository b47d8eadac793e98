"""Episodes of people not seen for months end by the rule. Source: DOMAIN 3.1."""

from __future__ import annotations

from django.db import transaction

from audit.ledger.actions import record
from audit.queue import schedule_every_minute
from centre.shifts import clock

from .enums import EndReason, Verb
from .models import Episode
from .selectors import silent_since


def end_silent() -> int:
    """End the episodes whose last contact lies before what the rule allows, on the day of that contact; how many."""
    over = Episode.objects.filter(ended_on=None, last_contact_on__lt=silent_since(clock.service_day())).order_by("pk")
    done = 0
    for pk in over.values_list("pk", flat=True):
        with transaction.atomic():
            one = Episode.objects.select_for_update().get(pk=pk)
            if one.ended_on is None:
                one.ended_on, one.end_reason = one.last_contact_on, EndReason.SILENT
                one.save(update_fields=["ended_on", "end_reason"])
                record(Verb.ENDED, subject=one.person_id, obj=one, data={"reason": EndReason.SILENT.value})
                done += 1
    return done


schedule_every_minute("care.episodes.tasks.end_silent", "end the episodes of people not seen for months")
