"""The cash box in the navigation and on the home board."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from centre.shell.registry import Item, Tile, home, navigation
from centre.shifts.registry import Section, handover
from centre.staff.models import User
from employment.cash import selectors


def home_tile(actor: User) -> dict[str, Any]:
    """What waits for a second hand or for an explanation."""
    return {"cash": selectors.figures(actor)}


def of_shift(actor: User, shift: Any) -> dict[str, Any]:
    """What the boxes hold, and what waits, for the next shift."""
    held = [{"box": box.label, "held": cents / 100} for box, cents in selectors.held(actor)]
    return {"boxes": held} | selectors.figures(actor) if held else {"boxes": []}


navigation.add(
    Item(_("Cash box"), "cash", "wallet", "employment.count_cash", 52, ("cash_new", "cash_box", "cash_month", "cash_entry"))
)
home.add(Tile("cash", 52, "employment.count_cash", "employment/cash/_home.html", home_tile))
handover.add(Section("cash", _("Cash box"), 56, "employment.count_cash", "employment/cash/_handover.html", of_shift))
