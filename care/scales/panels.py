"""Scales on a person's page and in the timeline; and what erasure finds here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.rights import registry as rights
from care.paths.registry import Before, Line, Source, newest, timeline
from centre.shell.registry import Item, navigation
from intake.person import casefile
from intake.person.models import Person

from .catalogue import version_of
from .enums import ScaleCompartment
from .models import ScaleResult
from .selectors import courses_of, results_for

#: As many courses as a panel shows.
LATEST = 6


def of_person(actor: Any, person: Person) -> dict[str, Any]:
    """The latest result of each scale."""
    found = [(one.latest.result.taken_at, one) for one in courses_of(actor, person) if one.latest is not None]
    courses = [one for _at, one in sorted(found, key=lambda pair: pair[0], reverse=True)]
    return {"person": person, "courses": courses[:LATEST], "more": len(courses) > LATEST}


def none_of(person: Person) -> dict[str, Any]:
    """A person with whom nothing was filled in."""
    return {"person": person, "courses": [], "more": False}


def rows() -> QuerySet[ScaleResult]:
    """What the panel tells of."""
    return ScaleResult.objects.filter(Q(person=OuterRef("pk")) | Q(person__merged_into=OuterRef("pk")))


def lines(actor: Any, persons: Sequence[UUID], before: Before | None, limit: int) -> list[Line]:
    """Results that stand, as lines of the timeline: the scale, the sum and its band, no answer."""
    found = results_for(actor).filter(person__in=persons, replaced_by=None)
    return [
        Line(
            one.taken_at, one.compartment, one.get_code_display(), _sentence(one), reverse("scale_result", args=[one.pk]), str(one.pk)
        )
        for one in newest(found, before, limit, at="taken_at")
    ]


def _sentence(one: ScaleResult) -> str:
    scale = version_of(one.code, one.version)
    band = scale.band_of(one.score, one.about) if scale else None
    words = {"score": one.score, "most": one.most, "about": one.get_about_display(), "band": str(band.label) if band else ""}
    if one.about:
        return (_("%(about)s: %(score)d of %(most)d, %(band)s") if band else _("%(about)s: %(score)d of %(most)d")) % words
    return (_("%(score)d of %(most)d, %(band)s") if band else _("%(score)d of %(most)d")) % words


def held_here(person_id: UUID) -> dict[str, int]:
    """How many rows about this person stand in this room."""
    return {"scales": ScaleResult.objects.filter(person_id=person_id).count()}


def forget(person_id: UUID) -> dict[str, int]:
    """Remove every result: a sum without its answers and its person says nothing. Source: PRIVACY 5."""
    found = held_here(person_id)
    ScaleResult.objects.filter(person_id=person_id).delete()
    return found


casefile.register(
    casefile.Panel("scales", gettext_lazy("Scales"), 46, "", "care.view_scales", "scales/_person.html", of_person, rows=rows, bare=none_of)
)
navigation.add(
    Item(
        gettext_lazy("Scales"), "scale_catalogue", "clipboard-list", "care.view_scales", 54,
        ("scales", "scale_course", "scale_new", "scale_result", "scale_correct"),
    )
)  # fmt: skip
timeline.add(
    Source("scales", gettext_lazy("Scales"), tuple(ScaleCompartment.values), rows=lines, permission="care.view_scales", icon="clipboard-list")
)
rights.register(gettext_lazy("Scales"), collect=held_here, erase=forget)
