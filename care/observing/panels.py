"""What waits for the prescriber after a dose came up; and what erasure finds of the time after a dose."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from audit.rights import registry as rights
from care.prescribing.registry import Question, questions

from .models import DoseEvent, Watch
from .selectors import undecided


def asked(actor: Any, day: date) -> Sequence[Question]:
    """Doses of the day that came up, about which nothing is decided."""
    return [
        Question(
            str(one.person), _("A dose came up: does another follow?"), reverse("dose_after", args=[one.dose_id]), one.get_what_display(), "undo-2", urgent=True, at=one.at
        )
        for one in undecided(actor, day)
    ]


def held_here(person_id: UUID) -> dict[str, int]:
    """How many rows about this person stand in this room."""
    return {
        "dose_events": DoseEvent.objects.filter(person_id=person_id).count(), "dose_watches": Watch.objects.filter(person_id=person_id).count(),
    }  # fmt: skip


def forget(person_id: UUID) -> dict[str, int]:
    """Cut the person from what came after doses."""
    found = held_here(person_id)
    for model in (DoseEvent, Watch):
        model.objects.filter(person_id=person_id).update(person=None)
        model.history.filter(person_id=person_id).update(person=None)
    return found


questions.add("came_up", 15, asked)
rights.register(
    _("After a dose"), collect=held_here, erase=forget, keeps=_("Minutes and measures stay beside the dose, of nobody.")
)
