"""What waits for the prescriber, on the home board; the prescriptions that nurses ask for; and what the medication list shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext

from care.medication.enums import Effect
from care.medication.registry import HouseLine, here
from care.register.enums import Substance
from care.register.selectors import names_of
from centre.shell.registry import Tile, home
from centre.shifts import clock

from .models import Prescription
from .registry import Question, questions
from .selectors import prescribed_now, tasks_of_doctors

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


def on_the_list(actor: Any, person: Any) -> Sequence[HouseLine]:
    """What is prescribed to a person today, as the medication list shows it; for those who may read prescriptions."""
    found = prescribed_now(actor, person) if actor.may("care.view_doses") else []
    names = names_of({one.prescriber for one in found if one.prescriber is not None})
    return [_house_line(one, names.get(one.prescriber or 0, "") or one.prescriber_name) for one in found]


def _house_line(one: Prescription, prescriber: str) -> HouseLine:
    opioid = one.account.substance in set(Substance.values) - {Substance.OTHER}
    return HouseLine(
        key=one.substance, what=one.account.drug, dose=gettext("%(mg)s mg a day") % {"mg": one.mg["dose"]}, route=str(one.get_route_display()),
        days_here=one.days_here if one.supervised_days else "", days_home=one.days_home if one.home_days else "",
        since=one.starts_on, until=one.last_on, prescriber=prescriber, url=reverse("prescription", args=[one.pk]),
        effect=str(Effect.OPIOID.label) if opioid else "",
    )


here.add("prescriptions", 10, on_the_list)
questions.add("tasks", 10, asked_of_doctors)
home.add(Tile("prescriber", 4, "care.decide_dose", "prescribing/_home.html", home_tile))
