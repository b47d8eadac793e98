"""Who writes complaints down and who follows them: everybody writes, the coordination follows. Nobody need give a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.access.enums import Compartment

from .enums import State
from .states import MOVES

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.person.models import Person

    from .models import Complaint


@rule("intake.record_complaint")
def record_complaint(actor: User, *, person: Person | None = None) -> str | None:
    """Whoever meets people; never a reason against what is said."""
    if Compartment.DESK not in actor.compartments():
        return _("None of your teams works there.")
    return None


@rule("intake.view_complaints")
def view_complaints(actor: User) -> str | None:
    """Whoever meets people: each sees what they wrote down, the coordination sees all."""
    return None


@rule("intake.follow_complaint")
def follow_complaint(actor: User, *, complaint: Complaint, state: str) -> str | None:
    """The coordination, along the table of moves."""
    if state not in MOVES[complaint.state]:
        return _("From “%(state)s” it cannot go there.") % {"state": State(complaint.state).label}
    return None


@rule("intake.count_complaints")
def count_complaints(actor: User) -> str | None:
    """The coordination, for the overview without anybody in it."""
    return None
