"""Who may assess a programme."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.shifts import clock
from centre.staff.models import User
from housing.homes.policies import team_rule


@rule("housing.edit_homes")
def assess(actor: User, *, on: date, scores: dict[str, tuple[Decimal, Decimal]] | None = None) -> str | None:
    """A day that has come, and no score above the most its domain can have."""
    if on > clock.service_day():
        return _("This day has not come yet.")
    if any(not 0 <= score <= most for score, most in (scores or {}).values()):
        return _("A score lies between 0 and the most of its domain.")
    return team_rule(actor)


@rule("housing.edit_homes")
def strike_assessment(actor: User, *, struck: bool) -> str | None:
    """Once."""
    return _("This assessment is struck out already.") if struck else team_rule(actor)
