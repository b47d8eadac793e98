"""What a closure has been, each time in words."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from housing.beds.enums import ClosureReason
from housing.beds.models import Closure
from housing.beds.policies import day_of, last_day_of
from housing.closures.selectors import names_of, versions_of


class Revision(NamedTuple):
    """One time something was said of a closure."""

    at: datetime
    by: str
    words: str
    why: str


def revisions(closure: Closure) -> list[Revision]:
    """Every time a closure was written, changed, ended or cancelled, latest first."""
    versions = versions_of(closure)
    names = names_of([one.revised_by for one in versions] + [one.closed_by for one in versions] + [one.reopened_by for one in versions])
    before, found = None, []
    for one in versions:
        found.append(_revision(before, one, names))
        before = one
    return found[::-1]


def _revision(before: Any, one: Any, names: dict[int | None, str]) -> Revision:
    """What one writing said that the one before it did not."""
    if before is None:
        words = _("closed from %(from)s until %(until)s: %(reason)s")
        if one.period.upper is None:
            words = _("closed from %(from)s until further notice: %(reason)s")
        return Revision(one.recorded_at or one.history_date, names.get(one.closed_by, ""), words % _said(one), "")
    if one.cancelled_at and not before.cancelled_at:
        return Revision(one.cancelled_at, names.get(one.cancelled_by, ""), _("cancelled"), one.why)
    if one.reopened_at and not before.reopened_at:
        return Revision(one.reopened_at, names.get(one.reopened_by, ""), _("reopened"), "")
    return Revision(one.revised_at or one.history_date, names.get(one.revised_by, ""), _changes(before, one), one.why)


def _said(one: Any) -> dict[str, str]:
    return {
        "from": day_of(one.period.lower), "until": last_day_of(one.period.upper), "reason": str(ClosureReason(one.reason).label),
    }


def _changes(before: Any, one: Any) -> str:
    """The parts that changed, each with what it was."""
    old, new = _said(before) | {"note": before.note or "–"}, _said(one) | {"note": one.note or "–"}
    words = {
        "from": _("start: %(before)s → %(after)s"), "until": _("end: %(before)s → %(after)s"),
        "reason": _("reason: %(before)s → %(after)s"), "note": _("note: %(before)s → %(after)s"),
    }
    parts = [words[key] % {"before": old[key], "after": new[key]} for key in words if old[key] != new[key]]
    return "; ".join(parts) or _("changed")
