"""Who may manage accounts: never one's own, so that nobody gives themselves a right."""
from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from audit.rules import rule


@rule("centre.manage_people")
def manage_people(actor: Any, *, user: Any = None) -> Any:
    """One's own account and memberships are managed by somebody else. Source: PRIVACY 7 (self-approval)."""
    if user is not None and user.pk == actor.pk:
        return _("Your own account is managed by a colleague.")
    return None


@rule("centre.view_roles")
def view_roles(actor: Any) -> Any:
    """Reading who may do what."""
    return None
