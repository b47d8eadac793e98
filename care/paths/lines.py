"""What notes and paths tell the timeline: when, what, and where it is read; texts are opened for the lines shown."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from care.notes.enums import NoteKind
from care.notes.models import Note
from centre.access.scope import visible
from intake.network.enums import ReferralCompartment, ReferralState
from intake.network.models import Referral

from .enums import GoalState, NeedArea, NeedState, PathCompartment, StepState, UseChange
from .models import CarePath, Goal, PathNeed, PathReview, Step
from .registry import Before, Line, Opens, Rows, Source, newest, timeline
from .shown import text_of

PARTS = tuple(PathCompartment.values)


def within(actor: Any, found: QuerySet[Any], persons: Sequence[UUID]) -> QuerySet[Any]:
    """Rows about these files in parts that the actor's teams hold at all, behind the wall."""
    return visible(actor, found.filter(person__in=persons, compartment__in=sorted(actor.compartments())))


def opener(model: type[Model], field: str) -> Opens:
    """Opens one sealed field of the rows shown; nothing where the person's key was destroyed."""

    def opens(actor: Any, keys: Sequence[str]) -> Mapping[str, str]:
        rows = visible(actor, model._default_manager.filter(pk__in=keys)).order_by("pk").values_list("pk", field)
        cell: Any = model._meta.get_field(field)
        return {str(pk): text for pk, sealed in rows if (text := text_of(cell.under_seal(sealed)))}

    return opens


def lines(model: type[Model], at: str, say: Callable[[Any], Line], *leave: str) -> Rows:
    """Lines of one table, newest first; sealed fields (`leave`) stay where they are."""

    def rows(actor: Any, persons: Sequence[UUID], before: Before | None, limit: int) -> Iterable[Line]:
        found = within(actor, model._default_manager.defer(*leave), persons)
        return [say(row) for row in newest(found, before, limit, at=at)]

    return rows  # type: ignore[return-value]  # a list


def _note(note: Note) -> Line:
    kind = str(NoteKind(note.kind).label)
    return Line(note.at, note.compartment, gettext_lazy("Note"), kind, reverse("notes", args=[note.person_id, note.compartment]), str(note.pk))


def _to_path(row: Any) -> str:
    return reverse("path", args=[row.person_id])


def _path(path: CarePath) -> Line:
    return Line(path.opened_at, path.compartment, gettext_lazy("Care path"), _("begun"), _to_path(path), str(path.pk))


def _need(need: PathNeed) -> Line:
    words = _("%(area)s: %(state)s") % {"area": NeedArea(need.area).label, "state": NeedState(need.state).label}
    return Line(need.named_at, need.compartment, gettext_lazy("Need"), words, _to_path(need), str(need.pk))


def _goal(goal: Goal) -> Line:
    return Line(goal.set_at, goal.compartment, gettext_lazy("Goal"), GoalState(goal.state).label, _to_path(goal), str(goal.pk))


def _step(step: Step) -> Line:
    words = str(StepState(step.state).label)
    if step.due_on and step.state in (StepState.PLANNED, StepState.UNDER_WAY):
        words = _("%(state)s, by %(day)s") % {"state": words, "day": date_format(step.due_on, "SHORT_DATE_FORMAT")}
    return Line(step.added_at, step.compartment, gettext_lazy("Step"), words, _to_path(step), str(step.pk))


def _review(review: PathReview) -> Line:
    words = _("use since the last review: %(answer)s") % {"answer": UseChange(review.use_change).label}
    url = reverse("path", args=[review.person_id]) if review.person_id else ""
    return Line(review.at, review.compartment, gettext_lazy("Review"), words, url, str(review.pk))


def _referral(one: Referral) -> Line:
    words = str(ReferralState(one.state).label)
    return Line(one.made_at, one.compartment, gettext_lazy("Referral"), words, reverse("referral", args=[one.pk]), str(one.pk))


def tell() -> None:
    """Add the sources of notes, paths and referrals."""
    for name, label, model, at, say, sealed, icon, may in (
        ("notes", gettext_lazy("Notes"), Note, "at", _note, "body", "notebook-pen", "care.read_note"),
        ("paths", gettext_lazy("Care paths"), CarePath, "opened_at", _path, "", "route", "care.view_path"),
        ("needs", gettext_lazy("Needs"), PathNeed, "named_at", _need, "words", "layers", "care.view_path"),
        ("goals", gettext_lazy("Goals"), Goal, "set_at", _goal, "words", "target", "care.view_path"),
        ("steps", gettext_lazy("Steps"), Step, "added_at", _step, "title", "list-todo", "care.view_path"),
        ("reviews", gettext_lazy("Reviews"), PathReview, "at", _review, "changed", "history", "care.view_path"),
    ):
        leave, opens = ((sealed,), opener(model, sealed)) if sealed else ((), None)
        timeline.add(Source(name, label, PARTS, lines(model, at, say, *leave), opens, may, icon))
    letters = lines(Referral, "made_at", _referral, "reason", "health", "social", "answer")
    timeline.add(
        Source("referrals", gettext_lazy("Referrals"), tuple(ReferralCompartment.values), letters, None, "intake.view_referrals", "send")
    )
