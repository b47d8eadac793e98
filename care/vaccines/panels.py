"""Vaccinations on a person's page and in their timeline, and what erasure finds here."""

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
from centre.shell.registry import Item, navigation
from centre.shifts import clock
from intake.person import casefile
from intake.person.models import Person

from .models import Vaccination
from .selectors import card_of, due_of


def of_person(actor: Any, person: Person) -> dict[str, Any]:
    """What a person was given and what is due."""
    card = [one for one in card_of(actor, person) if one.row.struck_at is None]
    return {"person": person, "card": card, "due": due_of(actor, person), "today": clock.service_day()}


def none_of(person: Person) -> dict[str, Any]:
    """A person about whose vaccinations nothing is known."""
    return {"person": person, "card": [], "due": [], "today": clock.service_day()}


def rows() -> QuerySet[Vaccination]:
    """What the panel tells of."""
    return Vaccination.objects.filter(Q(person=OuterRef("pk")) | Q(person__merged_into=OuterRef("pk")), struck_at=None)


def lines(actor: Any, persons: Sequence[UUID], before: Before | None, limit: int) -> list[Line]:
    """Vaccinations written, in the timeline of a person."""
    found = visible(actor, Vaccination.objects.filter(person__in=persons, struck_at=None)).defer("remark", "struck_because")
    return [
        Line(
            one.recorded_at, Compartment.NURSING.value, gettext("Vaccination"),
            gettext("%(disease)s: %(what)s.") % {"disease": one.get_disease_display(), "what": one.get_fate_display()},
            reverse("vaccinations", args=[one.person_id]), str(one.pk),
        )
        for one in newest(found, before, limit, at="recorded_at")
    ]  # fmt: skip


def held_here(person_id: UUID) -> dict[str, int]:
    """How many rows about this person stand in this room."""
    return {"vaccinations": Vaccination.objects.filter(person_id=person_id).count()}


def forget(person_id: UUID) -> dict[str, int]:
    """Cut the person from vaccinations: a lot and a day stay, of nobody."""
    found = held_here(person_id)
    Vaccination.objects.filter(person_id=person_id).update(person=None)
    Vaccination.history.filter(person_id=person_id).update(person=None)
    return found


casefile.register(
    casefile.Panel(
        "vaccinations", _("Vaccinations"), 38, Compartment.NURSING.value, "care.view_vaccinations", "vaccines/_person.html",
        of_person, rows=rows, bare=none_of,
    )
)
navigation.add(
    Item(
        _("Vaccinations"), "vaccinations_due", "syringe", "care.view_vaccinations", 54,
        ("vaccinations", "vaccination_add", "vaccination_strike", "vaccines", "vaccine_new", "vaccine_edit", "vaccine_schedule"),
    )
)
timeline.add(
    Source("vaccinations", _("Vaccinations"), (Compartment.NURSING.value,), rows=lines, permission="care.view_vaccinations", icon="syringe")
)
rights.register(_("Vaccinations"), collect=held_here, erase=forget, keeps=_("Lots and days stay for recalls, of nobody."))
