"""Who may use a workstation: everybody with an open account, whatever their role, for themselves."""
from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from audit.rules import Rule, rule


class Everybody(Rule):
    """A rule about the account alone: locking must work for somebody whose last role just ended."""

    def why_not(self, actor: Any, **subject: Any) -> str | None:
        """The words of the refusal, or None when it is allowed."""
        words = self.reason(actor, **subject)
        return str(words) if words else None


def _open_account(actor: Any, *, workstation: str) -> Any:
    """An open account, at a workstation that has a number."""
    if actor is None or not actor.is_active:
        return _("This account is closed.")
    if not workstation:
        return _("This workstation has no number yet. Load the page again.")
    return None


use_workstation = Everybody("centre.use_workstation", _open_account)


@rule("centre.name_workstation")
def name_workstation(actor: Any) -> str | None:
    """Those who keep the accounts."""
    return None
