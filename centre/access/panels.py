"""The coordinator's tile on the home board: emergency openings that wait for a review."""
from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from audit.rights import registry
from centre.shell.registry import Item, Tile, home, navigation

from . import selectors
from .enums import Emergency, Verb


def load_reviews(actor: Any) -> dict[str, Any]:
    """The openings that wait."""
    return {"waiting": selectors.files_named(actor, selectors.to_review(actor))}


registry.explain(Verb.GLASS_BROKEN, Emergency.choices)
navigation.add(
    Item(_("Emergency openings"), "glass_reviews", "shield-alert", "centre.review_break_glass", 80, section=("glass_review",))
)
home.add(Tile("break_glass", 5, "centre.review_break_glass", "access/_home.html", load_reviews))
