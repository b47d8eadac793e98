"""Who assesses a danger and who signs: anybody who meets people writes, a coordinator who is another signs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.access.enums import Compartment

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.person.models import Person

    from .models import DangerAssessment


@rule("intake.assess_danger")
def assess_danger(actor: User, *, person: Person | None, options: Iterable[str], decision: str) -> str | None:
    """Whoever meets people. What was decided must have been weighed, beside at least one other way."""
    if Compartment.DESK not in actor.compartments():
        return _("None of your teams works there.")
    weighed = set(options)
    if len(weighed) < 2:
        return _("Weigh at least two ways.")
    if decision not in weighed:
        return _("What was decided is not among what was weighed.")
    return None


@rule("intake.view_dangers")
def view_dangers(actor: User) -> str | None:
    """Whoever wrote it, and the coordination."""
    return None


@rule("intake.sign_danger")
def sign_danger(actor: User, *, assessment: DangerAssessment) -> str | None:
    """A coordinator who did not write it, once."""
    if assessment.judgement:
        return _("This was signed before.")
    if assessment.by == actor.pk:
        return _("You wrote it. Somebody else signs.")
    return None
