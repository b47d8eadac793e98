"""What is done with the controlled-drug register. A line is written once and never changed; another puts it right."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _

from audit.ledger.actions import record
from audit.rules import Refused, once
from centre.shifts import clock
from centre.staff.models import User
from centre.staff.roles import Role
from centre.todo.actions import add_task, finish_task
from centre.todo.selectors import task_of_form

from . import policies
from .enums import PROVEN, LineKind, SignedBy, Verb, WasteReason
from .models import DrugAccount, DrugBatch, EntrySignature, Inventory, RegisterEntry
from .selectors import (
    batch_named,
    batch_to_supply,
    entry_of_form,
    figures,
    footnote_of,
    is_proven,
    last_entry,
    shift_to_count,
    signature_of,
    task_of_case,
    task_of_count,
    to_count,
    twin_of,
)

WRITE = "care.write_register"
#: Clocks of two machines differ by so little: a line is then written at the instant of the one before.
BLINK = timedelta(seconds=3)


@transaction.atomic
def open_account(
    *, actor: User, substance: str, form: str, strength_ug: int, premises: str, other: str = "", amount_ug: int = 0,
    batch: str = "", expires_on: date | None = None, client_uuid: UUID | None = None,
) -> DrugAccount:
    """Open an account with what is there, and beside it the one for destruction; the same form twice is one account."""
    policies.open_account.check(actor, fresh=is_proven())
    done = once(entry_of_form(actor, client_uuid), "care.open_account", kind=LineKind.OPENING)
    if done is not None:
        return done.account
    facts = {"substance": substance, "other": other, "form": form, "strength_ug": strength_ug, "premises": premises}
    made = []
    for destruction, held in ((False, amount_ug), (True, 0)):
        account = DrugAccount.objects.create(**facts, destruction=destruction, opened_by=actor.pk, opened_at=clock.now())
        lot = _batch(actor, account, batch, expires_on) if batch and not destruction else None
        line = _save(_line(actor, account, LineKind.OPENING, held, client_uuid=None if destruction else client_uuid, batch=lot))
        record(Verb.OPENED, obj=line, data=_told(line))
        made.append(account)
    return made[0]


@transaction.atomic
def close_account(*, actor: User, account: DrugAccount) -> DrugAccount:
    """Take an empty account out of use; its book stays."""
    _lock(account)
    last = last_entry(account)
    waits = figures(actor, account)
    policies.close_account.check(actor, account=account, balance_ug=last.balance_ug if last else 0, **waits)
    account.active = False
    account.save()
    record(Verb.CLOSED, obj=account)
    return account


@transaction.atomic
def receive(
    *, actor: User, account: DrugAccount, amount_ug: int, source: str, document: str, batch: str, expires_on: date,
    day: date | None = None, reason: str = "", client_uuid: UUID | None = None,
) -> RegisterEntry:
    """Write down a delivery; a second person signs. The same form twice is one line."""
    lot = _batch(actor, account, batch, expires_on)
    facts: dict[str, Any] = {"source": source.strip(), "document": document.strip(), "batch": lot, "reason": reason.strip()}
    return _write(actor, account, LineKind.RECEIVE, amount_ug, Verb.RECEIVED, client_uuid, day=day, **facts)


@transaction.atomic
def supply(
    *, actor: User, account: DrugAccount, amount_ug: int, batch: str = "", authority: str = "", day: date | None = None,
    reason: str = "", client_uuid: UUID | None = None,
) -> RegisterEntry:
    """Take a dose out of an account; the dose, behind its wall, points to the line. The same form twice is one line.

    Without the label of a batch the first to end is taken. Raises Refused for more than the book holds, and for a batch
    that is unknown, out of date or set apart. What was given on an earlier `day` is written with it, and its reason.
    """
    _lock(account)
    lot = batch_named(account, batch) if batch.strip() else batch_to_supply(account, amount_ug)
    if batch.strip() and lot is None:
        raise Refused(_("This account has no batch %(batch)s.") % {"batch": batch.strip()}, WRITE)
    facts: dict[str, Any] = {"batch": lot, "authority": authority.strip(), "day": day, "reason": reason.strip()}
    return _write(actor, account, LineKind.SUPPLY, -amount_ug, Verb.SUPPLIED, client_uuid, locked=True, **facts)


@transaction.atomic
def take_back(*, actor: User, entry: RegisterEntry, reason: str, client_uuid: UUID | None = None) -> RegisterEntry:
    """Take a supply back whole: it is in the account again, both lines stay; a second person signs."""
    _lock(entry.account)
    done = once(entry_of_form(actor, client_uuid), WRITE, about_id=entry.pk)
    if done is not None:
        return done
    policies.take_back.check(actor, entry=entry, done=footnote_of(entry), reason=reason)
    facts: dict[str, Any] = {"about": entry, "batch": entry.batch, "reason": reason.strip()}
    return _write(actor, entry.account, LineKind.BACK, -entry.amount_ug, Verb.TAKEN_BACK, client_uuid, **facts)


@transaction.atomic
def waste(
    *, actor: User, account: DrugAccount, amount_ug: int, why: str, reason: str = "", batch: DrugBatch | None = None,
    day: date | None = None, client_uuid: UUID | None = None,
) -> RegisterEntry:
    """Write down what was destroyed and why; a second person saw it and signs. The same form twice is one line."""
    facts: dict[str, Any] = {"why": why, "reason": reason.strip(), "batch": batch}
    return _write(actor, account, LineKind.WASTE, -amount_ug, Verb.WASTED, client_uuid, day=day, **facts)


@transaction.atomic
def waste_residual(
    *, actor: User, entry: RegisterEntry, residual_ug: int, reason: str = "", client_uuid: UUID | None = None
) -> RegisterEntry:
    """Write down what was left over after a supply and poured away, from the same batch; a second person signs.

    The actor has typed a second factor just before, as for anything destroyed.
    """
    facts: dict[str, Any] = {"about": entry, "batch": entry.batch, "why": WasteReason.RESIDUAL, "reason": reason.strip()}
    if entry.kind != LineKind.SUPPLY:
        raise Refused(_("This line is no supply."), WRITE)
    return _write(actor, entry.account, LineKind.WASTE, -residual_ug, Verb.WASTED, client_uuid, **facts)


@transaction.atomic
def return_to_supplier(
    *, actor: User, account: DrugAccount, amount_ug: int, source: str, document: str = "", reason: str = "",
    batch: DrugBatch | None = None, day: date | None = None, client_uuid: UUID | None = None,
) -> RegisterEntry:
    """Write down what went back to the supplier; a second person signs. The same form twice is one line."""
    facts: dict[str, Any] = {"source": source.strip(), "document": document.strip(), "reason": reason.strip(), "batch": batch}
    return _write(actor, account, LineKind.RETURN, -amount_ug, Verb.RETURNED, client_uuid, day=day, **facts)


@transaction.atomic
def return_from_patient(
    *, actor: User, account: DrugAccount, amount_ug: int, reason: str = "", day: date | None = None, client_uuid: UUID | None = None
) -> RegisterEntry:
    """Write down what was brought back, in the account for destruction beside `account`; nothing is supplied from it."""
    twin = twin_of(account)
    return _write(actor, twin, LineKind.FROM_PATIENT, amount_ug, Verb.BROUGHT_BACK, client_uuid, day=day, reason=reason.strip())


@transaction.atomic
def count_stock(
    *, actor: User, account: DrugAccount, counted_ug: int, inventory: Inventory | None = None, client_uuid: UUID | None = None
) -> RegisterEntry:
    """Write down what was found, before the book says what it expects. What does not fit opens a case and tells the doctors."""
    _lock(account)
    done = once(entry_of_form(actor, client_uuid), WRITE, account_id=account.pk, kind=LineKind.COUNT)
    if done is not None:
        return done
    entry = _write(
        actor, account, LineKind.COUNT, 0, Verb.COUNTED, client_uuid, counted_ug=counted_ug, inventory=inventory
    )
    if entry.difference_ug:
        record(Verb.CASE_OPENED, obj=entry, data={"ug": entry.difference_ug})
        words = _("Drug register: a count does not fit (%(account)s, line %(line)d)") % {"account": account, "line": entry.number}
        add_task(actor=actor, text=words, client_uuid=task_of_case(entry), role=Role.DOCTOR, urgent=True, due_at=clock.now())
    task = task_of_form(actor, task_of_count(shift_to_count()))
    if task is not None and task.done_at is None and not to_count(actor):
        finish_task(actor=actor, task=task)
    return entry


@transaction.atomic
def correct_entry(
    *, actor: User, entry: RegisterEntry, reason: str, amount_ug: int = 0, client_uuid: UUID | None = None
) -> RegisterEntry:
    """Put a line right by a new one with its reason. For a count the amount is its difference, whatever is given."""
    _lock(entry.account)
    done = once(entry_of_form(actor, client_uuid), WRITE, about_id=entry.pk)
    if done is not None:
        return done
    moved = entry.difference_ug if entry.kind == LineKind.COUNT else amount_ug
    policies.correct_entry.check(actor, entry=entry, done=footnote_of(entry), amount_ug=moved, reason=reason)
    facts: dict[str, Any] = {"about": entry, "batch": entry.batch, "reason": reason.strip()}
    return _write(actor, entry.account, LineKind.CORRECTION, moved, Verb.CORRECTED, client_uuid, **facts)


@transaction.atomic
def sign_entry(*, actor: User, entry: RegisterEntry, how: str = SignedBy.SESSION) -> EntrySignature:
    """The second hand under a line, never that of who wrote it, with its own second factor. Of two at once the first stands."""
    policies.sign_entry.check(actor, entry=entry, signed=signature_of(entry) is not None, fresh=is_proven())
    try:
        with transaction.atomic():
            signature = EntrySignature.objects.create(entry=entry, how=how, by=actor.pk, at=clock.now())
    except IntegrityError:
        known = signature_of(entry)
        if known is None:
            raise
        return known
    record(Verb.SIGNED, obj=entry, data={"line": entry.number})
    return signature


@transaction.atomic
def quarantine_batch(*, actor: User, batch: DrugBatch, reason: str) -> DrugBatch:
    """Set a batch apart: nothing is supplied from it until a doctor frees it."""
    policies.quarantine_batch.check(actor, batch=batch, reason=reason)
    batch.quarantined, batch.quarantine_reason = True, reason.strip()
    batch.save()
    record(Verb.QUARANTINED, obj=batch)
    return batch


@transaction.atomic
def release_batch(*, actor: User, batch: DrugBatch) -> DrugBatch:
    """Free a batch that was set apart."""
    policies.release_batch.check(actor, batch=batch)
    batch.quarantined, batch.quarantine_reason = False, ""
    batch.save()
    record(Verb.RELEASED, obj=batch)
    return batch


#: What is written on the pages of an account; supplies are written where the dose is given.
MOVES: dict[str, Callable[..., RegisterEntry]] = {
    LineKind.RECEIVE: receive, LineKind.WASTE: waste, LineKind.RETURN: return_to_supplier, LineKind.FROM_PATIENT: return_from_patient,
}  # fmt: skip


def _lock(account: DrugAccount) -> None:
    """Lines of one book are written one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"drug account {account.pk}"])


def _batch(actor: User, account: DrugAccount, label: str, expires_on: date | None) -> DrugBatch:
    """The batch of this label, written down when it is new; refused when it is known with another end."""
    known = batch_named(account, label)
    if expires_on is None:
        raise Refused(_("What is there has a batch and a day until which it is good."), WRITE)
    if known is None:
        return DrugBatch.objects.create(account=account, label=label.strip(), expires_on=expires_on, by=actor.pk, at=clock.now())
    if known.expires_on != expires_on:
        words = {"batch": known.label, "day": known.expires_on.strftime("%d/%m/%Y")}
        raise Refused(_("Batch %(batch)s is known here as good until %(day)s. Look at the label again.") % words, WRITE)
    return known


def _line(actor: User, account: DrugAccount, kind: str, amount_ug: int, *, client_uuid: UUID | None, day: date | None = None, **facts: Any) -> RegisterEntry:
    moment = clock.now()
    return RegisterEntry(
        account=account, kind=kind, amount_ug=amount_ug, day=day or clock.local(moment).date(), by=actor.pk, at=moment,
        client_uuid=client_uuid or uuid4(), **facts,
    )


def _save(line: RegisterEntry) -> RegisterEntry:
    """The database numbers the line, adds it up and binds it; what it says is read back."""
    line.save(force_insert=True)
    line.refresh_from_db(fields=["number", "balance_ug", "late", "previous", "hash"])
    return line


def _write(
    actor: User, account: DrugAccount, kind: str, amount_ug: int, verb: str, client_uuid: UUID | None, *, locked: bool = False, **facts: Any
) -> RegisterEntry:
    """The next line of a book; a form that was already written gives its line."""
    if not locked:
        _lock(account)
    done = once(entry_of_form(actor, client_uuid), WRITE, account_id=account.pk, kind=kind)
    if done is not None:
        return done
    last = last_entry(account)
    line = _line(actor, last.account if last else account, kind, amount_ug, client_uuid=client_uuid, **facts)
    if last is not None and line.at < last.at < line.at + BLINK:
        line.at = last.at
    policies.write_line.check(actor, line=line, last=last, fresh=kind not in PROVEN or is_proven())
    _save(line)
    record(verb, obj=line, data=_told(line))
    return line


def _told(line: RegisterEntry) -> dict[str, Any]:
    """What the sealed ledger keeps of a line, so that a book written anew from end to end is found out too."""
    return {"account": line.account_id, "line": line.number, "ug": line.amount_ug, "hash": line.hash[:16]}
