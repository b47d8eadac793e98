"""Papers on a person's page and in their timeline; and what erasure finds here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db.models import OuterRef
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.rights import registry as rights
from care.paths.registry import Before, Line, Source, newest, timeline
from centre.access.scope import visible
from intake.person import casefile
from intake.person.models import Person

from .enums import PaperCompartment
from .models import Paper
from .selectors import page_of

LATEST = 5


def latest(actor: Any, person: Person) -> dict[str, Any] | None:
    """The newest papers in the parts that the actor holds; no panel when there is none."""
    page = page_of(actor, person, size=LATEST)
    return {"page": page, "person": person} if page.lines else None


def lines(actor: Any, persons: Sequence[UUID], before: Before | None, limit: int) -> list[Line]:
    """Papers kept, for the timeline."""
    found = visible(actor, Paper.objects.filter(person__in=persons, removed_at=None)).defer("content")
    return [
        Line(one.at, one.compartment, _("Paper"), one.get_kind_display(), reverse("kept_paper", args=[one.pk]), str(one.pk))
        for one in newest(found, before, limit)
    ]


def held_here(person_id: UUID) -> dict[str, int]:
    """How many papers of this person stand in this room."""
    return {"papers": Paper.objects.filter(person_id=person_id).count()}


def forget(person_id: UUID) -> dict[str, int]:
    """Remove the papers whole, their bytes and what was written about them. Source: PRIVACY 5."""
    found = held_here(person_id)
    Paper.objects.filter(person_id=person_id).delete()
    Paper.history.filter(person_id=person_id).delete()
    return found


casefile.register(
    casefile.Panel(
        "papers", _("Papers"), 46, "", "care.view_papers", "care/_papers_panel.html", latest,
        rows=lambda: Paper.objects.filter(person=OuterRef("pk")),
    )
)
casefile.register_act(casefile.Act("paper", _("Paper"), "paper_add", "paperclip", "care.add_paper", 28))
timeline.add(Source("papers", _("Papers"), tuple(PaperCompartment.values), lines, permission="care.view_papers", icon="paperclip"))
rights.register(_("Papers"), collect=held_here, erase=forget)
