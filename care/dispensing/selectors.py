"""Reading doses, scoped to the actor: one dose before it is given, the doses of a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Max, QuerySet, Sum
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from audit.ledger.actions import viewed
from audit.rules import Refused
from care.medication.selectors import sedatives
from care.paths.shown import text_of
from care.prescribing.enums import PROGRAMME, Decided, Slot
from care.prescribing.missed import FAR, days_missed
from care.prescribing.models import Prescription
from care.prescribing.policies import verdict_words
from care.prescribing.selectors import decided_of, for_the_day, is_open, kept_file, limits_of, rules_on, stretches_of
from care.register.models import milligrams
from care.register.selectors import names_of
from care.scales.enums import Code
from care.scales.selectors import latest
from centre.access.enums import Compartment
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User
from intake.person.cards import MistypedCard
from intake.person.models import Person, whole_person
from intake.person.selectors import UnknownCard, subject_of_card, words_for

from .enums import BroughtBack, Element, Outcome, Outside, Verb
from .models import Bottle, Dose, Preparation
from .situation import Offer, Situation, Taken, judged, objections

LATELY = 2


def doses_for(actor: User) -> QuerySet[Dose]:
    """Every dose the actor may know of."""
    return visible(actor, Dose.objects.all())


def given_to(actor: User, person: Person, substance: str) -> QuerySet[Dose]:
    """What was given of a substance to a person, under any of their files, and not struck out."""
    return doses_for(actor).filter(whole_person(person), substance=substance, outcome=Outcome.GIVEN, struck_at=None)


def dose_for(actor: User, pk: UUID) -> Dose:
    """One dose, its reading recorded; 404 outside what the actor may know."""
    asked = doses_for(actor).filter(person__isnull=False)
    found: Dose = get_object_or_404(asked.select_related("person", "prescription__account", "decision", "entry", "preparation"), pk=pk)
    viewed(Verb.READ, subject=found.person_id, obj=found, purpose=Compartment.NURSING)
    return found


def dose_of_form(actor: User, client_uuid: UUID) -> Dose | None:
    """The dose that a form has already written, or None."""
    return doses_for(actor).filter(client_uuid=client_uuid).first()


def preparation_of_form(actor: User, client_uuid: UUID) -> Preparation | None:
    """The preparation that a form has already written, or None."""
    return visible(actor, Preparation.objects.filter(client_uuid=client_uuid)).first()


def preparation_for(actor: User, pk: int) -> Preparation:
    """One preparation; 404 outside what the actor may know."""
    asked = Preparation.objects.filter(person__isnull=False).select_related("person", "prescription__account")
    return get_object_or_404(visible(actor, asked), pk=pk)


def ready(actor: User, person: Person, substance: str, day: date, slot: str) -> Preparation | None:
    """The dose made ready for this time and not yet used or dropped, or None."""
    asked = Preparation.objects.filter(whole_person(person), substance=substance, day=day, slot=slot, dropped_at=None, dose=None)
    return visible(actor, asked).order_by("-prepared_at").first()


def situation_of(actor: User, prescription: Prescription, slot: str, day: date) -> Situation:
    """What is known of one dose of a prescription read by `for_the_day`: few questions unless days were missed."""
    person, substance = kept_file(prescription.about), prescription.substance
    rows = list(
        given_to(actor, person, substance)
        .filter(day__gte=day - timedelta(days=FAR), day__lte=day + timedelta(days=1))
        .order_by("-taken_at", "pk")
        .values_list("slot", "day", "amount_ug", "taken_at", "by", "stay_until", "left_at", "client_uuid", "pk", "decision")
    )
    missed = _missed(actor, person, substance, day, max((row[1] for row in rows if row[1] < day), default=None), prescription)
    limits = limits_of(prescription)
    verdict = judged(prescription, slot, missed, rules_on(day, substance).get(substance, []) if missed else [])
    shown = [row for row in rows if row[1] >= day - timedelta(days=LATELY)] or rows[:1]  # after missed days, the last one given
    names = names_of(row[4] for row in shown if row[1] == day)
    return Situation(
        prescription=prescription, slot=slot, day=day, verdict=verdict, limits=limits,
        given=tuple(Taken(row[0], row[1], row[2], row[3], names.get(row[4] or 0, ""), *row[5:9]) for row in shown),
        decisions=decided_of(prescription), used=frozenset(row[9] for row in rows if row[0] == Slot.EXTRA),
        open=substance != PROGRAMME or is_open(substance, day),
        preparation=ready(actor, person, substance, day, slot) if limits and limits.two_steps else None,
        home_ug=home_for(actor, person, substance, day),
    )


def turn_for(actor: User, prescription: Prescription, slot: str, at: datetime | None = None) -> Situation:
    """What is known of a dose, once it is this worker's turn: doses of one person and substance follow one another.

    The turn lasts until the end of the transaction. Raises Refused off the case, and for a file that was erased.
    """
    if prescription.person is None:
        raise Refused(_("This file was erased: nothing can be given on it."), "care.give_dose")
    with connection.cursor() as cursor:
        key = f"dose {kept_file(prescription.person).pk} {prescription.substance}"
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
    day = clock.service_day(at)
    current = for_the_day(actor, day).filter(pk=prescription.pk, person__isnull=False).order_by("pk").first()
    if current is None:
        raise Refused(_("Your team does not follow this person here, or the file was erased."), "care.give_dose")
    return situation_of(actor, current, slot, day)


def _missed(actor: User, person: Person, substance: str, day: date, covered: date | None, plan: Prescription) -> int:
    """The days missed before a day; nothing more is read when yesterday was covered."""
    if covered == day - timedelta(days=1) or (plan.anew and plan.starts_on == day):
        return 0
    if covered is None:  # nothing lately: the last one, however long ago
        covered = given_to(actor, person, substance).filter(day__lt=day).aggregate(last=Max("day"))["last"]
    taken = bottles_out(actor, person, substance).filter(for_day__lt=day).aggregate(last=Max("for_day"))["last"]
    last = max((one for one in (covered, taken) if one is not None), default=None)
    return days_missed(stretches_of(actor, person, substance, day), last, day)


def home_for(actor: User, person: Person, substance: str, day: date) -> int:
    """What went home in bottles for a day and did not come back full."""
    return bottles_out(actor, person, substance).filter(for_day=day).aggregate(ug=Sum("amount_ug"))["ug"] or 0


def bottles_out(actor: User, person: Person, substance: str) -> QuerySet[Bottle]:
    """The bottles a person took home and did not bring back full."""
    return visible(actor, Bottle.objects.filter(whole_person(person), substance=substance)).exclude(back_as=BroughtBack.FULL)


@dataclass(frozen=True)
class Beside:
    """What stands beside a dose: what speaks against it, what else is taken, what was given, what may be proposed."""

    against: tuple[str, ...]
    verdict: str
    sedatives: tuple[Any, ...]
    withdrawal: Any
    proposed: Decimal
    planned: str
    given: tuple[tuple[Taken, str], ...]
    released: str
    above: str
    earlier: tuple[tuple[datetime, str, str, str], ...]
    remark: str


def beside(actor: User, person: Person, now: Situation) -> Beside:
    """What a nurse looks at before giving; the reading of each is recorded by its room."""
    offer = Offer(max(now.proposed_ug, 1), clock.now(), checked=now.preparation is not None and now.preparation.checked_at is not None)
    released, above = now.decided(Decided.RELEASE), now.decided(Decided.ABOVE)
    beginning = now.prescription.starts_on == now.day or now.prescription.anew
    shown = now.preparation.amount_ug if now.preparation else now.proposed_ug
    against = [words for code, words in objections(now, offer) if now.same_dose is None or code == Outside.TWICE]
    return Beside(
        tuple(against), verdict_words(now.verdict), tuple(sedatives(actor, person)),
        latest(actor, person, Code.COWS) if beginning and actor.may("care.view_scales") else None, Decimal(shown) / 1000,
        milligrams(now.planned_ug), tuple((one, milligrams(one.ug)) for one in now.given),
        milligrams(released.amount_ug) if released else "", milligrams(above.amount_ug) if above else "",
        _not_given(actor, person, now), text_of(now.prescription.words),
    )


def _not_given(actor: User, person: Person, now: Situation) -> tuple[tuple[datetime, str, str, str], ...]:
    """When this dose was held or refused already on the day, by whom and why."""
    held = doses_for(actor).filter(
        whole_person(person), day=now.day, slot=now.slot, substance=now.prescription.substance, outcome__in=(Outcome.HELD, Outcome.REFUSED), struck_at=None
    )
    found = list(held.order_by("taken_at", "pk"))
    names = names_of(one.by for one in found)
    return tuple((one.taken_at, str(one.get_outcome_display()), names.get(one.by or 0, ""), text_of(one.reason)) for one in found)


def counter(actor: User, pk: UUID, slot: str, day: date) -> Situation:
    """One dose of a prescription as it stands now, its reading recorded; 404 outside what the actor may know."""
    if slot not in Slot.values:
        raise Http404
    found: Prescription = get_object_or_404(for_the_day(actor, day).filter(person__isnull=False), pk=pk)
    viewed(Verb.READ, subject=found.person_id, obj=found, purpose=Compartment.NURSING)
    return situation_of(actor, found, slot, day)


def card_is_of(actor: User, now: Situation, text: str) -> tuple[bool, str]:
    """Whether a scanned card is that of the person, and what to say when it is another's or nobody's."""
    if not text.strip():
        return False, ""
    try:
        subject = subject_of_card(text)
    except (MistypedCard, UnknownCard) as slip:
        return False, words_for(slip)
    person = kept_file(now.prescription.about)
    if subject in (person.pk, now.prescription.person_id) or Person.objects.filter(pk=subject, merged_into=person).exists():
        return True, ""
    return False, _("This card is of somebody else. Look who stands there before you give anything.")


@dataclass(frozen=True)
class Told:
    """A dose as it is shown, with names and words."""

    dose: Dose
    mg: str
    planned: str
    by: str
    outside: tuple[str, ...]
    identity: tuple[str, ...] = ()
    reason: str = ""
    left_words: str = ""
    struck: str = ""
    second: str = ""
    struck_by: str = ""
    prepared: str = ""
    checked: str = ""
    breath: str = ""


def told(found: list[Dose]) -> list[Told]:
    """Doses with names, without opening what is sealed."""
    names = names_of(one.by for one in found)
    return [
        Told(one, milligrams(one.amount_ug), milligrams(one.planned_ug), names.get(one.by or 0, ""), outside_words(one)) for one in found
    ]


def outside_words(dose: Dose) -> tuple[str, ...]:
    """What a dose did not keep to."""
    return tuple(str(Outside(code).label) for code in dose.outside)


def opened(actor: User, dose: Dose) -> Told:
    """One dose with everything that is written of it; `dose_for` has recorded the reading."""
    ready = dose.preparation
    names = names_of([dose.by, dose.recognised_by, dose.struck_by, ready.prepared_by if ready else None, ready.checked_by if ready else None])
    return Told(
        dose, milligrams(dose.amount_ug), milligrams(dose.planned_ug), names.get(dose.by or 0, ""), outside_words(dose),
        tuple(str(Element(code).label) for code in dose.identity), text_of(dose.reason), text_of(dose.left_words), text_of(dose.struck_because),
        names.get(dose.recognised_by or 0, ""), names.get(dose.struck_by or 0, ""),
        names.get(ready.prepared_by, "") if ready else "", names.get(ready.checked_by or 0, "") if ready else "",
        "" if dose.breath is None else str(number_format(Decimal(dose.breath) / 100, decimal_pos=2, use_l10n=True)),
    )


def colleagues(actor: User) -> list[tuple[int, str]]:
    """Those who meet people and could recognise a person beside the actor, of whatever team."""
    found = User.objects.filter(is_active=True, memberships__team__compartments__contains=[Compartment.DESK]).exclude(pk=actor.pk).distinct()
    return list(found.order_by("display_name", "pk").values_list("pk", "display_name"))


def doses_of(actor: User, person: Person, *, size: int = 60) -> list[Dose]:
    """The latest doses of a person and of the files joined to theirs, newest first; the reading is recorded."""
    found = doses_for(actor).filter(whole_person(person)).select_related("prescription__account").order_by("-taken_at", "-pk")
    viewed(Verb.READ, subject=person, purpose=Compartment.NURSING)
    return list(found[:size])


def last_given(actor: User, person: Person, substances: Sequence[str]) -> dict[str, tuple[datetime, str]]:
    """Substance -> when its last dose was given here and how many milligrams; one query, whoever asks recorded the reading."""
    found = doses_for(actor).filter(whole_person(person), substance__in=list(substances), outcome=Outcome.GIVEN, struck_at=None)
    rows = found.order_by("substance", "-taken_at", "-pk").distinct("substance").values_list("substance", "taken_at", "amount_ug")
    return {substance: (at, milligrams(ug)) for substance, at, ug in rows}


def counts_of_today(actor: User, day: date) -> dict[str, int]:
    """Prescriptions that stand on a day, and doses given on it: two figures of nobody."""
    standing = visible(actor, Prescription.objects.filter(person__isnull=False, starts_on__lte=day, last_on__gte=day))
    given = doses_for(actor).filter(day=day, outcome=Outcome.GIVEN, struck_at=None)
    return {"standing": standing.count(), "given": given.count()}


def bottles_of(actor: User, person: Person, *, days: int = 31, today: date) -> list[Bottle]:
    """The bottles of the last weeks, newest first; the reading is recorded."""
    since = today - timedelta(days=days)
    found = visible(actor, Bottle.objects.filter(whole_person(person), for_day__gte=since)).select_related("prescription__account")
    viewed(Verb.READ, subject=person, purpose=Compartment.NURSING)
    return list(found.order_by("-for_day", "pk"))

