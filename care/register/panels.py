"""The controlled-drug register in the navigation, on the home board and in the handover."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from centre.shell.registry import Item, Tile, home, navigation
from centre.shifts.registry import Section, handover
from centre.staff.models import User

from . import selectors


def home_tile(actor: User) -> dict[str, Any]:
    """What is to be counted, what waits for a second hand or an explanation, batches that end."""
    more = {"to_count": len(selectors.to_count(actor)), "batches": len(selectors.ending(actor))}
    return {"register": selectors.figures(actor) | more}


def of_shift(actor: User, shift: Any) -> dict[str, Any]:
    """The same, and the last count of each account, for the next shift. What the book expects is not told: it is counted blind."""
    return {"accounts": selectors.counts_of_shift(actor, shift)} | selectors.figures(actor)


PAGES = (
    "register_new", "register_account", "register_write", "register_count", "register_book", "register_line", "register_batch",
    "register_waiting", "register_quarter", "drug_case", "drug_inventories", "drug_inventory", "drug_inventory_new",
)  # fmt: skip
navigation.add(Item(_("Drug register"), "register", "book-open", "care.view_register", 44, PAGES))
home.add(Tile("register", 30, "care.view_register", "care/register/_home.html", home_tile))
handover.add(Section("register", _("Controlled drugs"), 46, "care.view_register", "care/register/_handover.html", of_shift))
