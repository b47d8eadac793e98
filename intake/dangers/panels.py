"""Danger assessments where those who may read them see them; what erasure finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from audit.rights import registry as rights
from centre.access.enums import Compartment
from centre.shell.registry import Tile, home
from intake.person import casefile

from . import selectors
from .models import DangerAssessment

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.person.models import Person


def in_the_file(actor: User, person: Person) -> dict[str, Any] | None:
    """The assessments this actor may read; the panel is not there when there are none."""
    found = selectors.assessments_of(actor, person)
    return {"assessments": found} if found else None


def home_tile(actor: User) -> dict[str, Any]:
    """How many wait for a signature."""
    return {"unsigned": selectors.unsigned(actor)}


def held_here(person_id: UUID) -> dict[str, int]:
    """How many assessments are about this person."""
    return {"danger_assessments": DangerAssessment.objects.filter(person_id=person_id).count()}


def forget(person_id: UUID) -> dict[str, int]:
    """Remove the assessments about the person with their history. Source: PRIVACY 5."""
    found = held_here(person_id)
    DangerAssessment.objects.filter(person_id=person_id).delete()
    DangerAssessment.history.filter(person_id=person_id).delete()
    return found


home.add(Tile("dangers", 46, "intake.sign_danger", "dangers/_home.html", home_tile))
casefile.register(
    casefile.Panel(
        "dangers", _("Danger assessments"), 62, Compartment.DESK, "intake.view_dangers", "dangers/_panel.html", in_the_file,
        rows=lambda: DangerAssessment.objects.filter(person=OuterRef("pk")),
    )
)
casefile.register_act(
    casefile.Act("danger", _("Assess a danger"), "danger_assess_for", "scale", "intake.assess_danger", 90)
)
rights.register(_("Danger assessments"), collect=held_here, erase=forget)
