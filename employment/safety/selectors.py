"""Reads of briefings heard, tools lent and accidents, scoped to the actor."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from audit.vault.errors import Shredded
from centre.access.scope import visible
from centre.staff.models import User
from employment.places.models import SignUp
from employment.places.selectors import sign_ups
from employment.projects.models import Briefing, Project, Session
from employment.projects.selectors import briefing_of, insurance_state
from employment.safety.enums import Verb
from employment.safety.models import Accident, BriefingGiven, ToolLoan
from intake.safety.models import Incident
from intake.safety.selectors import latest

LISTED = 100


class Line(NamedTuple):
    """One person with a place: whether they heard the briefing that holds, the tools they have and had."""

    sign_up: SignUp
    heard: BriefingGiven | None
    tools: list[ToolLoan]


class Open(NamedTuple):
    """An accident opened for reading."""

    accident: Accident
    words: str


def lines(actor: User, session: Session, briefing: Briefing | None) -> list[Line]:
    """Everybody with a place in a session, with what they heard and have."""
    placed = [one for one in sign_ups(actor, session) if one.seat is not None]
    heard = {one.sign_up_id: one for one in BriefingGiven.objects.filter(sign_up__in=placed, briefing=briefing)} if briefing else {}
    tools: dict[int, list[ToolLoan]] = {one.pk: [] for one in placed}
    for loan in ToolLoan.objects.filter(sign_up__in=placed).order_by("lent_at", "pk"):
        tools[loan.sign_up_id].append(loan)
    if placed:
        viewed(Verb.READ, obj=session, count=len(placed))
    return [Line(one, heard.get(one.pk), tools[one.pk]) for one in placed]


def heard_by(sign_up: SignUp, briefing: Briefing) -> BriefingGiven | None:
    """Whether somebody heard this version for this session."""
    return BriefingGiven.objects.filter(sign_up=sign_up, briefing=briefing).first()


def unbriefed(session: Session, signed: Sequence[SignUp]) -> set[int]:
    """Of these, the numbers of those with a place who have not heard the briefing that holds; none without a briefing."""
    briefing = briefing_of(session.project_id)
    if briefing is None:
        return set()
    placed = {one.pk for one in signed if one.seat is not None}
    return placed - set(BriefingGiven.objects.filter(sign_up__in=placed, briefing=briefing).values_list("sign_up", flat=True))


def loan_for(actor: User, pk: int) -> ToolLoan:
    """One tool lent, to somebody within reach; 404 outside."""
    reach = visible(actor, SignUp.objects.all()).values("pk")
    return get_object_or_404(ToolLoan.objects.select_related("sign_up__session__project"), pk=pk, sign_up__in=reach)


def loan_of_form(client_uuid: UUID | None) -> ToolLoan | None:
    """The loan a form has already written, or None."""
    return ToolLoan.objects.filter(client_uuid=client_uuid).first() if client_uuid else None


def accident_of_form(actor: User, client_uuid: UUID | None) -> Accident | None:
    """The accident a form has already written, or None."""
    return visible(actor, Accident.objects.filter(client_uuid=client_uuid)).first() if client_uuid else None


def _accidents(actor: User) -> QuerySet[Accident]:
    return visible(actor, Accident.objects.select_related("person", "sign_up__session__project", "incident"))


def accidents(actor: User) -> list[Accident]:
    """Accidents within reach, those to declare first, the latest first; the reading is recorded."""
    found = sorted(_accidents(actor).order_by("-happened_at", "pk")[:LISTED], key=lambda one: one.declared_on is not None)
    if found:
        viewed(Verb.READ, count=len(found))
    return found


def accident_for(actor: User, pk: int) -> Open:
    """One accident within reach, opened; the reading is recorded. 404 outside."""
    found = get_object_or_404(_accidents(actor), pk=pk)
    viewed(Verb.READ, subject=found.person_id, obj=found)
    try:
        return Open(found, str(found.words.reveal()) if found.words else "")
    except Shredded:
        return Open(found, "")


def to_declare(actor: User) -> int:
    """How many accidents within reach are not declared."""
    return visible(actor, Accident.objects.filter(declared_on=None)).count()


def tools_out(actor: User) -> int:
    """How many tools lent within reach are not back."""
    reach = visible(actor, SignUp.objects.all()).values("pk")
    return ToolLoan.objects.filter(back_at=None, sign_up__in=reach).count()


def incidents_near(actor: User) -> list[Incident]:
    """The incidents of the last days that the actor may know of, the latest first."""
    return latest(actor)


def is_insured(project: Project, at: datetime) -> bool:
    """Whether a policy held on the day of an instant."""
    return insurance_state(project, at.date()) in ("ok", "soon")
