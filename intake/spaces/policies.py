"""Who may write a presence in a space. What a person is, or says, is never a reason against. Source: DOMAIN 8.6."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from audit.rules import rule

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.spaces.models import Space


def _not_theirs(actor: "User", space: "Space") -> str | None:
    """The words for a walled space whose compartment none of the actor's teams may hold."""
    if space.compartment and space.compartment not in actor.compartments():
        return _("Only the team of this space works in it.")
    return None


@rule("intake.enter_space")
def enter_space(actor: "User", *, space: "Space") -> str | None:
    """The team of the space; any desk for a space without a wall."""
    return _not_theirs(actor, space)


@rule("intake.leave_space")
def leave_space(actor: "User", *, space: "Space") -> str | None:
    """The team of the space; any desk for a space without a wall."""
    return _not_theirs(actor, space)


@rule("intake.edit_space")
def edit_space(actor: "User") -> str | None:
    """Whoever keeps the house's spaces, hours and rules."""
    return None
