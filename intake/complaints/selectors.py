"""Reading complaints: one's own or, for the coordination, all; and the overview that names nobody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from audit.vault.errors import Shredded
from centre.shifts import clock
from intake.safety.reach import names_of, within

from .enums import About, Kind, Source, State, Verb
from .models import Complaint, ComplaintStep
from .policies import count_complaints

if TYPE_CHECKING:
    from centre.staff.models import User

LISTED = 100


@dataclass(frozen=True)
class Step:
    """One step of the follow-up, opened."""

    label: str
    note: str
    by: str
    at: datetime


def _mine(actor: User) -> QuerySet[Complaint]:
    """Those the actor may read: their own, and all for the coordination."""
    return within(actor, Complaint.objects.select_related("person"))


def complaint_for(actor: User, pk: Any) -> Complaint:
    """One complaint. Raises Http404 outside the actor's reach."""
    return get_object_or_404(_mine(actor), pk=pk)


def complaint_by_uuid(client_uuid: UUID) -> Complaint | None:
    """The complaint that a page's uuid already wrote down."""
    return Complaint.objects.filter(client_uuid=client_uuid).first()


def waiting(actor: User) -> list[Complaint]:
    """Those not closed yet, the earliest answer first; the reading is recorded."""
    found = list(_mine(actor).exclude(state=State.CLOSED).order_by("answer_by", "at", "pk")[:LISTED])
    viewed(Verb.LISTED, count=len(found))
    return found


def closed(actor: User) -> list[Complaint]:
    """The last ones that were closed."""
    return list(_mine(actor).filter(state=State.CLOSED).order_by("-moved_at", "pk")[:20])


def opened(actor: User, complaint: Complaint) -> dict[str, Any]:
    """A complaint opened with its steps; the reading is recorded first."""
    viewed(Verb.VIEWED, subject=complaint.person_id, obj=complaint)
    steps = list(ComplaintStep.objects.filter(complaint=complaint).order_by("at", "pk"))
    names, labels = names_of([complaint.by, *(one.by for one in steps)]), dict(State.choices)
    told = [Step(str(labels[one.state]), _text(one.note), names.get(one.by, ""), one.at) for one in steps]
    return {"complaint": complaint, "text": _text(complaint.text), "by": names.get(complaint.by, ""), "steps": told}


def _text(sealed: Any) -> str:
    """A text in clear; nothing when its key was destroyed."""
    try:
        return str(sealed.reveal())
    except Shredded:
        return ""


def overdue(actor: User) -> int:
    """How many wait for an answer beyond their day."""
    late = Q(answer_by__lt=clock.service_day(), state__in=(State.RECEIVED, State.LOOKED_INTO))
    return _mine(actor).filter(late).count()


def overview(actor: User, since: date, until: date) -> dict[str, Any]:
    """Counts of a period by kind, source, subject and state; nobody and no text in it. The counting is recorded."""
    count_complaints.check(actor)
    period = within(actor, Complaint.objects.all()).filter(service_day__gte=since, service_day__lte=until)
    parts = (("kind", Kind), ("source", Source), ("about", About), ("state", State))
    tables = []
    for field, labels in parts:
        counted = dict(period.order_by().values(field).annotate(n=Count("pk")).values_list(field, "n"))
        tables.append(
            {"label": getattr(Complaint._meta.get_field(field), "verbose_name", field), "lines": [(labels(code).label, n) for code, n in sorted(counted.items())]}
        )
    total = period.count()
    viewed(Verb.COUNTED, count=total)
    return {"since": since, "until": until, "tables": tables, "total": total}


def this_year() -> tuple[date, date]:
    """The first day of the year and today."""
    today = clock.service_day()
    return today.replace(month=1, day=1), today


def answer_until(days: int) -> date:
    """The day on which an answer is due."""
    return clock.service_day() + timedelta(days=days)
