"""The days of deadlines are entered, dated, with their source; earlier ones stay in sight."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from audit.ledger.actions import record
from centre.shifts import clock
from centre.staff.models import User

from . import policies
from .enums import Verb
from .models import DeadlineRule


@transaction.atomic
def set_rule(*, actor: User, span: str, days: int, source: str, valid_from: date, kind: str = "") -> DeadlineRule:
    """Enter how many days a deadline has from a day on, for one kind of file or for all, and where that is written."""
    policies.set_rule.check(actor, days=days, source=source)
    rule = DeadlineRule(
        span=span, kind=kind, days=days, source=source.strip(), valid_from=valid_from, set_at=clock.now(), set_by=actor.pk
    )
    rule.save(force_insert=True)
    record(Verb.RULE_SET, obj=rule, data={"span": str(span), "days": days})
    return rule
