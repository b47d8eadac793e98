"""Whether a person can be found without a card, on their page; the coordinator's tile; what erasure finds here."""

from typing import Any
from uuid import UUID

from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from audit.rights import registry as rights
from centre.access.enums import Compartment
from centre.shell.registry import Tile, home
from intake.person import casefile

from .models import Asking, TagSet
from .selectors import findable, unseen_pauses


def load_findable(actor: Any, person: Any) -> dict[str, Any]:
    """Since when the questions find this person."""
    return {"person": person, "known": findable(actor, person)}


def load_pauses(actor: Any) -> dict[str, Any]:
    """The pauses nobody has looked at."""
    return {"pauses": list(unseen_pauses(actor))}


def held_here(person_id: UUID) -> dict[str, int]:
    """How many seals of answers and recent searches point at this person."""
    return {
        "tags": TagSet.objects.filter(person_id=person_id).count(),
        "searches": Asking.objects.filter(person_id=person_id).count(),
    }


def forget(person_id: UUID) -> dict[str, int]:
    """Remove the tags, and the searches that found the person."""
    found = held_here(person_id)
    TagSet.objects.filter(person_id=person_id).delete()
    Asking.objects.filter(person_id=person_id).delete()
    return found


casefile.register(
    casefile.Panel(
        "findable", _("Card lost?"), 90, Compartment.DESK, "intake.set_tags", "linkage/_panel.html", load_findable,
        place="aside", rows=lambda: TagSet.objects.filter(person=OuterRef("pk")),
        bare=lambda person: {"person": person, "known": None}, joined=False,
    )
)
home.add(Tile("paused_questions", 6, "intake.watch_questions", "linkage/_home.html", load_pauses))
rights.register(_("Seals of the eight answers"), collect=held_here, erase=forget)
