"""Who notes what comes after a dose, decides about it, and lets somebody leave; and the words when not."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from audit.rules import rule
from care.dispensing.enums import Outcome
from care.dispensing.policies import time_words
from centre.access.enums import Compartment
from centre.access.scope import holds
from centre.shifts import clock


def _about(actor: Any, dose: Any) -> str | None:
    if dose.outcome != Outcome.GIVEN or dose.struck_at is not None:
        return _("This dose was not given.")
    if dose.person_id is None or not holds(actor, dose.person_id, Compartment.NURSING):
        return _("Your team does not follow this person here.")
    return None


@rule("care.give_dose")
def note_event(actor: Any, *, dose: Any) -> str | None:
    """Of a dose that was given."""
    return _about(actor, dose)


@rule("care.give_dose")
def answer_event(actor: Any, *, event: Any) -> str | None:
    """Once: what the doctor decided, signed by a doctor or told on the telephone."""
    if event.decision_id is not None:
        return _("This was already decided.")
    return _about(actor, event.dose)


@rule("care.give_dose")
def watch(actor: Any, *, dose: Any) -> str | None:
    """While the person stays."""
    return _about(actor, dose)


@rule("care.give_dose")
def leave(actor: Any, *, dose: Any, words: str) -> str | None:
    """After the minutes; before them it is written all the same, with what was said."""
    if dose.left_at is not None:
        return _("Already written: left at %(time)s.") % {"time": time_words(dose.left_at)}
    if dose.stay_until is not None and clock.now() < dose.stay_until and not words.strip():
        return _("The observation lasts until %(time)s. If the person leaves before, write what was said.") % {"time": time_words(dose.stay_until)}
    return _about(actor, dose)
