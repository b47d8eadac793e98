"""Who gives, holds, prepares, checks and strikes out a dose; and the words when not, for four in the morning."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.rules import rule
from care.prescribing.policies import day_words
from centre.access.enums import Compartment
from centre.access.scope import holds
from centre.shifts import clock

from .enums import Element, Outcome, Outside
from .situation import Offer, Situation, objections, undecided

#: How long the worker who wrote a dose may strike it out alone; later a doctor does.
OWN_MISTAKE = timedelta(hours=24)
#: Further back nothing is told any more.
TOLD = timedelta(days=31)
#: What does not stop one from making a dose ready.
LATER = (Outside.STEPS, Outside.INTERVAL, Outside.WATCH)


def _outside(actor: Any, person: Any) -> str | None:
    """A situation was read through the wall already; what comes by itself is asked here."""
    if person is None:
        return _("This file was erased: nothing can be given on it.")
    if not holds(actor, person, Compartment.NURSING):
        return _("Your team does not follow this person here.")
    return None


def time_words(moment: datetime) -> str:
    """An hour as it is written."""
    return str(date_format(clock.local(moment), "H:i"))


def unsure(identity: Collection[str], recognised_by: int | None, actor: Any) -> str | None:
    """What is missing to know who stands there: two signs, and for one of them a second worker."""
    if len(set(identity) & set(Element.values)) < 2:
        return _("Two signs are needed: the card, the name and year of birth, or two workers who know the person.")
    if Element.STAFF in identity and (recognised_by is None or recognised_by == actor.pk):
        return _("Say which other worker recognised the person.")
    return None


@rule("care.view_doses")
def view_list(actor: Any) -> str | None:
    """Nurses and doctors, of the people their teams follow."""
    return None


@rule("care.give_dose")
def give_dose(
    actor: Any, *, situation: Situation, offer: Offer, sedatives: Sequence[str] = (), recognised_by: int | None = None
) -> str | None:
    """Whoever follows the person, when every rule is kept and it is sure who it is."""
    if offer.ug <= 0:
        return _("Say how much is given.")
    found = objections(situation, offer)
    if found:
        return found[0][1]
    return unsure(offer.identity, recognised_by, actor) or undecided(offer, list(sedatives), situation.proposed_ug)


@rule("care.give_dose")
def tell_dose(actor: Any, *, situation: Situation, amount_ug: int, taken_at: datetime, reason: str) -> str | None:
    """What was given is written down, whatever the rules say, with the reason: it has happened."""
    if not reason.strip():
        return _("Say what happened, so that a colleague understands it later.")
    if amount_ug <= 0:
        return _("Say how much was given.")
    if taken_at > clock.now():
        return _("This time has not come yet. Look at the clock of this machine.")
    if taken_at < clock.now() - TOLD:
        return _("This is more than a month ago.")
    return None


@rule("care.give_dose")
def hold_dose(actor: Any, *, situation: Situation, reason: str) -> str | None:
    """A dose that was not given yet, with the reason."""
    same = situation.same_dose
    if same is not None:
        words = {"time": time_words(same.at), "who": same.by or _("a colleague")}
        return _("This dose was already given, at %(time)s by %(who)s.") % words
    if not reason.strip():
        return _("Say why.")
    if not situation.prescription.starts_on <= situation.day <= situation.prescription.last_on:
        return _("The prescription is not in force on %(day)s.") % {"day": day_words(situation.day)}
    return None


@rule("care.give_dose")
def strike_dose(actor: Any, *, dose: Any, reason: str) -> str | None:
    """By who wrote it within a day, later by a doctor; both lines of the register stay."""
    if dose.struck_at is not None:
        return _("This dose was struck out already.")
    if dose.outcome == Outcome.MISSED:
        return _("A missed dose is not struck out: write down what was given.")
    if not reason.strip():
        return _("Say why.")
    mine = dose.by == actor.pk and clock.now() - dose.written_at <= OWN_MISTAKE
    if not mine and not actor.may("care.decide_dose"):
        return _("Only who wrote it, within a day, or a doctor strikes out a dose.")
    return _outside(actor, dose.person_id)


@rule("care.give_dose")
def enter_dose(actor: Any, *, dose: Any) -> str | None:
    """A dose that was given and stands in no line of the register yet."""
    if dose.outcome != Outcome.GIVEN or dose.struck_at is not None or dose.entry_id is not None:
        return _("There is nothing to write in the register for this dose.")
    return _outside(actor, dose.person_id)


@rule("care.give_dose")
def prepare_dose(actor: Any, *, situation: Situation, offer: Offer) -> str | None:
    """A dose that the rules allow today, once at a time."""
    if situation.preparation is not None:
        return _("This dose is prepared already, at %(time)s.") % {"time": time_words(situation.preparation.prepared_at)}
    if offer.ug <= 0:
        return _("Say how much is given.")
    return next((words for code, words in objections(situation, offer) if code not in LATER), None)


@rule("care.give_dose")
def check_preparation(actor: Any, *, preparation: Any, fresh: bool) -> str | None:
    """By another worker than who prepared it, with an own second factor, once."""
    if preparation.prepared_by == actor.pk:
        return _("You prepared this dose: another worker checks it.")
    if preparation.dropped_at is not None:
        return _("This preparation was put aside.")
    if preparation.checked_at is not None:
        return _("This dose was checked already, at %(time)s.") % {"time": time_words(preparation.checked_at)}
    if not fresh:
        return _("Type the code of your authenticator: two persons stand here, each with their own.")
    return _outside(actor, preparation.person_id)


@rule("care.give_dose")
def drop_preparation(actor: Any, *, preparation: Any, used: bool) -> str | None:
    """As long as it was not given."""
    if used or preparation.dropped_at is not None:
        return _("This preparation was already used or put aside.")
    return _outside(actor, preparation.person_id)
