"""Who may write about violence: the team of the women's space, and nobody else."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.access.enums import Compartment
from centre.access.scope import holds

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.person.models import Person


def _outside(actor: "User", person: "Person") -> str | None:
    """The words for a worker who does not know this person from the women's space."""
    if not holds(actor, person, Compartment.WOMEN_SPACE):
        return _("Only the team of the women's space that knows this person writes here.")
    return None


@rule("intake.screen_violence")
def screen_violence(actor: "User", *, person: "Person") -> str | None:
    """Inside the women's space; only what the person wants written."""
    return _outside(actor, person)


@rule("intake.agree_contact")
def agree_contact(actor: "User", *, person: "Person") -> str | None:
    """Inside the women's space."""
    return _outside(actor, person)


@rule("intake.keep_apart")
def keep_apart(actor: "User", *, person: "Person", other: "Person | None" = None) -> str | None:
    """Inside the women's space, from somebody else."""
    if other is not None and other.pk == person.pk:
        return _("This is the same person.")
    return _outside(actor, person)
