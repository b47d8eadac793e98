"""Who may write what about a minor. Being one is never a reason against anything but the consumption room."""

from datetime import date
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.access.enums import Compartment
from centre.access.scope import holds
from intake.youth.enums import Decision

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.person.models import Person


@rule("intake.mark_minor")
def mark_minor(actor: "User") -> str | None:
    """Whoever meets the person."""
    return None


@rule("intake.decide_guardianship")
def decide_guardianship(
    actor: "User", *, person: "Person", decision: str = "", again_on: date | None = None, today: date | None = None
) -> str | None:
    """The social team that knows the person; "later" says when."""
    if not holds(actor, person, Compartment.SOCIAL):
        return _("Only the social team that knows this person decides this with them.")
    if decision == Decision.LATER and again_on is None:
        return _("Say on which day you speak about it again.")
    if again_on is not None and today is not None and again_on < today:
        return _("This day is over.")
    return None
