"""Who may be enrolled in the room; a refusal says what is offered instead. Source: DOMAIN 8.2 and 9.12."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from audit.rules import rule

if TYPE_CHECKING:
    from centre.staff.models import User

    from ..ground.models import RoomRules
    from .models import Enrolment


def closed_under_18() -> str:
    """The words for a colleague: what is closed, what is not, and what to write down."""
    return _(
        "Under 18, the room is closed. Everything else is open: offer equipment and advice, naloxone, a nurse, a youth worker, "
        "a place to rest. Write down what you offered."
    )


@rule("care.enrol_in_room")
def enrol_in_room(actor: User, *, minor: bool, enrolled: bool, shut: str | None, rules: RoomRules | None) -> str | None:
    """18 or older, once, with the rules as they stand; nobody is enrolled in a room that nothing allows."""
    if minor:
        return closed_under_18()
    if enrolled:
        return _("This person is enrolled already.")
    if shut or rules is None:
        return shut or _("No rules have been published: nobody can sign them. The room stays shut.")
    return None


@rule("care.enrol_in_room")
def refuse_enrolment(actor: User, *, offered: list[str]) -> str | None:
    """With what was offered instead."""
    return None if offered else _("Say what you offered instead.")


@rule("care.enrol_in_room")
def keep_enrolment(actor: User, *, enrolment: Enrolment) -> str | None:
    """While it runs."""
    return _("This enrolment has ended.") if enrolment.ended_at is not None else None


@rule("care.enrol_in_room")
def sign_rules(actor: User, *, enrolment: Enrolment, rules: RoomRules | None) -> str | None:
    """The version that counts now."""
    if enrolment.ended_at is not None:
        return _("This enrolment has ended.")
    return None if rules is not None else _("No rules have been published: nobody can sign them. The room stays shut.")
