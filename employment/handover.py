"""What work by the day tells the next shift: the sessions of today and tomorrow, who has a place, who is to be told."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from centre.access.enums import Compartment
from centre.access.scope import visible
from centre.shifts import clock
from centre.shifts.registry import MOST_ENTRIES, Entry, Section, Span, handover
from employment.places.enums import News
from employment.places.models import SignUp
from employment.places.selectors import count_to_tell, to_tell
from employment.projects.enums import SessionState
from employment.projects.selectors import insurance_state, sessions, with_counts
from employment.safety.selectors import to_declare, tools_out


def figures(actor: Any, shift: Any) -> dict[str, Any]:
    """The sessions of the day in which the shift ends and of the next one, and what is left to do about them."""
    near = sessions(actor, first=clock.local(shift.end).date(), days=2).exclude(state=SessionState.CANCELLED)
    planned = with_counts(near[:10])
    return {
        "sessions": [
            {
                "at": one.starts_at.isoformat(), "project": str(one.project), "places": one.places, "signed": signed,
                "drawn": one.state != SessionState.OPEN or one.filling == "first_come",
                "insured": insurance_state(one.project, one.day) in ("ok", "soon"),
            }
            for one, signed in planned
        ],
        "to_tell": count_to_tell(actor), "to_declare": to_declare(actor), "tools_out": tools_out(actor),
    }


def work_entries(actor: Any, span: Span) -> list[Entry]:
    """Who has a place in a session of the next day and a half, soonest first; who is to be told or called."""
    first, last = clock.local(span.end).date(), clock.local(span.end + timedelta(hours=36)).date()
    placed = SignUp.objects.filter(session__day__range=(first, last), seat__isnull=False, withdrawn_at=None, person__isnull=False)
    standing = placed.exclude(session__state=SessionState.CANCELLED)
    found = visible(actor, standing).select_related("session__project").order_by("session__day", "session__starts", "pk")
    works = [
        Entry(
            cast(UUID, one.person_id), Compartment.EMPLOYMENT, "work", str(one.pk), at=one.session.starts_at,
            facts={"project": str(one.session.project)},
        )
        for one in found[:MOST_ENTRIES]
        if one.session.starts_at > span.end
    ]
    return works + _to_tell(actor)


def _to_tell(actor: Any) -> list[Entry]:
    """Who is to be told that a session was moved or cancelled, and who is called to a place."""
    codes = {News.CANCELLED: "cancelled", News.MOVED: "moved", News.CALLED: "called"}
    return [
        Entry(
            cast(UUID, one.sign_up.person_id), Compartment.EMPLOYMENT, codes[one.news], str(one.sign_up.pk),
            at=one.sign_up.session.starts_at, facts={"project": str(one.sign_up.session.project)},
        )
        for one in to_tell(actor)[:MOST_ENTRIES]
        if one.news in codes
    ]


handover.add(
    Section(
        "sessions", _("Day labour"), 55, "employment.view_sessions", "employment/_handover.html", figures,
        entries=work_entries,
        words={
            "work": _("works %(at)s: %(project)s"), "cancelled": _("to tell: %(project)s of %(at)s is cancelled"),
            "moved": _("to tell: %(project)s was moved to %(at)s"), "called": _("to call: a place in %(project)s, %(at)s"),
        },
    )
)
