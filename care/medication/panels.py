"""The medication list on a person's page and in their timeline, and what erasure finds here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from audit.rights import registry as rights
from care.paths.registry import Before, Line, Source, newest, timeline
from centre.access.enums import Compartment
from centre.access.scope import visible
from intake.person import casefile
from intake.person.models import Person

from .models import Caution, MedicationCheck, Medicine
from .selectors import sheet_of


def of_person(actor: Any, person: Person) -> dict[str, Any]:
    """The list of a person."""
    return {"person": person, "sheet": sheet_of(actor, person)}


def none_of(person: Person) -> dict[str, Any]:
    """A person about whom nothing is listed."""
    return {"person": person, "sheet": None}


def rows() -> QuerySet[Person]:
    """What the panel tells of: people with a line or an allergy."""
    whole = Q(pk=OuterRef("pk")) | Q(merged_into=OuterRef("pk"))
    listed, warned = Medicine.objects.filter(person=OuterRef("pk")), Caution.objects.filter(person=OuterRef("pk"))
    return Person.objects.filter(whole).filter(Q(pk__in=listed.values("person")) | Q(pk__in=warned.values("person")))


def lines(actor: Any, persons: Sequence[UUID], before: Before | None, limit: int) -> list[Line]:
    """Lines put on the list, in the timeline of a person; never which medicine."""
    found = visible(actor, Medicine.objects.filter(person__in=persons)).only("person", "listed_at")
    return [
        Line(
            one.listed_at, Compartment.NURSING.value, gettext("Medication"), gettext("A medicine put on the list."),
            reverse("medication", args=[one.person_id]), str(one.pk),
        )
        for one in newest(found, before, limit, at="listed_at")
    ]  # fmt: skip


def held_here(person_id: UUID) -> dict[str, int]:
    """How many rows about this person stand in this room."""
    return {
        "medicines": Medicine.objects.filter(person_id=person_id).count(),
        "cautions": Caution.objects.filter(person_id=person_id).count(),
        "medication_checks": MedicationCheck.objects.filter(person_id=person_id).count(),
    }


def forget(person_id: UUID) -> dict[str, int]:
    """Remove the list with its history. Source: PRIVACY 5."""
    found = held_here(person_id)
    Medicine.objects.filter(person_id=person_id).update(replaces=None)
    for model in (Medicine, Caution, MedicationCheck):
        model.objects.filter(person_id=person_id).delete()
        model.history.filter(person_id=person_id).delete()
    return found


casefile.register(
    casefile.Panel(
        "medication", _("Medication"), 37, Compartment.NURSING.value, "care.view_medication", "medication/_person.html", of_person,
        rows=rows, bare=none_of,
    )
)
timeline.add(
    Source("medication", _("Medication"), (Compartment.NURSING.value,), rows=lines, permission="care.view_medication", icon="pill")
)
rights.register(_("Medication list"), collect=held_here, erase=forget)
