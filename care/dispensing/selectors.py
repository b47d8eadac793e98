"""Reading doses, scoped to the actor: one dose before it is given, the doses of a person."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max, QuerySet
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from audit.vault.errors import Shredded
from care.medication.selectors import sedatives as sedatives_of
from care.prescribing.enums import PROGRAMME, Slot
from care.prescribing.missed import FAR, days_missed
from care.prescribing.models import Prescription
from care.prescribing.selectors import (
    decided_of,
    is_open,
    kept_file,
    limits_of,
    rules_on,
    stretches_of,
)
from centre.access.enums import Compartment
from centre.access.scope import visible
from centre.staff.models import User
from intake.person.models import Person, whole_person

from .enums import BroughtBack, Outcome, Verb
from .models import Bottle, Dose, Preparation
from .situation import Situation, Taken, judged

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
    person, substance = kept_file(prescription.person), prescription.substance
    rows = list(
        given_to(actor, person, substance)
        .filter(day__gte=day - timedelta(days=FAR), day__lte=day + timedelta(days=1))
        .order_by("-taken_at", "pk")
        .values_list("slot", "day", "amount_ug", "taken_at", "by", "stay_until", "left_at", "client_uuid", "decision")
    )
    missed = _missed(actor, person, substance, day, max((row[1] for row in rows if row[1] < day), default=None), prescription)
    limits = limits_of(prescription)
    verdict = judged(prescription, slot, missed, rules_on(day, substance).get(substance, []) if missed else [])
    shown = [row for row in rows if row[1] >= day - timedelta(days=LATELY)]
    names = names_of(row[4] for row in shown if row[1] == day)
    return Situation(
        prescription=prescription, slot=slot, day=day, verdict=verdict, limits=limits,
        given=tuple(Taken(row[0], row[1], row[2], row[3], names.get(row[4], ""), *row[5:8]) for row in shown),
        decisions=decided_of(prescription), used=frozenset(row[8] for row in rows if row[0] == Slot.EXTRA),
        open=substance != PROGRAMME or is_open(substance, day),
        preparation=ready(actor, person, substance, day, slot) if limits and limits.two_steps else None,
    )


def _missed(actor: User, person: Person, substance: str, day: date, covered: date | None, plan: Prescription) -> int:
    """The days missed before a day; nothing more is read when yesterday was covered."""
    if covered == day - timedelta(days=1) or (plan.anew and plan.starts_on == day):
        return 0
    taken = bottles_out(actor, person, substance).filter(for_day__lt=day).aggregate(last=Max("for_day"))["last"]
    last = max((one for one in (covered, taken) if one is not None), default=None)
    return days_missed(stretches_of(actor, person, substance, day), last, day)


def bottles_out(actor: User, person: Person, substance: str) -> QuerySet[Bottle]:
    """The bottles a person took home and did not bring back full."""
    return visible(actor, Bottle.objects.filter(whole_person(person), substance=substance)).exclude(back_as=BroughtBack.FULL)


def sedating(actor: User, person: Person) -> list[str]:
    """What else makes the person sleepy, by the list of what they take."""
    return [str(one) for one in sedatives_of(actor, person)]


def names_of(numbers: Iterable[int | None]) -> dict[int, str]:
    """The names of colleagues by their number; nothing is read for nobody."""
    wanted = {one for one in numbers if one}
    return dict(User.objects.filter(pk__in=wanted).values_list("pk", "display_name")) if wanted else {}


def colleagues(actor: User) -> list[tuple[int, str]]:
    """Those of the actor's teams who could recognise a person beside the actor."""
    mine = [team.pk for team in actor.teams()]
    found = User.objects.filter(is_active=True, memberships__team__in=mine).exclude(pk=actor.pk).distinct()
    return list(found.order_by("display_name", "pk").values_list("pk", "display_name"))


def doses_of(actor: User, person: Person, *, size: int = 60) -> list[Dose]:
    """The latest doses of a person and of the files joined to theirs, newest first; the reading is recorded."""
    found = doses_for(actor).filter(whole_person(person)).select_related("prescription__account").order_by("-taken_at", "-pk")
    viewed(Verb.READ, subject=person, purpose=Compartment.NURSING)
    return list(found[:size])


def words_in(*sealed: Any) -> list[str]:
    """Sealed texts in clear, empty where there is none or the key is gone. The caller has recorded the reading."""
    return [_text(one) for one in sealed]


def _text(sealed: Any) -> str:
    if sealed is None:
        return ""
    try:
        return str(sealed.reveal())
    except Shredded:
        return ""


def bottles_of(actor: User, person: Person, *, days: int = 31, today: date) -> list[Bottle]:
    """The bottles of the last weeks, newest first; the reading is recorded."""
    since = today - timedelta(days=days)
    found = visible(actor, Bottle.objects.filter(whole_person(person), for_day__gte=since)).select_related("prescription__account")
    viewed(Verb.READ, subject=person, purpose=Compartment.NURSING)
    return list(found.order_by("-for_day", "pk"))

