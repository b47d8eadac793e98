"""Who prescribes, copies, decides and signs; and the words when not."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.rules import rule
from care.register.models import milligrams
from centre.access.enums import Compartment
from centre.access.scope import holds
from centre.shifts import clock

from .enums import PROGRAMME, AfterMissing, Decided
from .missed import Step


def day_words(day: date) -> str:
    """A day as it is written in the language of the page."""
    return str(date_format(day, "SHORT_DATE_FORMAT"))


def _outside(actor: Any, person: Any) -> str | None:
    if person is None or not holds(actor, person, Compartment.NURSING):
        return _("Your team does not follow this person here.")
    return None


@rule("care.view_doses")
def view_doses(actor: Any) -> str | None:
    """Nurses and doctors, of the people their teams follow."""
    return None


def _may_be_written(actor: Any, plan: Any, limits: Any, authorised: bool, running: Any) -> str | None:
    if Compartment.NURSING not in actor.compartments():
        return _("Your team does not write in this part of the file.")
    if plan.account.destruction or not plan.account.active:
        return _("Nothing is given from this account.")
    if plan.substance == PROGRAMME and not authorised:
        return closed_words()
    if not plan.weekdays:
        return _("Tick at least one day of the week.")
    if set(plan.supervised_days) & set(plan.home_days):
        return _("A day is taken here or at home, not both.")
    if plan.home_days and not plan.home_most:
        return _("Say how many bottles go home at once.")
    if limits and limits.daily_ug and plan.dose_ug > limits.daily_ug:
        return _("Above the signed limit of %(mg)s mg a day.") % {"mg": milligrams(limits.daily_ug)}
    if limits and limits.single_ug and max(plan.planned(slot) for slot in plan.slots) > limits.single_ug:
        return _("Above the signed limit of %(mg)s mg at once.") % {"mg": milligrams(limits.single_ug)}
    if running is not None:
        words = {"mg": milligrams(running.dose_ug), "first": day_words(running.starts_on), "last": day_words(running.last_on)}
        return _("%(mg)s mg a day are prescribed from %(first)s to %(last)s already: change that prescription.") % words
    return None


@rule("care.prescribe")
def prescribe(actor: Any, *, plan: Any, limits: Any = None, authorised: bool = True, running: Any = None) -> str | None:
    """A doctor, in the own name, what the programme and the signed limits allow, once at a time."""
    return _may_be_written(actor, plan, limits, authorised, running)


@rule("care.copy_prescription")
def copy_prescription(actor: Any, *, plan: Any, limits: Any = None, authorised: bool = True, running: Any = None) -> str | None:
    """A nurse or a doctor, what somebody outside prescribed, with that person's name and number."""
    if not plan.prescriber_name or not plan.inami:
        return _("Write who prescribed it, and the INAMI number.")
    return _may_be_written(actor, plan, limits, authorised, running)


@rule("care.copy_prescription")
def end_prescription(actor: Any, *, prescription: Any, on: date) -> str | None:
    """While it stands, on a day from the day before it begins."""
    if prescription.ended_at is not None:
        return _("This prescription was ended already: its last day is %(day)s.") % {"day": day_words(prescription.last_on)}
    if on > prescription.last_on:
        return _("It ends on %(day)s anyway.") % {"day": day_words(prescription.last_on)}
    return _outside(actor, prescription.person_id)


@rule("care.give_dose")
def call_doctor(actor: Any, *, person: Any) -> str | None:
    """A nurse who follows the person lets the doctors in to prescribe."""
    return _outside(actor, person)


def _sensible(actor: Any, prescription: Any, kind: str, day: date, amount_ug: int, reason: str) -> str | None:
    if not reason.strip():
        return _("Say why.")
    if kind != Decided.NOT_AGAIN and amount_ug <= 0:
        return _("Say which dose may be given.")
    if not prescription.starts_on <= day <= prescription.last_on:
        return _("The prescription is not in force on %(day)s.") % {"day": day_words(day)}
    if day < clock.service_day():
        return _("This day is over.")
    return _outside(actor, prescription.person_id)


@rule("care.decide_dose")
def decide_dose(
    actor: Any, *, prescription: Any, kind: str, day: date, amount_ug: int, reason: str, fresh: bool = True
) -> str | None:
    """A doctor, with a reason; above a limit with a second factor typed just before."""
    if kind == Decided.ABOVE and not fresh:
        return _("Type the code of your authenticator: a dose above the limit is signed.")
    return _sensible(actor, prescription, kind, day, amount_ug, reason)


@rule("care.give_dose")
def note_decision(actor: Any, *, prescription: Any, kind: str, day: date, amount_ug: int, reason: str, who: str) -> str | None:
    """A nurse writes down what the prescriber said on the telephone; never a dose above the limit."""
    if kind == Decided.ABOVE:
        return _("Only a doctor who signs here may allow a dose above the limit.")
    if not who.strip():
        return _("Write which prescriber said so.")
    return _sensible(actor, prescription, kind, day, amount_ug, reason)


def _signed(fresh: bool, source: str) -> str | None:
    if not fresh:
        return _("Type the code of your authenticator: this is signed.")
    return None if source.strip() else _("Say after which guideline or decision.")


@rule("care.sign_dose_rules")
def sign_rules(actor: Any, *, steps: Sequence[Step], fresh: bool, source: str) -> str | None:
    """A doctor with a second factor; rows that follow one another and say all they need."""
    if not steps:
        return _("Write at least one row.")
    before = 0
    for number, step in enumerate(steps, start=1):
        if step.first <= before or (step.last is not None and step.last < step.first):
            return _("Row %(n)s does not follow the row before.") % {"n": number}
        if step.last is None and number < len(steps):
            return _("Only the last row is without an end.")
        if step.after == AfterMissing.PERCENT and step.percent is None:
            return _("Row %(n)s: say which part of the dose.") % {"n": number}
        before = step.last or step.first
    return _signed(fresh, source)


@rule("care.sign_dose_rules")
def sign_limits(actor: Any, *, fresh: bool, source: str) -> str | None:
    """A doctor with a second factor."""
    return _signed(fresh, source)


@rule("care.sign_dose_rules")
def authorise(actor: Any, *, fresh: bool, first: date | None = None, last: date | None = None) -> str | None:
    """A doctor with a second factor, for a time that has an end."""
    if first is not None and last is not None and last < first:
        return _("The end lies before the beginning.")
    return _signed(fresh, "-")


def closed_words() -> str:
    """Why nothing of the programme's substance is prescribed or given."""
    return _("The diacetylmorphine programme is not open: no authorisation is in force.")


def verdict_words(verdict: Any) -> str:
    """What the rules for missed days say, for whoever stands before the person."""
    if not verdict.missed:
        return ""
    days = ngettext("%(n)s day missed", "%(n)s days missed", verdict.missed) % {"n": verdict.missed}
    if not verdict.signed:
        return _("%(days)s, and no rule is signed: the dose waits until the prescriber decides.") % {"days": days}
    said = {
        AfterMissing.SAME: _("%(days)s: the same dose."),
        AfterMissing.SOBER: _("%(days)s: the same dose, only if awake and not intoxicated."),
        AfterMissing.PERCENT: _("%(days)s: part of the dose, after talking to the prescriber."),
        AfterMissing.SEE: _("%(days)s: the prescriber sees the person first."),
        AfterMissing.INDUCTION: _("%(days)s: the treatment begins anew, with a new prescription."),
    }[AfterMissing(verdict.after)] % {"days": days}
    if not verdict.held or not verdict.dose_ug:
        return said
    proposed = _("The rule proposes at most %(mg)s mg.") % {"mg": milligrams(verdict.dose_ug)}
    return f"{said} {proposed}"


def rows_words(rules: Any) -> list[str]:
    """The rows of a signed table, one sentence each."""
    found = []
    for row in rules.rows:
        days = _missed_words(row["first"], row["last"])
        more = [f"{row['percent']} %" if row["percent"] else "", _("at most %(mg)s mg") % {"mg": milligrams(row["most_ug"])} if row["most_ug"] else ""]
        said = ", ".join([str(AfterMissing(row["after"]).label), *(one for one in more if one)])
        found.append(_("%(days)s: %(said)s") % {"days": days, "said": said})
    return found


def _missed_words(first: int, last: int | None) -> str:
    """How many missed days a row is about."""
    if last is None:
        return ngettext("%(n)s missed day or more", "%(n)s missed days or more", first) % {"n": first}
    if first == last:
        return ngettext("%(n)s missed day", "%(n)s missed days", first) % {"n": first}
    return _("%(first)s to %(last)s missed days") % {"first": first, "last": last}


def limits_words(limits: Any) -> list[str]:
    """What a sheet of limits says, one sentence each."""
    said = [
        limits.single_ug and _("at most %(mg)s mg at once") % {"mg": milligrams(limits.single_ug)},
        limits.daily_ug and _("at most %(mg)s mg a day") % {"mg": milligrams(limits.daily_ug)},
        limits.interval_minutes and _("%(n)s minutes between two doses") % {"n": limits.interval_minutes},
        limits.observe_minutes and _("%(n)s minutes to stay") % {"n": limits.observe_minutes},
        limits.two_steps and _("prepared by one, checked by another"),
    ]
    return [str(one) for one in said if one]
