"""The worker draws each finished week once: 1 % of the readings, and all that ask a question. Source: PRIVACY 4."""

from __future__ import annotations

import math
import secrets
from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.utils import timezone

from audit.ledger.models import Event
from audit.queue import schedule_every_minute

from .enums import Reason
from .models import Draw, Question
from .registry import Read, questions

SHARE = 0.01
ANSWER_DAYS = 14
LISTED = 50
#: A reading is an event whose last word says so. What keepers of the ledger read for their duty is not drawn.
READING = r"(^|[._])(viewed|read|seen|searched)$"
KEEPERS = ("audit.", "centre.notice.")


def draw_last_week() -> int:
    """Draw the week that ended last, unless it was drawn; how many questions were made."""
    today = timezone.localdate()
    monday = today - timedelta(days=today.weekday() + 7)
    return 0 if Draw.objects.filter(week=monday).exists() else draw_week(monday)


@transaction.atomic
def draw_week(monday: date) -> int:
    """Put before the reviewers what was read in the week from a Monday on; how many questions were made."""
    reads = reads_of(monday)
    draw, made = Draw.objects.get_or_create(week=monday, defaults={"reads": len(reads)})
    if not made:
        return 0
    by_id = {one.id: one for one in reads}
    number, asked = 0, set()
    for reason, question in questions():
        found = [by_id[key] for key in question(reads) if key in by_id]
        asked |= {one.id for one in found}
        for (actor, day), some in sorted(_by_reader_and_day(found).items()):
            _put(draw, reason, actor, day, some)
            number += 1
    rest = [one for one in reads if one.id not in asked]
    drawn = secrets.SystemRandom().sample(rest, min(len(rest), math.ceil(len(reads) * SHARE)))
    for one in sorted(drawn, key=lambda read: read.id):
        _put(draw, Reason.SAMPLE, one.actor, timezone.localdate(one.at), [one])
    return number + len(drawn)


def reads_of(monday: date) -> list[Read]:
    """Every reading by somebody in the week from a Monday on, oldest first."""
    first, last = (timezone.make_aware(datetime.combine(day, datetime.min.time())) for day in (monday, monday + timedelta(days=7)))
    found = Event.objects.between(first, last).filter(actor__isnull=False, verb__regex=READING)
    for start in KEEPERS:
        found = found.exclude(verb__startswith=start)
    return [Read(*row) for row in found.order_by("id").values_list("id", "at", "actor", "verb", "subject")]


def _by_reader_and_day(reads: Iterable[Read]) -> dict[tuple[int, date], list[Read]]:
    found: dict[tuple[int, date], list[Read]] = defaultdict(list)
    for one in reads:
        found[one.actor, timezone.localdate(one.at)].append(one)
    return found


def _put(draw: Draw, reason: Reason, actor: int, day: date, reads: list[Read]) -> None:
    Question.objects.create(
        draw=draw, reason=reason, actor=actor, day=day, number=len(reads), due_on=timezone.localdate() + timedelta(days=ANSWER_DAYS),
        reads=[{"id": one.id, "at": one.at.isoformat(), "verb": one.verb} for one in reads[:LISTED]],
    )


schedule_every_minute("audit.review.tasks.draw_last_week", "draw readings for review")
