"""What is done with prescriptions, and what the doctors sign for all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from audit.ledger.actions import record
from audit.rules import Refused, numbered, once
from care.notes.actions import follow
from care.register.models import DrugAccount
from care.register.selectors import is_proven
from centre.access.enums import Compartment, Origin
from centre.access.grants import grant_role_teams, grant_team
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import Team, User
from centre.staff.roles import Role
from centre.todo.actions import add_task, finish_task, reopen_task
from intake.person.models import Person

from . import policies
from .enums import PROGRAMME, DecidedHow, EndedBecause, Verb
from .missed import Step
from .models import Authorisation, Decision, DoseLimits, MissedRules, Prescription
from .selectors import (
    authorisation_on,
    decision_of_form,
    file_to_write,
    limits_on,
    overlapping,
    prescription_of_form,
    substance_of,
    task_of_asking,
    tasks_of_asking,
)

NURSING = Compartment.NURSING.value
#: How long those who give and those who prescribe stay on the case after the last day, in days.
STAY = 60


@transaction.atomic
def write_prescription(
    *, actor: User, person: Person, account: DrugAccount, dose_ug: int, starts_on: date, ends_on: date, client_uuid: UUID,
    replaces: Prescription | None = None, team: Team | None = None, prescriber_name: str = "", inami: str = "", **plan: Any,
) -> Prescription:
    """Write a prescription in the own name, or copy one from outside (`prescriber_name`, `inami`); the same form twice is one.

    `plan`: the other fields of the calendar and of the dose. A change names what it `replaces`: that ends the day before.
    `team`: who gives the doses; they and the doctors come on the case. Raises Refused with the words.
    """
    may = policies.copy_prescription if prescriber_name else policies.prescribe
    person = file_to_write(actor, person)
    written = Prescription(
        person=person, account=account, substance=substance_of(account), dose_ug=dose_ug, starts_on=starts_on, ends_on=ends_on,
        last_on=ends_on, prescriber=None if prescriber_name else actor.pk, prescriber_name=prescriber_name, inami=inami,
        written_at=clock.now(), written_by=actor.pk, client_uuid=client_uuid, replaces=replaces, **({"least_ug": dose_ug, "most_ug": dose_ug} | plan),
    )
    facts = {
        "plan": written, "limits": limits_on(starts_on, written.substance).get(written.substance),
        "authorised": written.substance != PROGRAMME or authorisation_on(starts_on) is not None,
    }
    may.check(actor, **facts)
    follow(actor=actor, person=person, compartment=NURSING)
    done = once(prescription_of_form(actor, client_uuid), "care.copy_prescription", person_id=person.pk)
    if done is not None:
        return done
    may.check(actor, running=overlapping(actor, written, replaces), **facts)
    if replaces is not None and replaces.last_on >= starts_on:
        _end(actor, replaces, starts_on - timedelta(days=1), EndedBecause.CHANGED)
    _bring(person, team, (ends_on - clock.service_day()).days + STAY)
    _save(actor, written, replaces)
    record(Verb.WRITTEN, subject=person, obj=written, data={"account": account.pk})
    for task in tasks_of_asking(person):
        finish_task(actor=actor, task=task)
    return written


@transaction.atomic
def end_prescription(*, actor: User, prescription: Prescription, on: date, because: str) -> Prescription:
    """Make this day the last one; the day before the first when it was written by mistake."""
    prescription = visible(actor, Prescription.objects.select_for_update(of=("self",), no_key=True)).get(pk=prescription.pk)
    policies.end_prescription.check(actor, prescription=prescription, on=on)
    _end(actor, prescription, max(on, prescription.starts_on - timedelta(days=1)), because)
    return prescription


@transaction.atomic
def call_doctor(*, actor: User, person: Person) -> None:
    """Let the doctors in to prescribe, and put it on their list until one of them, or a colleague, writes it."""
    person = file_to_write(actor, person)
    policies.call_doctor.check(actor, person=person)
    for compartment in (Compartment.DESK, NURSING):
        grant_role_teams(Role.DOCTOR, person=person, compartment=compartment, days=STAY, origin=Origin.RELATION)
    task = add_task(
        actor=actor, text=_("A prescription is asked for."), client_uuid=task_of_asking(person, clock.service_day()), person=person.pk,
        compartment=NURSING, role=Role.DOCTOR,
    )  # fmt: skip
    if task.done_at is not None:
        reopen_task(actor=actor, task=task)
    record(Verb.DOCTOR_ASKED, subject=person)


@transaction.atomic
def decide(
    *, actor: User, prescription: Prescription, kind: str, day: date, reason: str, client_uuid: UUID, amount_ug: int = 0,
    prescriber_name: str = "",
) -> Decision:
    """Keep what a prescriber decided about one day: signed by the doctor, or told on the telephone (`prescriber_name`)."""
    done = once(decision_of_form(actor, client_uuid), "care.give_dose", prescription_id=prescription.pk, kind=kind)
    if done is not None:
        return done
    facts = {"prescription": prescription, "kind": kind, "day": day, "amount_ug": amount_ug, "reason": reason}
    if prescriber_name:
        policies.note_decision.check(actor, who=prescriber_name, **facts)
    else:
        policies.decide_dose.check(actor, fresh=is_proven(), **facts)
    decision = Decision(
        **facts | {"reason": reason.strip()}, person_id=prescription.person_id, prescriber_name=prescriber_name.strip(), by=actor.pk, at=clock.now(),
        how=DecidedHow.PHONE if prescriber_name else DecidedHow.SIGNED, client_uuid=client_uuid,
    )
    with numbered("care.give_dose"):
        decision.save(force_insert=True)
    record(Verb.DECIDED, subject=prescription.person_id, obj=decision, data={"kind": kind})
    return decision


@transaction.atomic
def sign_missed_rules(*, actor: User, substance: str, valid_from: date, source: str, steps: Sequence[Step]) -> MissedRules:
    """Sign what follows after missed days of a substance, from a day on; what was signed before stays to be read."""
    policies.sign_rules.check(actor, steps=steps, fresh=is_proven(), source=source)
    rules = MissedRules(
        substance=substance, valid_from=valid_from, source=source.strip(), signed_by=actor.pk, signed_at=clock.now(),
        rows=[asdict(step) for step in steps],
    )
    rules.save(force_insert=True)
    record(Verb.RULES, obj=rules)
    return rules


@transaction.atomic
def sign_limits(*, actor: User, substance: str, valid_from: date, source: str, **limits: Any) -> DoseLimits:
    """Sign the limits of a substance, from a day on; what was signed before stays to be read."""
    policies.sign_limits.check(actor, fresh=is_proven(), source=source)
    signed = DoseLimits(
        substance=substance, valid_from=valid_from, source=source.strip(), signed_by=actor.pk, signed_at=clock.now(), **limits
    )
    signed.save(force_insert=True)
    record(Verb.LIMITS, obj=signed)
    return signed


@transaction.atomic
def authorise(*, actor: User, reference: str, authority: str, valid_from: date, valid_until: date) -> Authorisation:
    """Sign the authorisation of the diacetylmorphine programme; it lapses by itself after its last day."""
    policies.authorise.check(actor, fresh=is_proven(), first=valid_from, last=valid_until)
    authorisation = Authorisation(
        substance=PROGRAMME, reference=reference.strip(), authority=authority.strip(), valid_from=valid_from, valid_until=valid_until,
        signed_by=actor.pk, signed_at=clock.now(),
    )
    authorisation.save(force_insert=True)
    record(Verb.AUTHORISED, obj=authorisation)
    return authorisation


@transaction.atomic
def end_authorisation(*, actor: User, authorisation: Authorisation) -> Authorisation:
    """End an authorisation today: nothing of the programme is given any more."""
    policies.authorise.check(actor, fresh=is_proven())
    if authorisation.ended_on is None:
        authorisation.ended_on, authorisation.ended_by = clock.service_day(), actor.pk
        authorisation.save(update_fields=["ended_on", "ended_by"])
        record(Verb.CLOSED, obj=authorisation)
    return authorisation


def _end(actor: User, prescription: Prescription, last: date, because: str) -> None:
    prescription.last_on, prescription.ended_at, prescription.ended_by = last, clock.now(), actor.pk
    prescription.ended_because = because
    prescription.save(update_fields=["last_on", "ended_at", "ended_by", "ended_because"])
    record(Verb.ENDED, subject=prescription.person_id, obj=prescription, data={"reason": because})


def _bring(person: Person, team: Team | None, days: int) -> None:
    """Those who give the doses and the doctors follow the person until some weeks after the last day."""
    for compartment in (Compartment.DESK.value, NURSING):
        grant_role_teams(Role.DOCTOR, person=person, compartment=compartment, days=min(days, 700), origin=Origin.RELATION)
        if team is not None:
            grant_team(person=person, team=team, compartment=compartment, days=min(days, 700), origin=Origin.RELATION)


def _save(actor: User, written: Prescription, replaces: Prescription | None) -> None:
    """Of two who prescribe at once the first stands; the other is told."""
    try:
        with numbered("care.copy_prescription"), transaction.atomic():
            written.save(force_insert=True)
    except IntegrityError as error:
        running = overlapping(actor, written, replaces)
        if running is None:
            raise
        policies.copy_prescription.check(actor, plan=written, running=running)
        raise Refused(str(error), "care.prescribe") from error
