"""The way to files withheld, the tile of those to look at again, and what erasure finds here."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from audit.rights import registry as rights
from centre.shell.registry import Item, Tile, home, navigation
from intake.person import casefile

from .models import Withholding
from .selectors import due_reviews


def load_due(actor: Any) -> dict[str, Any]:
    """How many wait for a review."""
    return {"due": due_reviews(actor)}


def held_here(person_id: UUID) -> dict[str, int]:
    """How often this file was withheld from somebody."""
    return {"withholdings": Withholding.objects.filter(person_id=person_id).count()}


def forget(person_id: UUID) -> dict[str, int]:
    """Remove the withholdings with their history; nothing of the file is left to see."""
    found = held_here(person_id)
    Withholding.objects.filter(person_id=person_id).delete()
    Withholding.history.filter(person_id=person_id).delete()
    return found


navigation.add(Item(_("Files withheld"), "withheld", "eye-off", "intake.withhold_file", 82, section=("withhold",)))
home.add(Tile("withheld", 7, "intake.view_withheld", "withholding/_home.html", load_due))
casefile.register_act(casefile.Act("withhold", _("Withhold from a colleague"), "withhold", "eye-off", "intake.withhold_file", 120))
rights.register(_("Withheld from colleagues"), collect=held_here, erase=forget)
