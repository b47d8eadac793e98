"""The path on a person's page and on the home board; and what erasure finds here."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from audit.rights import registry as rights
from centre.shell.registry import Item, Tile, home, navigation
from centre.shifts import clock
from centre.shifts.registry import Section, Shift, handover
from intake.person import casefile
from intake.person.models import Person

from . import lines
from .models import CarePath, Goal, PathCover, PathNeed, PathReview, Step
from .selectors import followed_by, steps_due


def due(actor: Any) -> dict[str, Any]:
    """The actor's own steps due within a week."""
    return {"number": steps_due(actor, clock.service_day() + timedelta(days=7))}


def of_shift(actor: Any, shift: Shift) -> dict[str, Any]:
    """Steps due by the end of the shift, of all that the actor may see, for the handover."""
    return {"due": steps_due(actor, shift.service_day, mine=False)}


def followed(actor: Any, person: Person) -> dict[str, Any] | None:
    """Who follows the person where the reader may see it."""
    found = followed_by(actor, person)
    return {"followed": found, "person": person, "today": clock.service_day()} if found else None


def rows() -> QuerySet[CarePath]:
    """What the panel tells of."""
    return CarePath.objects.filter(Q(person=OuterRef("pk")) | Q(person__merged_into=OuterRef("pk")), closed_at=None)


def held_here(person_id: UUID) -> dict[str, int]:
    """How many rows about this person stand in this room."""
    return {
        "paths": CarePath.objects.filter(person_id=person_id).count(),
        "needs": PathNeed.objects.filter(person_id=person_id).count(),
        "goals": Goal.objects.filter(person_id=person_id).count(),
        "steps": Step.objects.filter(person_id=person_id).count(),
        "reviews": PathReview.objects.filter(person_id=person_id).count(),
        "covers": PathCover.objects.filter(person_id=person_id).count(),
    }


def forget(person_id: UUID) -> dict[str, int]:
    """Cut the person from reviews, take needs, covers and why a path ended away; goals and steps stay as ciphertext
    whose key is destroyed. Source: PRIVACY 5."""
    found = held_here(person_id)
    for reviews in (PathReview.objects, PathReview.history):
        reviews.filter(person_id=person_id).update(person=None, path=None, changed=None)
    for paths in (CarePath.objects, CarePath.history):
        paths.filter(person_id=person_id).update(end_reason="")
    Goal.objects.filter(person_id=person_id).update(need=None)
    Goal.history.filter(person_id=person_id).update(need=None)
    for model in (PathNeed, PathCover):
        model.objects.filter(person_id=person_id).delete()
        model.history.filter(person_id=person_id).delete()
    return found


lines.tell()
casefile.register(
    casefile.Panel("followed", _("Followed by"), 14, "", "care.view_path", "care/_followed.html", followed, place="aside", rows=rows)
)
casefile.register_act(casefile.Act("timeline", _("Timeline"), "timeline", "history", "care.view_timeline", 16))
casefile.register_act(casefile.Act("path", _("Path"), "path", "route", "care.view_path", 15))
navigation.add(
    Item(
        _("Paths"), "paths", "route", "care.view_path", 50,
        (
            "path", "path_summary", "path_close", "path_assign", "path_cover", "need_add", "goal_add", "step_add", "review_add",
            "timeline", "note_add", "notes",
        ),
    )
)
handover.add(Section("steps", _("Care paths"), 50, "care.view_path", "care/_handover.html", of_shift))
home.add(Tile("steps-due", 40, "care.view_path", "care/_home.html", due))
rights.register(
    _("Care paths"), collect=held_here, erase=forget,
    keeps=_("Sealed rows stay; their key is destroyed. The answer on use at a review stays counted, of nobody."),
)
