"""Deadlines of a file: how many days hold, as entered with date and source, and which deadline comes next."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from centre.shifts import clock

from .enums import GIVEN, Due, EntitlementState, Kind, Span
from .models import DeadlineRule, Entitlement

LISTED = 100


def rules() -> list[DeadlineRule]:
    """Every number of days entered, the latest first; at most 100."""
    return list(DeadlineRule.objects.order_by("-valid_from", "-pk")[:LISTED])


def changed_at() -> datetime | None:
    """When the days that hold today changed for the last time: entered, or begun to hold."""
    held = DeadlineRule.objects.filter(valid_from__lte=clock.service_day()).values_list("set_at", "valid_from")
    return max((max(set_at, clock.bounds(day)[0]) for set_at, day in held), default=None)


def days_of(span: str, kind: str, on: date) -> int | None:
    """How many days a deadline has on a day: what was entered for the kind, else for all, else what is given, else None."""
    held = DeadlineRule.objects.filter(span=span, kind__in=[kind, ""], valid_from__lte=on)
    latest = held.order_by("-kind", "-valid_from", "-pk").first()
    if latest is not None:
        return int(latest.days)
    return GIVEN[span][0] if span in GIVEN else None


def holding(on: date) -> list[tuple[str, int | None, str]]:
    """For each number of days: its words, what holds for every kind on a day (None: not entered), the source."""
    found = []
    for span in Span:
        row = DeadlineRule.objects.filter(span=span, kind="", valid_from__lte=on).order_by("-valid_from", "-pk").first()
        given = GIVEN.get(span)
        found.append((str(span.label), row.days if row else given[0] if given else None, row.source if row else given[1] if given else ""))
    return found


def deadline_of(file: Entitlement, chosen: date | None = None) -> tuple[date | None, str]:
    """The next deadline of a file as it stands, and what it is for; the earliest of several, a chosen one last of its day."""
    found: list[tuple[date, str]] = []
    if file.state == EntitlementState.REQUESTED and file.requested_on:
        found += _after(file.requested_on, days_of(Span.ANSWER, file.kind, file.requested_on), Due.ANSWER)
        if file.window_to and file.window_to >= file.requested_on:
            found.append((file.window_to, Due.ENDS))
    if file.state in (EntitlementState.GRANTED, EntitlementState.RENEWAL) and file.window_to:
        before = days_of(Span.RENEW, file.kind, clock.service_day()) if file.state == EntitlementState.GRANTED else None
        found.append((file.window_to - timedelta(days=before), Due.RENEW) if before else (file.window_to, Due.ENDS))
    if file.state == EntitlementState.GRANTED and file.kind == Kind.AMU and file.decided_on and not file.encoded_on:
        found += _after(file.decided_on, days_of(Span.ENCODE, file.kind, file.decided_on), Due.ENCODE)
    if file.state == EntitlementState.REFUSED and file.appeal_until:
        found.append((file.appeal_until, Due.APPEAL))
    elif file.state == EntitlementState.REFUSED and file.decided_on:
        found += _after(file.decided_on, days_of(Span.APPEAL, file.kind, file.decided_on), Due.APPEAL)
    if chosen:
        found.append((chosen, Due.CHOSEN))
    return min(found, key=lambda one: one[0]) if found else (None, "")


def by_when(day: date) -> datetime:
    """When what is due on a day is asked for: at noon of that very day, while offices can still be reached."""
    return clock.instant(datetime.combine(day, time(12)))


def _after(day: date, days: int | None, due: str) -> list[tuple[date, str]]:
    return [(day + timedelta(days=days), due)] if days else []
