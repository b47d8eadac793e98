"""Who prints blank sheets and enters them afterwards: whoever works at the desk."""

from typing import TYPE_CHECKING

from audit.rules import rule

if TYPE_CHECKING:
    from centre.staff.models import User


@rule("intake.print_sheet")
def print_sheet(actor: "User") -> str | None:
    """Before the screens go dark."""
    return None


@rule("intake.enter_sheet")
def enter_sheet(actor: "User") -> str | None:
    """After they came back; what happened is never refused for coming late."""
    return None
