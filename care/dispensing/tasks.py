"""At the end of the service day what was not given is marked as missed. Source: DOMAIN 10."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from audit.ledger.actions import record
from audit.queue import schedule_every_minute
from care.prescribing.enums import Slot
from care.prescribing.models import Prescription
from centre.shifts import clock

from .enums import BroughtBack, Outcome, Verb
from .models import Bottle, Dose

#: A missed dose stands in the evening of its own day: nobody came, so no hour is known.
EVENING = time(23, 59)
#: Days looked at again, in case nothing ran for some of them.
BACK = 3


def mark_missed() -> int:
    """Mark the doses of the days that are over and that nobody gave, held or saw refused; how many. Safe to repeat."""
    today = clock.service_day()
    days = [today - timedelta(days=back) for back in range(1, BACK + 1)]
    since = days[-1]
    standing = Prescription.objects.filter(person__isnull=False, starts_on__lt=today, last_on__gte=since).select_related("person")
    told = {
        (person, substance, day, slot)
        for person, substance, day, slot in Dose.objects.filter(day__gte=since, day__lt=today, struck_at=None, person__isnull=False)
        .order_by()
        .values_list("person", "substance", "day", "slot")
    }
    home = set(
        Bottle.objects.filter(for_day__gte=since, for_day__lt=today).exclude(back_as=BroughtBack.FULL).order_by().values_list("person", "substance", "for_day")
    )
    due = [
        (plan, slot, day)
        for plan in standing.order_by("starts_on", "pk") for day in days for slot in plan.slots
        if plan.starts_on <= day <= plan.last_on and plan.written_at < clock.bounds(day)[1] and day.isoweekday() in plan.weekdays
        and (_kept(plan), plan.substance, day) not in home and (_kept(plan), plan.substance, day, slot) not in told
    ]  # fmt: skip
    return sum(_mark(plan, slot, day) for plan, slot, day in due)


def _kept(plan: Prescription) -> Any:
    person: Any = plan.person
    return person.merged_into_id or person.pk


def _mark(plan: Prescription, slot: Slot, day: date) -> bool:
    dose = Dose(
        person_id=_kept(plan), prescription=plan, substance=plan.substance, day=day, slot=slot, outcome=Outcome.MISSED,
        planned_ug=plan.planned(slot), supervised=False, taken_at=clock.instant(datetime.combine(day, EVENING)), written_at=clock.now(),
    )
    try:
        with transaction.atomic():
            dose.save(force_insert=True)
            record(Verb.MISSED, subject=dose.person_id, obj=dose)
    except IntegrityError:
        return False  # marked by another run
    return True


schedule_every_minute("care.dispensing.tasks.mark_missed", "mark missed doses")
