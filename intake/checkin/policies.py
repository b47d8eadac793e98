"""Who checks people in by code."""

from typing import TYPE_CHECKING

from audit.rules import rule

if TYPE_CHECKING:
    from centre.staff.models import User


@rule("intake.check_in")
def check_in(actor: "User") -> str | None:
    """A peer worker or volunteer, who sees no file. Nothing about a person is ever a reason against. Source: DOMAIN 6."""
    return None
