"""What work by the day tells the next shift: the sessions of today and tomorrow, and who has a place in them."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from centre.access.enums import Compartment
from centre.access.scope import visible
from centre.shifts import clock
from centre.shifts.registry import MOST_ENTRIES, Entry, Section, Span, handover
from employment.places.models import SignUp
from employment.projects.models import Session
from employment.projects.selectors import sessions, with_counts


def figures(actor: Any, shift: Any) -> dict[str, Any]:
    """The sessions of the day in which the shift ends and of the next one: when, what, places, how many signed up."""
    planned = with_counts(sessions(actor, first=clock.local(shift.end).date(), days=2)[:10])
    return {
        "sessions": [
            {"at": _begins(one).isoformat(), "project": str(one.project), "places": one.places, "signed": signed}
            for one, signed in planned
        ]
    }


def work_entries(actor: Any, span: Span) -> list[Entry]:
    """Who has a place in a session of the next day and a half, soonest first."""
    first, last = clock.local(span.end).date(), clock.local(span.end + timedelta(hours=36)).date()
    placed = SignUp.objects.filter(session__day__range=(first, last), placed=True, withdrawn_at=None, person__isnull=False)
    found = visible(actor, placed).select_related("session__project").order_by("session__day", "session__starts", "pk")
    return [
        Entry(
            cast(UUID, one.person_id), Compartment.EMPLOYMENT, "work", str(one.pk), at=_begins(one.session),
            facts={"project": str(one.session.project)},
        )
        for one in found[:MOST_ENTRIES]
        if _begins(one.session) > span.end
    ]


def _begins(session: Session) -> datetime:
    return clock.instant(datetime.combine(session.day, session.starts))


handover.add(
    Section(
        "sessions", _("Day labour"), 55, "employment.view_sessions", "employment/_handover.html", figures,
        entries=work_entries, words={"work": _("works %(at)s: %(project)s")},
    )
)
