"""What this room hangs in the frame: the handover in the navigation, and the unread one on the home board."""
from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from centre.shell.registry import Item, Tile, home, navigation

from . import selectors


def load_unread(actor: Any) -> dict[str, Any]:
    """The closed handover that waits to be read."""
    return {"unread": selectors.unread_handover(actor), "shift": selectors.shift_now()}


navigation.add(
    Item(
        _("Handover"), "handover", "clipboard-list", "centre.read_handover", 60,
        section=("handover_shift", "handover_line", "handover_remark"),
    )
)
home.add(Tile("handover", 15, "centre.read_handover", "shifts/_home.html", load_unread))
