"""What is done about vaccination: vaccines and schedules of the house, and what each person was given or refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.ledger.actions import record
from audit.rules import numbered, once
from care.notes.actions import follow
from centre.access.enums import Compartment
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User
from intake.person.models import Person

from . import policies
from .enums import Fate, Verb
from .models import Vaccination, VaccineProduct, VaccineSchedule
from .selectors import next_due, same_day, schedule_taken, vaccination_of_form


class Expired(Exception):
    """The lot is past its day. `words` says so; given all the same, it is written with `knowingly`."""

    def __init__(self, words: str):
        super().__init__(words)
        self.words = words


@transaction.atomic
def write_product(*, actor: User, label: str, disease: str, active: bool = True, product: VaccineProduct | None = None) -> VaccineProduct:
    """Enter a vaccine of the house, or change its name or whether it is in use."""
    policies.edit_vaccines.check(actor)
    written = product or VaccineProduct(disease=disease)
    written.label, written.active, written.written_by = label, active, actor.pk
    written.save()
    record(Verb.PRODUCT, obj=written, data={"active": active})
    return written


@transaction.atomic
def sign_schedule(
    *, actor: User, disease: str, gaps: Sequence[int], again: int | None, valid_from: date, source: str
) -> VaccineSchedule:
    """Sign after how many days each next dose is due, from a day on; earlier ones stay. Raises Refused for a day taken."""
    policies.sign_schedule.check(actor, taken=schedule_taken(disease, valid_from))
    schedule = VaccineSchedule(
        disease=disease, gaps=list(gaps), again=again, valid_from=valid_from, source=source, signed_by=actor.pk, signed_at=clock.now()
    )
    schedule.save(force_insert=True)
    record(Verb.SCHEDULE, obj=schedule, data={"disease": disease})
    return schedule


@transaction.atomic
def record_vaccination(
    *, actor: User, person: Person, disease: str, fate: str, on: date, client_uuid: UUID, product: VaccineProduct | None = None,
    dose_number: int | None = None, lot: str = "", expires_on: date | None = None, site: str = "",
    next_due_on: date | None = None, remark: str = "", knowingly: bool = False,
) -> Vaccination:
    """Write a vaccination given, reported or refused; the same `client_uuid` again returns the first.

    Without `next_due_on` the signed schedule in force says it, when there is one. Raises Refused, also when a colleague
    wrote the same a moment before; Expired for a lot past its day unless `knowingly`.
    """
    policies.record_vaccination.check(actor, fate=fate, on=on, product=product, disease=disease)
    first = once(vaccination_of_form(actor, client_uuid), "care.record_vaccination", person_id=person.pk, disease=disease, fate=fate, on=on)
    if first is not None:
        return first
    if fate == Fate.GIVEN and expires_on is not None and expires_on < on and not knowingly:
        raise Expired(_("This lot was to be used before %(day)s: do not give it. If it was given, send it once more: it is kept and marked.")
                      % {"day": date_format(expires_on, "SHORT_DATE_FORMAT")})
    follow(actor=actor, person=person, compartment=Compartment.NURSING)
    row = Vaccination(
        person=person, disease=disease, fate=fate, product=product, dose_number=dose_number, on=on, lot=lot, expires_on=expires_on,
        site=site, remark=remark or None, recorded_at=clock.now(), by=actor.pk, client_uuid=client_uuid,
        next_due_on=next_due_on or (None if fate == Fate.REFUSED else next_due(disease, dose_number, on)),
    )
    _save(actor, row)
    record(Verb.RECORDED, subject=person, obj=row, data={"fate": fate})
    return row


def _save(actor: User, row: Vaccination) -> None:
    """The database has the last word on once a day; who comes second is told when the first was written."""
    assert row.person is not None
    here = row.fate == Fate.GIVEN

    def asked() -> None:
        found = same_day(actor, row.person, row.disease, row.on) if here and row.person else None
        policies.record_vaccination.check(actor, fate=row.fate, on=row.on, same_day=found)

    asked()
    try:
        with numbered("care.record_vaccination"), transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        asked()
        raise


@transaction.atomic
def strike_vaccination(*, actor: User, vaccination: Vaccination, because: str) -> Vaccination:
    """Strike out what was wrong, with the reason; it stays in sight and counts no more. Raises Refused the second time."""
    rows = Vaccination.objects.select_for_update(of=("self",), no_key=True)
    found = visible(actor, rows).get(pk=vaccination.pk)
    policies.strike_vaccination.check(actor, vaccination=found)
    found.struck_at, found.struck_by, found.struck_because = clock.now(), actor.pk, because
    found.save(update_fields=["struck_at", "struck_by", "struck_because"])
    record(Verb.STRUCK, subject=found.person_id, obj=found)
    return found
