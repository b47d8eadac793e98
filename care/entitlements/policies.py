"""Who keeps entitlement files, and which words say what is wrong with a day. No door, bed or care is asked about here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.rules import rule
from care.notes.policies import outside
from care.paths.policies import first_of
from centre.access.enums import Compartment
from centre.shifts import clock

from .enums import EntitlementState as S
from .enums import InsurerWay, Kind, LetterKind, Profession
from .states import moves_of

#: How long whoever made a step may take it back without saying why.
AT_ONCE = timedelta(minutes=5)


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def _closed(entitlement: Any) -> str | None:
    return None if entitlement.is_open else _("This file is stopped.")


@rule("care.view_entitlements")
def view_entitlements(actor: Any) -> str | None:
    """Whoever follows the person in the social part of the file; the wall says whom."""
    return None


@rule("care.keep_entitlement")
def open_entitlement(actor: Any, *, kind: str, benefit: str = "", due_on: date | None = None) -> str | None:
    """By a team of the social part; an income says which."""
    if Compartment.SOCIAL not in actor.compartments():
        return _("Your team does not work in this part of the file.")
    return first_of(need_faults(kind, benefit, due_on))


def need_faults(kind: str, benefit: str, due_on: date | None) -> dict[str, str]:
    """What is wrong with a need as it is noted: the field, and words that name it."""
    found = {}
    if (kind == Kind.INCOME) != bool(benefit):
        found["benefit"] = _("Which income: choose one.") if kind == Kind.INCOME else _("Only an income says which income.")
    if words := past(due_on):
        found["due_on"] = words
    return found


def past(due_on: date | None) -> str | None:
    """Words for a day to come that has passed already."""
    if due_on is not None and due_on < clock.service_day():
        return _("By when: this day has passed already. Choose a day from today on.")
    return None


@rule("care.keep_entitlement")
def move_entitlement(actor: Any, *, entitlement: Any, state: str, facts: Mapping[str, Any], due_on: date | None = None) -> str | None:
    """Along the table of states.py, with days that can be."""
    if state not in moves_of(entitlement.kind, entitlement.state):
        labels = dict(S.choices)
        return _("A file that stands at “%(now)s” cannot go to “%(next)s”.") % {
            "now": labels[entitlement.state], "next": labels.get(S(state), state) if state in S.values else state,
        }
    wrong = faults(entitlement, state, facts)
    return outside(actor, entitlement.person_id, Compartment.SOCIAL) or first_of(wrong) or past(due_on)


def faults(entitlement: Any, state: str, facts: Mapping[str, Any]) -> dict[str, str]:
    """What is wrong with the days of a step: the field, and words that name it."""
    found = _future(facts) | _missing(entitlement, state, facts)
    asked, decided = facts.get("requested_on") or entitlement.requested_on, facts.get("decided_on")
    if decided and asked and decided < asked:
        found["decided_on"] = _("Decided on: this lies before the request of %(day)s.") % {"day": _day(asked)}
    start, end = facts.get("window_from"), facts.get("window_to")
    if end and not start:
        found["window_from"] = _("Covered from: say the first day too.")
    elif start and end and end < start:
        found["window_to"] = _("Covered until: the end lies before the beginning on %(day)s.") % {"day": _day(start)}
    if decided and (seen := facts.get("encoded_on")) and seen < decided:
        found["encoded_on"] = _("Seen in MediPrima on: this lies before the decision of %(day)s.") % {"day": _day(decided)}
    if (last := facts.get("appeal_until")) and last < clock.service_day():
        found["appeal_until"] = _("Appeal until: this day has passed. Leave it empty and say in the note that the time is over.")
    if (appealed := facts.get("appealed_on")) and entitlement.decided_on and appealed < entitlement.decided_on:
        found["appealed_on"] = _("Appealed on: this lies before the decision of %(day)s.") % {"day": _day(entitlement.decided_on)}
    if (ended := facts.get("ended_on")) and ended < entitlement.opened_on:
        found["ended_on"] = _("Stopped on: this lies before the file was opened on %(day)s.") % {"day": _day(entitlement.opened_on)}
    return found


def _future(facts: Mapping[str, Any]) -> dict[str, str]:
    """Days of things done that have not come yet."""
    words = {
        "requested_on": _("Asked on: this day has not come yet."), "decided_on": _("Decided on: this day has not come yet."),
        "encoded_on": _("Seen in MediPrima on: this day has not come yet."), "appealed_on": _("Appealed on: this day has not come yet."),
        "ended_on": _("Stopped on: this day has not come yet."),
    }
    today = clock.service_day()
    return {name: said for name, said in words.items() if facts.get(name) and facts[name] > today}


def _missing(entitlement: Any, state: str, facts: Mapping[str, Any]) -> dict[str, str]:
    """What a step cannot do without."""
    found = {}
    if state == S.REQUESTED and not facts.get("requested_on"):
        found["requested_on"] = _("Asked on: say on which day.")
    if state == S.REQUESTED and not facts.get("request_proof"):
        found["request_proof"] = _("Proof of the request: say what there is, even if it is nothing yet.")
    if state in (S.GRANTED, S.REFUSED, S.ELSEWHERE) and not facts.get("decided_on"):
        found["decided_on"] = _("Decided on: say on which day.")
    if state == S.GRANTED and entitlement.kind == Kind.AMU and not facts.get("window_to"):
        found["window_to"] = _("Covered until: the card has a last day.")
    if state == S.APPEALED and not facts.get("appealed_on"):
        found["appealed_on"] = _("Appealed on: say on which day.")
    if state == S.STOPPED:
        found |= {} if facts.get("ended_on") else {"ended_on": _("Stopped on: say on which day.")}
        found |= {} if facts.get("end_reason") else {"end_reason": _("Why it stopped: choose one.")}
    return found


@rule("care.keep_entitlement")
def step_back(actor: Any, *, entitlement: Any, step: Any, because: str, other: Any = None) -> str | None:
    """The last step alone, with its reason; whoever just made it needs none."""
    if step is None:
        return _("There is no step to take back.")
    mine = step.by == actor.pk and clock.now() - step.at <= AT_ONCE
    if not because.strip() and not mine:
        return _("Why: say what was wrong with the step.")
    if other is not None:
        return _("Another file for the same thing is open since %(day)s.") % {"day": _day(other.opened_on)}
    return outside(actor, entitlement.person_id, Compartment.SOCIAL)


@rule("care.keep_entitlement")
def keep_entitlement(actor: Any, *, entitlement: Any, due_on: date | None = None) -> str | None:
    """Whatever is noted on a file that is not stopped."""
    return _closed(entitlement) or outside(actor, entitlement.person_id, Compartment.SOCIAL) or past(due_on)


@rule("care.keep_entitlement")
def assign_worker(actor: Any, *, entitlement: Any, worker: int, colleagues: Any) -> str | None:
    """To somebody who works in the social part of this person's file."""
    if str(worker) not in {key for key, _name in colleagues}:
        return _("Referring worker: this colleague does not work in this part of the file.")
    return keep_entitlement.why_not(actor, entitlement=entitlement)


@rule("care.keep_entitlement")
def note_attestation(actor: Any, *, entitlement: Any, profession: str, provider: str, inami: str, attested_on: date, known: Any) -> str | None:
    """Of a doctor or dentist with their number; one is enough for a treatment plan. Source: DOMAIN 8.7."""
    if profession not in Profession.values:
        return _("Attested by: a doctor or a dentist, nobody else.")
    if not provider.strip():
        return _("Name of the provider: say who attested.")
    if not any(one.isdigit() for one in inami):
        return _("INAMI number: say the number of the provider.")
    wrong = attestation_faults(attested_on, known)
    return first_of(wrong) or keep_entitlement.why_not(actor, entitlement=entitlement)


def attestation_faults(attested_on: date | None, known: Any) -> dict[str, str]:
    """What is wrong with an attestation beside one known for the same plan: the field, and words that name it."""
    found = {}
    if attested_on is not None and attested_on > clock.service_day():
        found["attested_on"] = _("Attested on: this day has not come yet.")
    if known is not None:
        found["plan"] = _("Treatment plan: plan %(plan)s has its attestation of %(day)s already; one is enough.") % {
            "plan": known.plan, "day": _day(known.attested_on),
        }
    return found


@rule("care.keep_entitlement")
def choose_insurer(actor: Any, *, entitlement: Any, way: str, name: str) -> str | None:
    """The person chooses freely; the auxiliary fund needs no name. Source: DOMAIN 8.7."""
    if entitlement.kind != Kind.INSURANCE:
        return _("Only a file for health insurance has an insurer.")
    if way == InsurerWay.CHOSEN and not name.strip():
        return _("Name of the mutuelle: say which one the person chose.")
    return keep_entitlement.why_not(actor, entitlement=entitlement)


@rule("care.keep_entitlement")
def note_encoded(actor: Any, *, entitlement: Any, encoded_on: date) -> str | None:
    """A card that was granted, seen between the decision and today."""
    if entitlement.kind != Kind.AMU or entitlement.state not in (S.GRANTED, S.RENEWAL):
        return _("Only a card for urgent medical aid that was granted is in MediPrima.")
    wrong = faults(entitlement, "", {"encoded_on": encoded_on, "decided_on": entitlement.decided_on})
    return wrong.get("encoded_on") or keep_entitlement.why_not(actor, entitlement=entitlement)


@rule("care.keep_entitlement")
def keep_letter(actor: Any, *, entitlement: Any, letter: str, agreed: str) -> str | None:
    """A letter goes out with what the person agreed to; the power of attorney is theirs to sign."""
    if letter != LetterKind.MANDATE and not agreed:
        return _("The person agrees: no letter goes without their agreement. Read it to them first.")
    return keep_entitlement.why_not(actor, entitlement=entitlement)


@rule("care.keep_entitlement")
def send_letter(actor: Any, *, letter: Any, sent_on: date) -> str | None:
    """Once, between the day it was made and today."""
    if letter.sent_on is not None:
        return _("This letter was sent on %(day)s already.") % {"day": _day(letter.sent_on)}
    made = clock.service_day(letter.made_at)
    if not made <= sent_on <= clock.service_day():
        return _("Sent on: a day from %(day)s, when it was made, to today.") % {"day": _day(made)}
    return outside(actor, letter.person_id, Compartment.SOCIAL)


@rule("care.set_entitlement_rule")
def set_rule(actor: Any, *, days: int = 1, source: str = "-") -> str | None:
    """Days of the law and of the house, dated, with their source; whoever reads the law enters them."""
    if not 1 <= days <= 730:
        return _("Days: from 1 to 730.")
    return None if source.strip() else _("Source: say where it is written.")
