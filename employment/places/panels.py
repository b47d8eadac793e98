"""Parts about work shown on other pages, and what erasure finds here."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from audit.rights.registry import register as register_rights
from centre.access.enums import Compartment
from centre.shell.registry import Item, Tile, home, navigation
from centre.staff.models import User
from employment.places.models import Attendance, Call, SignUp
from employment.places.selectors import came, count_to_tell, reasons, to_tell, untold, work_of
from employment.projects.selectors import sessions_today, with_counts
from intake.desk import notices, registry
from intake.person.casefile import Act, Panel, register, register_act
from intake.person.models import Person


def work_panel(actor: User, person: Person) -> dict[str, Any]:
    """The case file's part on work: the latest sessions, with the minutes worked where somebody came."""
    work = [(one, one.attendance.minutes if came(one) else None) for one in work_of(actor, person)]
    return {"work": work, "person_pk": person.pk}


def no_work(person: Person) -> dict[str, Any]:
    """The same for somebody who never signed up."""
    return {"work": [], "person_pk": person.pk}


def home_tile(actor: User) -> dict[str, Any]:
    """Sessions of today and tomorrow for the home board, and how many people are to be told something."""
    return {"sessions": with_counts(sessions_today(actor)), "to_tell": count_to_tell(actor)}


def at_the_desk(actor: User, person: Person | None) -> dict[str, Any] | None:
    """What the person before the desk is still to be told about work; nothing for nobody."""
    told = to_tell(actor, person) if person else []
    why = reasons(told)
    return {"told": [(one, why.get(one.sign_up.session_id, "")) for one in told]} if told else None


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
        _("Day labour"), "sessions", "briefcase-business", "employment.view_sessions", 50,
        (
            "session", "session_new", "session_row", "session_move", "session_change", "session_cancel", "session_reopen",
            "session_sheet", "sessions_week", "sessions_month", "projects", "project", "project_new", "project_change",
            "project_tasks", "project_briefing", "project_sheet", "project_close", "holidays", "work_feeds", "work_sign_up",
            "work_sign_up_person", "to_tell", "work_rules", "attendance_hours", "sign_up_words", "session_safety",
            "accidents", "accident", "accident_new", "allowances", "allowance_new", "allowance", "person_money", "caps",
        ),
    )
)
home.add(Tile("sessions", 50, "employment.view_sessions", "employment/_home_sessions.html", home_tile))
notices.add(notices.Notice("work", 30, "employment.sign_up", "employment/places/at_desk.html", at_the_desk, rows=untold))
registry.follow("work", "work_sign_up", "work_sign_up_person")
register(
    Panel(
        "work", _("Day labour"), 60, Compartment.EMPLOYMENT, "employment.view_sessions", "employment/_person_work.html", work_panel,
        rows=lambda: SignUp.objects.filter(person=OuterRef("pk")), bare=no_work,
    )
)
register_act(Act("work", _("Work"), "work_sign_up_person", "briefcase-business", "employment.sign_up", 65))
register_rights(_("Day labour"), collect=held_here, erase=forget, keeps=_("Draws stay, of nobody."))
