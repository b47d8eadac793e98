"""Write an allowance, reverse it, enter a ceiling; note what was received elsewhere, form C45B, contracts."""

from __future__ import annotations

from datetime import date
from typing import Any, cast
from uuid import UUID, uuid4

from django.db import connection, transaction

from audit.ledger.actions import record
from centre.shifts import clock
from centre.staff.models import User
from employment.allowances import policies
from employment.allowances.enums import Basis, LegalForm, PaidBy, Verb
from employment.allowances.models import (
    C45B,
    Allowance,
    AllowanceCap,
    AllowanceReversal,
    DeclaredElsewhere,
    WorkContract,
)
from employment.allowances.selectors import (
    allowance_of_form,
    ceiling_for,
    contract_on,
    is_reversed,
    last_turn,
    paid_in,
    row_of_form,
)
from employment.cash.actions import pay_out, take_back, take_signature
from employment.cash.models import CashBox, CashEntry, CashSignature
from employment.cash.selectors import boxes
from employment.places.models import SignUp
from employment.places.selectors import came, sign_up_for
from intake.directory.models import Organization
from intake.person.models import Person


@transaction.atomic
def write_allowance(
    *, actor: User, sign_up: SignUp, amount_cents: int, legal_form: str, paid_by: str, basis: str = "", km: int | None = None,
    receipt: str = "", box: CashBox | None = None, received: str = "", client_uuid: UUID | None = None,
) -> Allowance:
    """Write down what a person received for a session, in euro cents; the same form twice is one allowance.

    Cash comes from `box`, with the next receipt number; `received` says how the person signed, "" not yet. Raises
    Refused above a ceiling, for more than the box holds, and while the year's ceilings are unknown. Source: DOMAIN 8.4.
    """
    done = allowance_of_form(actor, client_uuid)
    if done is not None:
        return done
    _one_at_a_time(sign_up.person_id)
    done = allowance_of_form(actor, client_uuid)
    if done is not None:
        return done
    sign_up = sign_up_for(actor, sign_up.pk)
    person, day = sign_up.person_id, sign_up.session.day
    basis = (basis or Basis.FLAT) if legal_form == LegalForm.VOLUNTEER else ""
    km, box = km if basis == Basis.KM else None, box if paid_by == PaidBy.CASH else None
    contract = contract_on(actor, person, legal_form, day)
    policies.write_allowance.check(
        actor, present=bool(came(sign_up)), written=any(one.basis == basis for one in paid_in(actor, [sign_up]).get(sign_up.pk, ())),
        amount_cents=amount_cents, ceiling=ceiling_for(actor, person, legal_form, day), basis=basis, km=km,
        contract=contract is not None, box_needed=policies.box_needed(paid_by, box is not None, boxes(actor).count()),
    )
    entry = pay_out(actor=actor, box=box, amount_cents=amount_cents, session=sign_up.session) if box else None
    allowance = Allowance.objects.create(
        person_id=person, sign_up=sign_up, turn=last_turn(sign_up, basis) + 1, on_day=day, amount_cents=amount_cents,
        legal_form=legal_form, basis=basis, km=km, contract=contract, paid_by=paid_by, entry=entry,
        receipt=entry.receipt if entry else receipt, written_by=actor.pk, written_at=clock.now(),
        client_uuid=client_uuid or uuid4(),
    )
    if entry and received:
        take_signature(actor=actor, entry=entry, how=received)
    record(Verb.WRITTEN, subject=person, obj=allowance, data={"cents": amount_cents, "form": legal_form})
    return allowance


@transaction.atomic
def reverse_allowance(*, actor: User, allowance: Allowance, reason: str) -> AllowanceReversal:
    """Say that an allowance does not count, and why; cash goes back into its box. The allowance itself stays.

    Raises Refused without a reason and when it has been reversed already.
    """
    _one_at_a_time(allowance.person_id)
    policies.reverse_allowance.check(actor, reversed_before=is_reversed(allowance), reason=reason)
    paid = allowance.entry
    entry = take_back(actor=actor, entry=paid) if paid and paid.box.active else None
    reversal = AllowanceReversal.objects.create(
        allowance=allowance, person_id=allowance.person_id, reason=reason.strip(), entry=entry, by=actor.pk, at=clock.now()
    )
    record(Verb.REVERSED, subject=allowance.person_id, obj=allowance, data={"cents": allowance.amount_cents})
    return reversal


@transaction.atomic
def sign_receipt(*, actor: User, allowance: Allowance, how: str) -> CashSignature:
    """The person has signed for cash, on the receipt or by showing the card. Raises Refused when there is no cash."""
    policies.sign_receipt.check(actor, cash=allowance.entry is not None)
    signature = take_signature(actor=actor, entry=cast(CashEntry, allowance.entry), how=how)
    record(Verb.RECEIPT_SIGNED, subject=allowance.person_id, obj=allowance, data={"how": how})
    return signature


@transaction.atomic
def set_cap(
    *, actor: User, legal_form: str, valid_from: date, valid_until: date, source: str, day_cents: int | None = None,
    year_cents: int | None = None, km_year: int | None = None,
) -> AllowanceCap:
    """Enter a legal form's dates and ceilings in euro cents, with where they were read; a correction replaces the row."""
    policies.set_cap.check(actor)
    values = {
        "valid_until": valid_until, "day_cents": day_cents, "year_cents": year_cents, "km_year": km_year, "source": source,
        "entered_by": actor.pk,
    }
    cap, _new = AllowanceCap.objects.update_or_create(legal_form=legal_form, valid_from=valid_from, defaults=values)
    record(Verb.CAP_SET, obj=cap, data={"day": day_cents, "year": year_cents, "km": km_year})
    return cap


@transaction.atomic
def declare_elsewhere(
    *, actor: User, person: Person, amount_cents: int, year: int, on_day: date | None = None, basis: str = Basis.FLAT,
    organisation: str = "", client_uuid: UUID | None = None,
) -> DeclaredElsewhere:
    """Write down what the person says they received elsewhere; it counts for the ceilings here. Once for each form."""
    policies.declare_elsewhere.check(actor, year=year, on_day=on_day)
    _one_at_a_time(person.pk)
    done = row_of_form(actor, DeclaredElsewhere, client_uuid)
    if done is not None:
        return done  # type: ignore[no-any-return]  # of the model asked for
    row = DeclaredElsewhere.objects.create(
        person=person, year=year, on_day=on_day, amount_cents=amount_cents, basis=basis,
        organisation=organisation.strip() or None, written_by=actor.pk, written_at=clock.now(), client_uuid=client_uuid or uuid4(),
    )
    record(Verb.DECLARED, subject=person, obj=row, data={"year": year})
    return row


@transaction.atomic
def strike_declared(*, actor: User, declared: DeclaredElsewhere) -> DeclaredElsewhere:
    """Strike a declaration out: it was said or written wrongly. It stays on the page and counts no more."""
    policies.strike_declared.check(actor, struck=declared.struck_at is not None)
    declared.struck_by, declared.struck_at = actor.pk, clock.now()
    declared.save(update_fields=["struck_by", "struck_at"])
    record(Verb.UNDECLARED, subject=declared.person_id, obj=declared)
    return declared


@transaction.atomic
def note_c45b(*, actor: User, person: Person, state: str, on_day: date, client_uuid: UUID | None = None) -> C45B:
    """Note where the person stands with form C45B; nothing is ever refused to them for it. Once for each form."""
    policies.note_c45b.check(actor, on_day=on_day)
    done = row_of_form(actor, C45B, client_uuid)
    if done is not None:
        return done  # type: ignore[no-any-return]  # of the model asked for
    row = C45B.objects.create(
        person=person, state=state, on_day=on_day, written_by=actor.pk, written_at=clock.now(), client_uuid=client_uuid or uuid4()
    )
    record(Verb.BENEFIT, subject=person, obj=row)
    return row


@transaction.atomic
def write_contract(
    *, actor: User, person: Person, legal_form: str, starts_on: date, ends_on: date | None = None, reference: str = "",
    partner: Organization | None = None, client_uuid: UUID | None = None,
) -> WorkContract:
    """Write down a day contract, an article 60 file or an ALE file: number, employer, dates. Once for each form."""
    policies.note_papers.check(actor)
    done = row_of_form(actor, WorkContract, client_uuid)
    if done is not None:
        return done  # type: ignore[no-any-return]  # of the model asked for
    contract = WorkContract.objects.create(
        person=person, legal_form=legal_form, starts_on=starts_on, ends_on=ends_on, reference=reference.strip() or None,
        partner=partner, written_by=actor.pk, written_at=clock.now(), client_uuid=client_uuid or uuid4(),
    )
    record(Verb.CONTRACT, subject=person, obj=contract, data={"form": legal_form})
    return contract


@transaction.atomic
def end_contract(*, actor: User, contract: WorkContract, ends_on: date) -> WorkContract:
    """Write down the last day of a contract."""
    policies.end_contract.check(actor, starts_on=contract.starts_on, ends_on=ends_on)
    contract.ends_on = ends_on
    contract.save(update_fields=["ends_on"])
    record(Verb.CONTRACT_ENDED, subject=contract.person_id, obj=contract, data={"on": ends_on.isoformat()})
    return contract


def _one_at_a_time(person: Any) -> None:
    """Amounts for one person, all their files together, wait for each other: together they stay under the ceiling."""
    with connection.cursor() as cursor:
        cursor.execute("select coalesce(merged_into_id, id) from intake_person where id = %s", [person])
        found = cursor.fetchone()
        root = found[0] if found else person
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"allowance of {root}"])
