"""Who looks at what colleagues looked at."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from audit.rules import rule


@rule("audit.review_log")
def review_log(actor: Any, *, question: Any = None) -> Any:
    """The data protection officer and the coordinators, never about themselves, once for each question."""
    if question is not None and question.actor == actor.pk:
        return _("Somebody else answers for what you read.")
    if question is not None and question.answered_at is not None:
        return _("This was answered already.")
    return None
