"""Product alerts where everybody sees them: above the desk, on the home board, in the handover."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

from centre.shell.registry import Tile, home
from centre.shifts.registry import Section, handover
from intake.desk import notices

from . import selectors

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.person.models import Person

SHOWN = 5


def standing(actor: User, person: Person | None = None) -> dict[str, Any] | None:
    """The alerts that stand; nothing when there are none."""
    found = list(selectors.standing()[:SHOWN])
    return {"bulletins": found} if found else None


def home_tile(actor: User) -> dict[str, Any]:
    """The alerts that stand, for the home board."""
    return {"bulletins": list(selectors.standing()[:SHOWN])}


def shift_figures(actor: User, shift: Any) -> dict[str, Any]:
    """The products everybody is warned of, as they are sold."""
    return {"products": [one.sold_as for one in selectors.standing()[:SHOWN]]}


home.add(Tile("bulletins", 6, "intake.view_bulletins", "bulletins/_home.html", home_tile))
notices.add(notices.Notice("bulletins", 20, "intake.view_bulletins", "bulletins/_notice.html", standing))
handover.add(Section("bulletins", _("Product alerts"), 31, "intake.view_bulletins", "bulletins/_handover.html", shift_figures))
