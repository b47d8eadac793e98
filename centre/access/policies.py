"""Who may open a file in an emergency, and who reviews it. Source: PRIVACY 2."""
from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from audit.rules import rule
from centre.shifts.selectors import overdue_about


@rule("centre.break_glass")
def break_glass(actor: Any) -> Any:
    """Nurses only; not while an earlier opening of theirs has waited longer than 72 hours for its review."""
    if overdue_about(actor):
        return _("An earlier emergency opening of yours was not reviewed in time. Ask the coordinator to review it first.")
    return None


@rule("centre.review_break_glass")
def review_break_glass(actor: Any, *, notice: Any = None) -> Any:
    """A coordinator, once, and never about themselves."""
    if notice is not None and notice.about_id == actor.pk:
        return _("A colleague reviews what you did.")
    if notice is not None and notice.answered_at is not None:
        return _("This was reviewed already.")
    return None
