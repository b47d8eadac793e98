"""What is done with a cash box. A line is written once and never changed; what was wrong is put right by another."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, connection, transaction

from audit.ledger.actions import record
from centre.shifts import clock
from centre.staff.models import User
from employment.cash import policies
from employment.cash.enums import EntryKind, Hand, SignedBy, Verb
from employment.cash.models import CashBox, CashEntry, CashSignature
from employment.cash.selectors import (
    balance_of,
    entry_of_form,
    figures,
    is_corrected,
    is_signed,
    last_entry,
    last_receipt,
)
from employment.projects.models import Session


@transaction.atomic
def open_box(
    *, actor: User, label: str, float_cents: int, place: str = "", client_uuid: UUID | None = None
) -> CashBox:
    """Open a cash box with what is in it at the start; the same form twice is one box."""
    policies.keep_cash.check(actor)
    done = entry_of_form(actor, client_uuid)
    if done is not None:
        return done.box
    box = CashBox.objects.create(label=label, place=place, opened_by=actor.pk, opened_at=clock.now())
    entry = _write(actor, box, EntryKind.OPENING, float_cents, client_uuid=client_uuid)
    record(Verb.OPENED, obj=box, data={"cents": entry.amount_cents})
    return box


@transaction.atomic
def close_box(*, actor: User, box: CashBox) -> CashBox:
    """Take an empty box out of use; its book stays."""
    _lock(box)
    waits = figures(actor, box)
    policies.close_box.check(actor, box=box, balance=balance_of(box), waiting=waits["waiting"], cases=waits["cases"])
    box.active = False
    box.save()
    record(Verb.CLOSED, obj=box)
    return box


@transaction.atomic
def put_in(*, actor: User, box: CashBox, amount_cents: int, reason: str = "", client_uuid: UUID | None = None) -> CashEntry:
    """Put money in a box, from the bank for instance; a colleague signs too. The same form twice is one line."""
    done = entry_of_form(actor, client_uuid)
    if done is not None:
        return done
    policies.keep_cash.check(actor, box=box)
    entry = _write(actor, box, EntryKind.IN, amount_cents, reason=reason, client_uuid=client_uuid)
    record(Verb.PUT_IN, obj=entry, data={"cents": amount_cents})
    return entry


@transaction.atomic
def pay_out(*, actor: User, box: CashBox, amount_cents: int, session: Session) -> CashEntry:
    """Pay from a box for a session, with the next receipt number. Raises Refused for more than the box holds."""
    _lock(box)
    policies.pay_out.check(actor, box=box, amount_cents=amount_cents, balance=balance_of(box))
    year = clock.local().year
    entry = _write(
        actor, box, EntryKind.PAID, -amount_cents, session=session, receipt_year=year,
        receipt_no=last_receipt(box, year) + 1,
    )
    record(Verb.PAID, obj=entry, data={"cents": amount_cents, "receipt": entry.receipt})
    return entry


@transaction.atomic
def take_back(*, actor: User, entry: CashEntry, reason: str = "") -> CashEntry:
    """Take a payment back whole: the money is in the box again, both lines stay."""
    _lock(entry.box)
    policies.take_back.check(actor, entry=entry, done=is_corrected(entry))
    back = _write(
        actor, entry.box, EntryKind.BACK, -entry.amount_cents, session=entry.session, corrects=entry, reason=reason
    )
    record(Verb.TAKEN_BACK, obj=back, data={"receipt": entry.receipt})
    return back


@transaction.atomic
def count_box(
    *, actor: User, box: CashBox, counted_cents: int, reason: str = "", client_uuid: UUID | None = None
) -> CashEntry:
    """Write down what was found in a box. What does not fit stays an open case until it is put right.

    Raises Refused for a difference without a reason. The same form twice is one count.
    """
    _lock(box)
    done = entry_of_form(actor, client_uuid)
    if done is not None:
        return done
    difference = counted_cents - balance_of(box)
    policies.count_box.check(actor, box=box, difference=difference, reason=reason)
    entry = _write(
        actor, box, EntryKind.COUNT, 0, counted_cents=counted_cents, reason=reason.strip() if difference else "",
        client_uuid=client_uuid,
    )
    record(Verb.COUNTED, obj=entry, data={"difference": difference})
    return entry


@transaction.atomic
def correct_entry(
    *, actor: User, entry: CashEntry, reason: str, amount_cents: int | None = None, client_uuid: UUID | None = None
) -> CashEntry:
    """Put a line right by a new one with its reason. For a count the amount is its difference, whatever is given."""
    _lock(entry.box)
    done = entry_of_form(actor, client_uuid)
    if done is not None:
        return done
    moved = entry.difference_cents if entry.kind == EntryKind.COUNT else amount_cents or 0
    policies.correct_entry.check(
        actor, entry=entry, amount_cents=moved, balance=balance_of(entry.box), reason=reason, done=is_corrected(entry)
    )
    made = _write(
        actor, entry.box, EntryKind.CORRECTION, moved, corrects=entry, reason=reason.strip(), client_uuid=client_uuid
    )
    record(Verb.CORRECTED, obj=made, data={"line": entry.number, "cents": moved})
    return made


@transaction.atomic
def sign_entry(*, actor: User, entry: CashEntry, how: str = SignedBy.SESSION) -> CashSignature:
    """The second hand under a line, never that of who wrote it."""
    policies.sign_entry.check(actor, entry=entry, signed=is_signed(entry))
    signature = _sign(actor, entry, Hand.SECOND, how)
    record(Verb.SIGNED, obj=entry)
    return signature


@transaction.atomic
def take_signature(*, actor: User, entry: CashEntry, how: str) -> CashSignature:
    """The receiver has signed the receipt on paper, or shown the card; the worker who saw it says so."""
    policies.take_signature.check(actor, entry=entry, signed=is_signed(entry))
    signature = _sign(actor, entry, Hand.RECEIVER, how)
    record(Verb.RECEIVED, obj=entry)
    return signature


def _lock(box: CashBox) -> None:
    """Lines of one book are written one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"cash box {box.pk}"])


def _write(actor: User, box: CashBox, kind: str, amount_cents: int, *, client_uuid: UUID | None = None, **facts: Any) -> CashEntry:
    """The next line of a book; the database checks that it follows the one before."""
    _lock(box)
    last = last_entry(box)
    moment = clock.now()
    entry = CashEntry(
        box=box, number=last.number + 1 if last else 1, kind=kind, amount_cents=amount_cents,
        balance_cents=(last.balance_cents if last else 0) + amount_cents, day=clock.local(moment).date(), by=actor.pk,
        at=moment, client_uuid=client_uuid or uuid4(), **facts,
    )
    entry.save(force_insert=True)
    return entry


def _sign(actor: User, entry: CashEntry, hand: str, how: str) -> CashSignature:
    """The other hand, once; of two at the same moment the first stands."""
    try:
        with transaction.atomic():
            return CashSignature.objects.create(entry=entry, hand=hand, how=how, by=actor.pk, at=clock.now())
    except IntegrityError:
        known = CashSignature.objects.filter(entry=entry, hand=hand).first()
        if known is None:
            raise
        return known
