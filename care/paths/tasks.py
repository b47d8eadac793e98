"""What the worker does for paths: a cover by another team opens the file on its first day."""

from __future__ import annotations

from django.db import transaction

from audit.ledger.actions import record
from audit.queue import schedule_every_minute
from centre.shifts import clock

from .enums import Verb
from .models import PathCover
from .openings import open_to


def open_covers() -> int:
    """Open the file to the team of whoever stands in from today on; how many files."""
    today = clock.service_day()
    waiting = PathCover.objects.filter(other_team__isnull=False, opened_at=None, ended_at=None, from_on__lte=today, until_on__gte=today)
    done = 0
    for pk in waiting.order_by("pk").values_list("pk", flat=True):
        with transaction.atomic():
            cover = PathCover.objects.select_for_update(of=("self",)).select_related("other_team").get(pk=pk)
            if cover.opened_at is None and cover.ended_at is None and cover.other_team is not None:
                cover.opened_at = clock.now()
                cover.save(update_fields=["opened_at"])
                open_to(cover.person_id, cover.compartment, cover.other_team, cover.until_on)
                record(Verb.COVERED, subject=cover.person_id, obj=cover)
                done += 1
    return done


schedule_every_minute("care.paths.tasks.open_covers", "open files to those who stand in")
