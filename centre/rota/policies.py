"""Who plans, who swaps, who notes an absence; and why a colleague cannot take a shift."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from audit.rules import rule
from centre.shifts import clock

from .enums import SwapState
from .states import MOVES


@rule("centre.view_rota")
def view_rota(actor: Any) -> Any:
    """Reading who works when."""
    return None


@rule("centre.plan_rota")
def plan_rota(actor: Any, *, user: Any = None, role: str = "", away: bool = False, taken: bool = False) -> Any:
    """Planning somebody: in a role they have, on a day they are there, once a shift."""
    return _cannot(user, role, away, taken) if user is not None else None


@rule("centre.note_absence")
def note_absence(actor: Any, *, user: Any = None) -> Any:
    """One's own absence; that of others for who plans."""
    if user is not None and user.pk != actor.pk and not actor.may("centre.plan_rota"):
        return _("Only who plans the rota notes the absence of a colleague.")
    return None


@rule("centre.swap_duty")
def swap_duty(actor: Any, *, duty: Any = None, swap: Any = None, to: str = "", away: bool = False, taken: bool = False) -> Any:
    """Giving one's own shift away before it begins; taking one offered to oneself or to everybody."""
    if duty is not None and duty.cancelled_at is not None:
        return _("This shift was cancelled.")
    if duty is not None and duty.starts_at <= clock.now():
        return _("This shift has begun.")
    if swap is None:
        return _("This is not your shift.") if duty is not None and duty.user_id != actor.pk else None
    if to not in MOVES[swap.state]:
        return _("This was answered already.")
    if to == SwapState.WITHDRAWN:
        return _("This is not your shift.") if swap.asked_by_id != actor.pk else None
    if swap.asked_by_id == actor.pk:
        return _("A colleague answers.")
    if swap.offered_to_id is not None and swap.offered_to_id != actor.pk:
        return _("It was offered to somebody else.")
    return _cannot(actor, duty.role, away, taken) if to == SwapState.TAKEN else None


def _cannot(user: Any, role: str, away: bool, taken: bool) -> str | None:
    """Why somebody cannot work a shift in a role, or None."""
    if not user.is_active or role not in user.roles():
        return gettext("%(name)s does not have this role.") % {"name": user}
    if away:
        return gettext("%(name)s is away that day.") % {"name": user}
    if taken:
        return gettext("%(name)s works this shift already.") % {"name": user}
    return None
