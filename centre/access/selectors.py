"""Emergency openings: those that wait for a review, and those reviewed lately."""
from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from centre.shifts import clock
from centre.shifts.models import Notice, NoticeReading
from centre.shifts.selectors import open_notices, people_named

from . import policies

SHOWN = timedelta(days=30)


def to_review(actor: Any) -> list[Notice]:
    """Openings that wait for a review by the actor, the most urgent first."""
    policies.review_break_glass.check(actor)
    return open_notices(actor)


def reviewed(actor: Any) -> list[Notice]:
    """Openings reviewed in the last thirty days, newest first."""
    policies.review_break_glass.check(actor)
    since = clock.now() - SHOWN
    rows = Notice.objects.filter(answered_at__gt=since).select_related("about", "answered_by")
    return list(rows.order_by("-answered_at", "pk"))


def opening(actor: Any, pk: UUID) -> Notice:
    """One opening to review; 404 when there is none."""
    policies.review_break_glass.check(actor)
    return get_object_or_404(Notice.objects.select_related("about", "answered_by"), pk=pk)


def name_of(actor: Any, person: UUID) -> str:
    """What the person is called here, when the actor may know; empty otherwise."""
    return people_named(actor, [person]).get(person, "")


def files_named(actor: Any, notices: list[Notice]) -> list[tuple[Notice, str]]:
    """Each opening with what its file is called: the name used here when the actor may know it, else its short number."""
    names = people_named(actor, [one.person for one in notices])
    return [(one, names.get(one.person) or _file_number(one.person)) for one in notices]


def _file_number(person: UUID) -> str:
    return _("File %(number)s") % {"number": str(person)[:8].upper()}


def seen_by(actor: Any, notice: Notice) -> list[NoticeReading]:
    """Who of the coordinators read it, in that order."""
    policies.review_break_glass.check(actor)
    return list(notice.readings.select_related("reader").order_by("at", "pk"))
