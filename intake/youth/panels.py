"""What the minor pathway shows elsewhere: a line under the alias, an act, what is due; erasure."""

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from audit.rights import registry as rights
from centre.access.enums import Compartment
from centre.shell.registry import Tile, home
from intake.person import casefile
from intake.youth import selectors
from intake.youth.models import GuardianshipDecision, Minor

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.person.models import Person


def mark(actor: "User", person: "Person") -> dict[str, Any] | None:
    """That this person is or may be a minor; nothing when neither."""
    known = selectors.minor(actor, person)
    return {"mark": known} if known else None


def due(actor: "User") -> dict[str, Any]:
    """With whom the guardianship service is to be spoken about today or was before."""
    return {"due": selectors.to_speak_about(actor)}


def held_here(person_id: UUID) -> dict[str, int]:
    """What stands here about this person."""
    return {
        "minor": Minor.objects.filter(person_id=person_id).count(),
        "guardianship": GuardianshipDecision.objects.filter(person_id=person_id).count(),
    }


def forget(person_id: UUID) -> dict[str, int]:
    """Everything goes, with its history. Source: PRIVACY 5."""
    found = held_here(person_id)
    Minor.history.filter(person_id=person_id).delete()
    Minor.objects.filter(person_id=person_id).delete()
    GuardianshipDecision.objects.filter(person_id=person_id).delete()
    return found


casefile.register(
    casefile.Panel(
        "minor", _("Minor"), 8, Compartment.DESK, "", "youth/_mark.html", mark, "header",
        rows=lambda: Minor.objects.filter(person=OuterRef("pk")),
    )
)
casefile.register_act(casefile.Act("minor", _("Minor?"), "minor", "baby", "intake.mark_minor", 90, Compartment.DESK))
home.add(Tile("guardianship", 70, "intake.decide_guardianship", "youth/_home.html", due))
rights.register(_("Minor pathway"), collect=held_here, erase=forget)
