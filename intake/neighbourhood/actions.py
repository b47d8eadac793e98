"""The log of activities."""

from typing import TYPE_CHECKING

from django.db import transaction

from audit.ledger.actions import record
from centre.shifts.clock import now
from intake.neighbourhood import policies
from intake.neighbourhood.enums import Verb
from intake.neighbourhood.models import Activity

if TYPE_CHECKING:
    from centre.staff.models import User


@transaction.atomic
def keep_activity(*, actor: "User", activity: Activity) -> Activity:
    """Keep a new or corrected activity; what it said before stays in the history."""
    policies.keep_activity.check(actor)
    if activity.pk is None:
        activity.by = actor.pk
    activity.save()
    record(Verb.SAVED, obj=activity, data={"kind": activity.kind})
    return activity


@transaction.atomic
def strike_activity(*, actor: "User", activity: Activity) -> Activity:
    """Take an activity out of the counts; striking it twice changes nothing."""
    policies.keep_activity.check(actor)
    if activity.struck_at is None:
        activity.struck_at = now()
        activity.save(update_fields=["struck_at"])
        record(Verb.STRUCK, obj=activity)
    return activity
