"""Wounds on a person's page and in their timeline; and what erasure finds here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.rights import registry as rights
from care.paths.registry import Before, Line, Source, newest, timeline
from centre.access.enums import Compartment
from centre.access.scope import visible
from intake.person import casefile
from intake.person.models import Person

from .models import Wound, WoundLook, WoundPhoto
from .selectors import list_of


def followed(actor: Any, person: Person) -> dict[str, Any] | None:
    """The wounds that are followed, and the way to those that are closed."""
    return {"lines": list_of(actor, person, open_only=True), "person": person}


def lines(actor: Any, persons: Sequence[UUID], before: Before | None, limit: int) -> list[Line]:
    """Looks at wounds, for the timeline."""
    found = visible(actor, WoundLook.objects.filter(person__in=persons, struck_at=None)).select_related("wound")
    return [
        Line(one.at, Compartment.NURSING, _("Wound"), one.wound.get_site_display(), reverse("wound", args=[one.wound_id]), str(one.pk))
        for one in newest(found, before, limit)
    ]


def held_here(person_id: UUID) -> dict[str, int]:
    """How many rows about this person stand in this room."""
    return {
        "wounds": Wound.objects.filter(person_id=person_id).count(),
        "wound_looks": WoundLook.objects.filter(person_id=person_id).count(),
        "wound_photos": WoundPhoto.objects.filter(person_id=person_id).count(),
    }


def forget(person_id: UUID) -> dict[str, int]:
    """Remove photographs, looks and wounds, with their earlier states: measures and codes are not sealed. Source: PRIVACY 5."""
    found = held_here(person_id)
    for model in (WoundPhoto, WoundLook, Wound):
        model.objects.filter(person_id=person_id).delete()
        model.history.filter(person_id=person_id).delete()
    return found


casefile.register(
    casefile.Panel(
        "wounds", _("Wounds"), 36, Compartment.NURSING, "care.view_wounds", "care/_wounds_panel.html", followed,
        rows=lambda: Wound.objects.filter(person=OuterRef("pk")),
    )
)
casefile.register_act(casefile.Act("wound", _("Wound"), "wound_add", "bandage", "care.record_wound", 27))
timeline.add(Source("wounds", _("Wounds"), (Compartment.NURSING,), lines, permission="care.view_wounds", icon="bandage"))
rights.register(_("Wounds"), collect=held_here, erase=forget)
