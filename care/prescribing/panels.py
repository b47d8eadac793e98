"""What waits for the prescriber, on the home board; and the prescriptions that nurses ask for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse

from centre.shell.registry import Tile, home
from centre.shifts import clock

from .registry import Question, questions
from .selectors import tasks_of_doctors

#: So many are named on the home board; all of them on their own page.
NAMED = 6


def asked_of_doctors(actor: Any, day: date) -> Sequence[Question]:
    """What colleagues wrote down for the doctors about somebody they treat."""
    return [
        Question(one.name, one.text, reverse("prescriptions", args=[one.task.person]), icon="list-todo", urgent=one.task.urgent, at=one.task.added_at)
        for one in tasks_of_doctors(actor)
    ]


def home_tile(actor: Any) -> dict[str, Any]:
    """The first things that wait, and how many there are."""
    found = questions.asked(actor, clock.service_day())
    return {"asked": found[:NAMED], "number": len(found)}


questions.add("tasks", 10, asked_of_doctors)
home.add(Tile("prescriber", 4, "care.decide_dose", "prescribing/_home.html", home_tile))
