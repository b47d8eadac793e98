"""What is done with the medication list: a line is put on it, changed, stopped; the list is gone through."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import transaction

from audit.ledger.actions import record
from audit.rules import numbered, once
from care.notes.actions import follow
from centre.access.enums import Compartment
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User
from intake.person.models import Person

from . import policies
from .enums import Source, Verb
from .models import Caution, MedicationCheck, Medicine
from .selectors import caution_of_form, medicine_of_form, medicines_of, taken_now

KEEP = "care.list_medicine"


@transaction.atomic
def list_medicine(
    *, actor: User, person: Person, substance: str, effect: str, client_uuid: UUID, dose: str = "",
    moments: Sequence[str] = (), schedule: str = "", prescriber: str = "", source: str = Source.SAID,
    started_on: date | None = None, replaces: Medicine | None = None,
) -> Medicine:
    """Put a medicine on the list; the same `client_uuid` again returns the first. `replaces`: the line it stands in for,
    which is stopped today. Raises Refused when that one is stopped already (somebody was faster), or for a used form.
    """
    policies.list_medicine.check(actor)
    first = once(
        medicine_of_form(actor, client_uuid), KEEP, person_id=person.pk, effect=effect, replaces_id=replaces.pk if replaces else None
    )
    if first is not None:
        return first
    follow(actor=actor, person=person, compartment=Compartment.NURSING)
    if replaces is not None:
        stop_medicine(actor=actor, medicine=replaces, on=clock.service_day(), because="")
    line = Medicine(
        person=person, effect=effect, substance=substance, dose=dose or None, moments=list(moments), schedule=schedule or None,
        prescriber=prescriber or None, source=source, started_on=started_on, listed_at=clock.now(), listed_by=actor.pk,
        replaces=replaces, client_uuid=client_uuid,
    )
    with numbered(KEEP):
        line.save(force_insert=True)
    record(Verb.LISTED, subject=person, obj=line)
    return line


@transaction.atomic
def stop_medicine(*, actor: User, medicine: Medicine, on: date, because: str) -> Medicine:
    """Stop a line from a day; it stays on the sheet of what was taken. Raises Refused the second time."""
    rows = Medicine.objects.select_for_update(of=("self",), no_key=True)
    found = visible(actor, rows).get(pk=medicine.pk)
    policies.stop_medicine.check(actor, medicine=found, on=on)
    found.stopped_on, found.stopped_by, found.stopped_because = on, actor.pk, because or None
    found.save(update_fields=["stopped_on", "stopped_by", "stopped_because"])
    record(Verb.STOPPED, subject=found.person_id, obj=found)
    return found


@transaction.atomic
def check_medication(*, actor: User, person: Person) -> MedicationCheck:
    """Note that the list was gone through with the person and is right today."""
    policies.check_medication.check(actor, person=person)
    check = MedicationCheck(person=person, at=clock.now(), by=actor.pk, lines=taken_now(medicines_of(actor, person)).count())
    check.save(force_insert=True)
    record(Verb.CHECKED, subject=person, obj=check)
    return check


@transaction.atomic
def write_caution(*, actor: User, person: Person, kind: str, words: str, client_uuid: UUID) -> Caution:
    """Write an allergy, something not tolerated or not to be combined; the same `client_uuid` again returns the first."""
    policies.list_medicine.check(actor)
    first = once(caution_of_form(actor, client_uuid), KEEP, person_id=person.pk, kind=kind)
    if first is not None:
        return first
    follow(actor=actor, person=person, compartment=Compartment.NURSING)
    caution = Caution(person=person, kind=kind, words=words or None, at=clock.now(), by=actor.pk, client_uuid=client_uuid)
    with numbered(KEEP):
        caution.save(force_insert=True)
    record(Verb.CAUTIONED, subject=person, obj=caution)
    return caution


@transaction.atomic
def end_caution(*, actor: User, caution: Caution, because: str) -> Caution:
    """Say that it does not hold any more, with the reason; it stays in the history. Raises Refused the second time."""
    rows = Caution.objects.select_for_update(of=("self",), no_key=True)
    found = visible(actor, rows).get(pk=caution.pk)
    policies.end_caution.check(actor, caution=found)
    found.ended_at, found.ended_by, found.ended_because = clock.now(), actor.pk, because
    found.save(update_fields=["ended_at", "ended_by", "ended_because"])
    record(Verb.ENDED, subject=found.person_id, obj=found)
    return found
