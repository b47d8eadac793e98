"""Who sets the room up, who signs what allows it, who opens it; and the words when it stays shut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.rules import rule
from centre.staff.roles import Role

if TYPE_CHECKING:
    from centre.staff.models import User

    from .models import LegalBasis, RoomOpening

SIGNERS = (Role.COORDINATOR, Role.DOCTOR)


@rule("care.set_up_room")
def set_up_room(actor: User) -> str | None:
    """The coordination enters what was decided: the text that allows the room, rules, minutes, booths."""
    return None


@rule("care.set_up_room")
def withdraw_basis(actor: User, *, basis: LegalBasis, because: str) -> str | None:
    """Once, with a reason; the room shuts at once."""
    if basis.withdrawn_at is not None:
        return _("This was withdrawn before.")
    return None if because.strip() else _("Say why.")


@rule("care.view_room_setup")
def view_room_setup(actor: User) -> str | None:
    """Whoever sets it up, signs it or works in it; nobody who comes stands there."""
    return None


@rule("care.sign_room_basis")
def sign_room_basis(actor: User, *, basis: LegalBasis, role: str) -> str | None:
    """A coordinator and a doctor, each once and never the same person."""
    if role not in SIGNERS or role not in actor.roles():
        return _("A coordinator and a doctor sign, each with their own second factor.")
    if basis.withdrawn_at is not None:
        return _("This was withdrawn before.")
    if (basis.coordinator_by if role == Role.COORDINATOR else basis.doctor_by) is not None:
        return _("This was signed before.")
    if actor.pk in (basis.coordinator_by, basis.doctor_by):
        return _("You have signed. Somebody else signs for the other role.")
    return None


@rule("care.open_room")
def open_room(actor: User, *, shut: str | None, least: int, present: int) -> str | None:
    """With a legal basis in force, rules, minutes and booths, and enough colleagues."""
    if shut:
        return shut
    if present < least:
        return ngettext(
            "The room needs at least %(least)s colleague; you have ticked %(present)s.",
            "The room needs at least %(least)s colleagues; you have ticked %(present)s.", least,
        ) % {"least": least, "present": present}
    return None


@rule("care.open_room")
def use_booth(actor: User) -> str | None:
    """The room's team, at any hour; what a booth is called and for stays with the coordination."""
    return None


@rule("care.open_room")
def run_opening(actor: User, *, opening: RoomOpening) -> str | None:
    """While it is open."""
    return _("The room has closed.") if opening.closed_at is not None else None


@rule("care.open_room")
def close_room(actor: User, *, opening: RoomOpening, inside: int) -> str | None:
    """When nobody is in a booth or under observation; who still waits is told that it closes."""
    if opening.closed_at is not None:
        return _("The room has closed.")
    if inside:
        return ngettext(
            "%(n)s person is still in a booth or under observation.", "%(n)s persons are still in a booth or under observation.", inside
        ) % {"n": inside}
    return None
