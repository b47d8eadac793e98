"""Treatment on a person's page, its answers in words, and what erasure finds here."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.rights import registry as rights
from care.paths.lines import lines
from care.paths.registry import Line, Source, timeline
from centre.shell.registry import Item, navigation
from intake.person import casefile
from intake.person.models import Person

from .enums import EpisodeCompartment
from .lists import Drug
from .models import QUESTIONS, EntrySnapshot, Episode
from .selectors import episodes_of


def answers_of(snapshot: EntrySnapshot) -> list[tuple[str, str]]:
    """The answers that say something, as (question, words), in the order in which they are asked."""
    found = []
    for field in EntrySnapshot._meta.concrete_fields:
        answer = getattr(snapshot, field.attname)
        if field.name in QUESTIONS and answer != (field.default if field.choices else None):
            words = getattr(snapshot, f"get_{field.name}_display")() if field.choices else answer
            found.append((str(field.verbose_name), str(words)))
    if snapshot.secondary is not None:
        others = ", ".join(str(Drug(code).label) for code in snapshot.secondary)
        found.append((str(_("other drugs")), others or str(_("none"))))
    return found


def of_person(actor: Any, person: Person) -> dict[str, Any]:
    """The episodes of a person."""
    return {"person": person, "episodes": episodes_of(actor, person)}


def none_of(person: Person) -> dict[str, Any]:
    """A person without an episode."""
    return {"person": person, "episodes": []}


def rows() -> QuerySet[Episode]:
    """What the panel tells of."""
    return Episode.objects.filter(Q(person=OuterRef("pk")) | Q(person__merged_into=OuterRef("pk")))


def held_here(person_id: UUID) -> dict[str, int]:
    """How many rows about this person stand in this room."""
    return {
        "episodes": Episode.objects.filter(person_id=person_id).count(),
        "entry_answers": EntrySnapshot.objects.filter(person_id=person_id).count(),
    }


def forget(person_id: UUID) -> dict[str, int]:
    """Cut the person from episodes and answers: what stays are codes, of nobody. Source: PRIVACY 5, DOMAIN 9.19."""
    found = held_here(person_id)
    for model in (Episode, EntrySnapshot):
        model.objects.filter(person_id=person_id).update(person=None)
        model.history.filter(person_id=person_id).update(person=None)
    return found


def _line(one: Episode) -> Line:
    words = str(_("ended")) if one.ended_on else str(_("begun"))
    return Line(one.opened_at, one.compartment, _("Treatment"), words, reverse("episode", args=[one.pk]), str(one.pk))


timeline.add(
    Source("treatment", _("Treatment"), tuple(EpisodeCompartment.values), lines(Episode, "opened_at", _line), None, "care.view_episodes", "activity")
)
casefile.register(
    casefile.Panel("treatment", _("Treatment"), 35, "", "care.view_episodes", "episodes/_person.html", of_person, rows=rows, bare=none_of)
)
navigation.add(
    Item(
        _("Treatment"), "episodes", "activity", "care.view_episodes", 52,
        ("episode", "episode_new", "episode_correct"),
    )
)
navigation.add(
    Item(
        _("Programmes of care"), "treatment_programmes", "settings", "care.edit_programmes", 92,
        ("treatment_programme_new", "treatment_programme_edit"),
    )
)
rights.register(
    _("Treatment"), collect=held_here, erase=forget, keeps=_("Codes of the entry stay for the yearly tables, of nobody.")
)
