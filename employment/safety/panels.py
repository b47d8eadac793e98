"""What erasure finds of safety at work, and what this room says beside the lines of a session."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import OuterRef
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from audit.rights.registry import register as register_rights
from centre.access.enums import Compartment
from centre.access.scope import visible
from centre.staff.models import User
from employment.places import registry
from employment.places.models import SignUp
from employment.places.registry import Beside, Mark
from employment.projects.models import Session
from employment.safety.models import Accident, BriefingGiven, ToolLoan
from employment.safety.selectors import unbriefed
from intake.person.casefile import Panel, register
from intake.person.models import Person


def beside(actor: User, session: Session, signed: Sequence[SignUp]) -> dict[int, Mark]:
    """Who has a place and has not heard the briefing yet."""
    page = reverse("session_safety", args=[session.pk])
    return {number: Mark(gettext("Briefing"), page, "shield-alert") for number in unbriefed(session, signed)}


def head(session: Session) -> Mark:
    """The page of briefing and tools of a session."""
    return Mark(gettext("Safety and tools"), reverse("session_safety", args=[session.pk]), "shield-check")


def in_the_file(actor: User, person: Person) -> dict[str, Any] | None:
    """The accidents at work of somebody; nothing when there never was one."""
    found = list(visible(actor, Accident.objects.filter(person=person)).order_by("-happened_at", "pk")[:10])
    return {"accidents": found} if found else None


def held_here(person_id: UUID) -> dict[str, int]:
    """How many rows about this person stand in this room, for the erasure record."""
    return {
        "briefings": BriefingGiven.objects.filter(sign_up__person_id=person_id).count(),
        "tools": ToolLoan.objects.filter(sign_up__person_id=person_id).count(),
        "work_accidents": Accident.objects.filter(person_id=person_id).count(),
    }


def forget(person_id: UUID) -> dict[str, int]:
    """Remove accidents with their words and history; briefings and tools stay with sign-ups that name nobody. Source: PRIVACY 5."""
    found = Accident.objects.filter(person_id=person_id).count()
    Accident.objects.filter(person_id=person_id).delete()
    Accident.history.filter(person_id=person_id).delete()
    return {"work_accidents": found}


registry.add(Beside("safety", 5, "employment.brief", beside, head))
register(
    Panel(
        "work_accidents", _("Accidents at work"), 62, Compartment.EMPLOYMENT, "employment.report_accident",
        "employment/places/person_accidents.html", in_the_file, rows=lambda: Accident.objects.filter(person=OuterRef("pk")),
    )
)
register_rights(_("Safety at work"), collect=held_here, erase=forget, keeps=_("Briefings and tools stay with the session, of nobody."))
