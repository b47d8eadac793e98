"""Who gives bottles to take home and takes them back; and the words when not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.rules import rule
from care.dispensing.situation import Offer, Situation, objections
from care.prescribing.enums import PROGRAMME, Decided
from care.prescribing.policies import day_words, verdict_words
from centre.access.enums import Compartment
from centre.access.scope import holds
from centre.shifts import clock


@rule("care.give_dose")
def give_bottles(actor: Any, *, situation: Situation, days: Sequence[date], out: Sequence[date]) -> str | None:
    """For days that the prescription gives at home, as many at once as it says, and not after missed days that hold."""
    plan = situation.prescription
    if plan.substance == PROGRAMME:
        return _("Diacetylmorphine is taken here and never goes home.")
    if situation.verdict.held and situation.decided(Decided.RELEASE) is None and not situation.today:
        return verdict_words(situation.verdict)
    if not days:
        return _("The prescription has no such day at home.")
    if situation.day in days and situation.today:
        return _("A dose was already given today: give bottles from tomorrow on.")
    late = [day for day in days if not plan.starts_on <= day <= plan.last_on]
    if late:
        return _("The prescription is not in force on %(day)s.") % {"day": day_words(late[0])}
    there = sorted(set(days) & set(out))
    if there:
        return _("The bottle for %(day)s was already given.") % {"day": day_words(there[0])}
    still = sum(day >= situation.day for day in out)
    if len(days) + still > plan.home_most:
        return ngettext(
            "The prescription allows %(n)s bottle at once; out already: %(out)s.",
            "The prescription allows %(n)s bottles at once; out already: %(out)s.", plan.home_most,
        ) % {"n": plan.home_most, "out": still}  # fmt: skip
    above = [words for code, words in objections(situation, Offer(plan.dose_ug, clock.now())) if code == "above"]
    return above[0] if above else None


@rule("care.give_dose")
def take_back_bottle(actor: Any, *, bottle: Any) -> str | None:
    """Once, by whoever follows the person."""
    if bottle.back_at is not None:
        return _("This bottle came back already.")
    if bottle.person_id is None or not holds(actor, bottle.person_id, Compartment.NURSING):
        return _("Your team does not follow this person here.")
    return None
