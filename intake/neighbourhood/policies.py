"""Who keeps the log of activities."""

from typing import TYPE_CHECKING

from audit.rules import rule

if TYPE_CHECKING:
    from centre.staff.models import User


@rule("intake.keep_activity")
def keep_activity(actor: "User") -> str | None:
    """Whoever gives a training, holds a meeting or goes to a school."""
    return None
