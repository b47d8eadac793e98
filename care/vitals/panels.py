"""Vital signs on a person's page and in their timeline, and what erasure finds here."""

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
from centre.access.scope import visible
from centre.shell.registry import Item, navigation
from centre.shifts.registry import Entry, Section, Span, handover
from intake.person import casefile
from intake.person.models import Person

from .enums import VitalsCompartment
from .models import VitalSigns
from .news import News
from .selectors import latest, score, urgent


def of_person(actor: Any, person: Person) -> dict[str, Any]:
    """The last taking of a person."""
    return {"person": person, "last": latest(actor, person)}


def none_of(person: Person) -> dict[str, Any]:
    """A person of whom nothing was taken."""
    return {"person": person, "last": None}


def rows() -> QuerySet[VitalSigns]:
    """What the panel tells of."""
    return VitalSigns.objects.filter(Q(person=OuterRef("pk")) | Q(person__merged_into=OuterRef("pk")), struck_at=None)


def lines(actor: Any, persons: Sequence[UUID], before: Before | None, limit: int) -> list[Line]:
    """Takings in the timeline of a person: that there was one and its score, never a value."""
    found = visible(actor, VitalSigns.objects.filter(person__in=persons, struck_at=None)).select_related("person")
    shown = newest(found.defer("remark", "struck_because"), before, limit, at="taken_at")
    return [
        Line(
            one.taken_at, one.compartment, gettext("Vital signs"), _in_words(score(one, one.person.birth_year if one.person else None)),
            reverse("vitals", args=[one.person_id]), str(one.pk),
        )
        for one in shown
    ]  # fmt: skip


def of_shift(actor: Any, shift: Any) -> dict[str, Any]:
    """How often vital signs were taken in a shift, as far as the actor may know."""
    taken = visible(actor, VitalSigns.objects.filter(taken_at__gte=shift.start, taken_at__lt=shift.end, struck_at=None))
    return {"taken": taken.count()}


def entries(actor: Any, span: Span) -> list[Entry]:
    """Whose last vital signs ask for a doctor, told to those of the part of the file alone."""
    found = []
    for one in urgent(actor, span.start, span.end):
        person: Any = one.signs.person_id
        code = "score" if one.news and one.news.total is not None else "least"
        facts = {"score": one.news.least if one.news else 0}
        found.append(Entry(person, one.signs.compartment, code, str(one.signs.pk), at=one.signs.taken_at, facts=facts))
    return found


def _in_words(news: News | None) -> str:
    if news is None or news.total is None:
        return gettext("Vital signs taken.")
    return gettext("Vital signs taken, NEWS2 %(score)s.") % {"score": news.total}


def held_here(person_id: UUID) -> dict[str, int]:
    """How many rows about this person stand in this room."""
    return {"vital_signs": VitalSigns.objects.filter(person_id=person_id).count()}


def forget(person_id: UUID) -> dict[str, int]:
    """Cut the person from what was taken: numbers stay, of nobody; what was written is ciphertext without a key."""
    found = held_here(person_id)
    VitalSigns.objects.filter(person_id=person_id).update(person=None)
    VitalSigns.history.filter(person_id=person_id).update(person=None)
    return found


casefile.register(
    casefile.Panel("vitals", _("Vital signs"), 36, "", "care.view_vitals", "vitals/_person.html", of_person, rows=rows, bare=none_of)
)
casefile.register_act(casefile.Act("vitals", _("Vital signs"), "vitals_add", "heart-pulse", "care.record_vitals", 45))
navigation.add(Item(_("Vital signs"), "vitals_lately", "heart-pulse", "care.view_vitals", 53, ("vitals", "vitals_add")))
handover.add(
    Section(
        "vitals", _("Vital signs"), 54, "care.view_vitals", "vitals/_handover.html", of_shift, entries=entries,
        words={
            "score": _("NEWS2 %(score)s, measured at %(at)s: asks for a doctor"),
            "least": _("NEWS2 at least %(score)s, measured at %(at)s: asks for a doctor"),
        },
    )
)
timeline.add(
    Source("vitals", _("Vital signs"), tuple(VitalsCompartment.values), rows=lines, permission="care.view_vitals", icon="heart-pulse")
)
rights.register(
    _("Vital signs"), collect=held_here, erase=forget, keeps=_("Numbers stay for doses and incidents they belong to, of nobody.")
)
