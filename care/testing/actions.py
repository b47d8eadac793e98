"""What is done about tests: done or reported, the result written apart, told or not, and the way to treatment."""

from __future__ import annotations

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
from .enums import Contact, Known, Telling, Verb
from .models import InfectionResult, InfectionTest, PregnancyTest, TreatmentLink
from .selectors import link_of_form, number_of_results, pregnancy_test_of_form, test_of_form

TEST, PREGNANCY = "care.record_test", "care.record_pregnancy_test"


@transaction.atomic
def record_test(
    *, actor: User, person: Person, infection: str, client_uuid: UUID, known: str = Known.HERE, taken_on: date | None = None,
    recency: str = "", method: str = "", lot: str = "", remark: str = "", outcome: str = "",
) -> InfectionTest:
    """Write that somebody was tested: on a day, or (`recency`) only how long ago; the same `client_uuid` again returns the
    first. An `outcome` known at once (a rapid test) is sealed apart. Raises Refused.
    """
    policies.record_test.check(actor, on=taken_on)
    first = once(test_of_form(actor, client_uuid), TEST, person_id=person.pk, infection=infection, known=known, taken_on=taken_on)
    if first is not None:
        return first
    follow(actor=actor, person=person, compartment=Compartment.NURSING)
    test = InfectionTest(
        person=person, infection=infection, known=known, method=method, taken_on=taken_on, recency="" if taken_on else recency,
        lot=lot, remark=remark or None, recorded_on=clock.service_day(), recorded_at=clock.now(), by=actor.pk,
        client_uuid=client_uuid,
    )
    with numbered(TEST):
        test.save(force_insert=True)
    record(Verb.RECORDED, subject=person, obj=test)
    if outcome:
        write_result(actor=actor, test=test, outcome=outcome, words="", expected=0)
    return test


@transaction.atomic
def write_result(*, actor: User, test: InfectionTest, outcome: str, words: str, expected: int) -> InfectionResult:
    """Write what came out, under seal; a correction is the next number and the earlier stay.

    `expected`: how many results the writer had seen. Raises Refused when a colleague wrote one since.
    """
    locked = _locked(actor, test)
    number = number_of_results(actor, locked)
    policies.write_result.check(actor, test=locked, expected=expected, number=number)
    result = InfectionResult(
        test=locked, person_id=locked.person_id, number=number + 1, outcome=outcome, words=words or None, at=clock.now(), by=actor.pk
    )
    result.save(force_insert=True)
    record(Verb.RESULT, subject=locked.person_id, obj=locked)
    return result


@transaction.atomic
def note_telling(*, actor: User, test: InfectionTest, telling: str, on: date) -> InfectionTest:
    """Note whether the person knows: told on a day, not told yet, or does not want to know. Raises Refused."""
    locked = _locked(actor, test)
    policies.note_telling.check(actor, test=locked, telling=telling, on=on, results=number_of_results(actor, locked))
    _tell(actor, locked, telling, on)
    record(Verb.TOLD, subject=locked.person_id, obj=locked)
    return locked


def _tell(actor: User, test: InfectionTest | PregnancyTest, telling: str, on: date) -> None:
    told = telling == Telling.TOLD
    test.telling, test.told_on, test.told_by = telling, on if told else None, actor.pk if told else None
    test.save(update_fields=["telling", "told_on", "told_by"])


@transaction.atomic
def strike_test(*, actor: User, test: InfectionTest, because: str) -> InfectionTest:
    """Strike out a test that was written wrongly, with the reason; it stays in sight. Raises Refused the second time."""
    locked = _locked(actor, test)
    policies.strike_test.check(actor, test=locked)
    locked.struck_at, locked.struck_by, locked.struck_because = clock.now(), actor.pk, because
    locked.save(update_fields=["struck_at", "struck_by", "struck_because"])
    record(Verb.STRUCK, subject=locked.person_id, obj=locked)
    return locked


@transaction.atomic
def link_treatment(*, actor: User, person: Person, infection: str, step: str, on: date, client_uuid: UUID, remark: str = "") -> TreatmentLink:
    """Note a step on the way to a treatment, a refusal among them; the same `client_uuid` again returns the first."""
    policies.record_test.check(actor, on=on)
    first = once(link_of_form(actor, client_uuid), TEST, person_id=person.pk, infection=infection, step=step, on=on)
    if first is not None:
        return first
    follow(actor=actor, person=person, compartment=Compartment.NURSING)
    link = TreatmentLink(
        person=person, infection=infection, step=step, on=on, remark=remark or None, at=clock.now(), by=actor.pk, client_uuid=client_uuid
    )
    with numbered(TEST):
        link.save(force_insert=True)
    record(Verb.LINKED, subject=person, obj=link)
    return link


@transaction.atomic
def record_pregnancy_test(
    *, actor: User, person: Person, taken_on: date, client_uuid: UUID, outcome: str = "", contact: str = Contact.IN_PERSON,
    contact_words: str = "", wishes: str = "",
) -> PregnancyTest:
    """Write a pregnancy test, its result sealed, and how the person may be reached about it; once for each form."""
    policies.record_pregnancy_test.check(actor, on=taken_on)
    first = once(pregnancy_test_of_form(actor, client_uuid), PREGNANCY, person_id=person.pk, taken_on=taken_on)
    if first is not None:
        return first
    follow(actor=actor, person=person, compartment=Compartment.NURSING)
    test = PregnancyTest(
        person=person, taken_on=taken_on, outcome=outcome or None, contact=contact, contact_words=contact_words or None,
        wishes=wishes or None, at=clock.now(), by=actor.pk, client_uuid=client_uuid,
    )
    with numbered(PREGNANCY):
        test.save(force_insert=True)
    record(Verb.PREGNANCY, subject=person, obj=test)
    return test


@transaction.atomic
def tell_pregnancy_test(*, actor: User, test: PregnancyTest, telling: str, on: date) -> PregnancyTest:
    """Note whether the person knows the result. Raises Refused."""
    rows = PregnancyTest.objects.select_for_update(of=("self",), no_key=True)
    locked = visible(actor, rows).get(pk=test.pk)
    policies.tell_pregnancy_test.check(actor, test=locked, telling=telling, on=on)
    _tell(actor, locked, telling, on)
    record(Verb.PREGNANCY_TOLD, subject=locked.person_id, obj=locked)
    return locked


def _locked(actor: User, test: InfectionTest) -> InfectionTest:
    """The test as it is now, kept from others until the end of the transaction."""
    rows = InfectionTest.objects.select_for_update(of=("self",), no_key=True)
    return visible(actor, rows).get(pk=test.pk)
