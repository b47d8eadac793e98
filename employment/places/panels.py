"""Parts about work shown on other pages, and what erasure finds here."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from audit.rights.registry import register as register_rights
from centre.shell.registry import Item, Tile, home, navigation
from centre.staff.models import User
from employment.places.models import Attendance, Call, SignUp
from employment.places.selectors import work_of
from employment.projects.selectors import sessions_today, with_counts
from intake.person.casefile import Panel, register
from intake.person.models import Person


def work_panel(actor: User, person: Person) -> dict[str, Any]:
    """The case file's part on work: the latest sessions."""
    return {"work": work_of(actor, person)}


def home_tile(actor: User) -> dict[str, Any]:
    """Sessions of today and tomorrow for the home board."""
    return {"sessions": with_counts(sessions_today(actor))}


def held_here(person_id: UUID) -> dict[str, int]:
    """How many rows about this person stand in this room, for the erasure record."""
    mine = SignUp.objects.filter(person_id=person_id)
    return {
        "sign_ups": mine.count(),
        "attendances": Attendance.objects.filter(sign_up__in=mine).count(),
        "calls": Call.objects.filter(sign_up__in=mine).count(),
    }


def forget(person_id: UUID) -> dict[str, int]:
    """Cut the person from sign-ups; the draws stay, of nobody. Source: PRIVACY 5."""
    found = held_here(person_id)
    SignUp.objects.filter(person_id=person_id).update(person=None)
    SignUp.history.filter(person_id=person_id).update(person=None)
    return found


navigation.add(
    Item(
        _("Day labour"),
        "sessions",
        "briefcase-business",
        "employment.view_sessions",
        50,
        ("session", "session_new", "project_new", "allowances", "allowance_new", "caps"),
    )
)
home.add(Tile("sessions", 50, "employment.view_sessions", "employment/_home_sessions.html", home_tile))
register(
    Panel(
        "work",
        _("Day labour"),
        60,
        "employment",
        "employment.view_sessions",
        "employment/_person_work.html",
        work_panel,
    )
)
register_rights(_("Day labour"), collect=held_here, erase=forget, keeps=_("Draws stay, of nobody."))
