"""What is done about a count that does not fit, and an inventory of two persons."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.db import connection, transaction

from audit.ledger.actions import record
from audit.rules import once
from care.register.actions import correct_entry, sign_entry
from care.register.enums import SignedBy, StepKind
from care.register.models import CaseStep, Inventory, RegisterEntry
from care.register.selectors import footnote_of, is_proven, signature_of, task_of_case
from centre.shifts import clock
from centre.staff.models import User
from centre.todo.actions import finish_task
from centre.todo.selectors import task_of_form

from . import policies
from .enums import Verb
from .selectors import accounts_in_use, book_of, case_of, correction_of, inventory_of_form, step_of_form, still_to_count

SIGN = "care.sign_register"


@transaction.atomic
def follow_case(*, actor: User, entry: RegisterEntry, kind: str, words: str, client_uuid: UUID | None = None) -> CaseStep:
    """Write what was looked into, which doctor was told, or the explanation. The same form twice is one page."""
    _lock(entry)
    done = once(step_of_form(actor, client_uuid), SIGN, entry_id=entry.pk, kind=kind)
    if done is not None:
        return done
    policies.follow_case.check(actor, entry=entry, kinds=case_of(actor, entry).kinds, kind=kind, words=words)
    step = _step(actor, entry, kind, words, client_uuid)
    if kind == StepKind.TOLD:
        task = task_of_form(actor, task_of_case(entry))
        if task is not None and task.done_at is None:
            finish_task(actor=actor, task=task)
    record(Verb.CASE_STEP, obj=entry, data={"step": kind})
    return step


@transaction.atomic
def close_case(*, actor: User, entry: RegisterEntry, words: str, adjust: bool = True, client_uuid: UUID | None = None) -> CaseStep:
    """The first of two closes a case; with `adjust` a correction brings the book to what was counted. Both stay."""
    _lock(entry)
    done = once(step_of_form(actor, client_uuid), SIGN, entry_id=entry.pk, kind=StepKind.CLOSED)
    if done is not None:
        return done
    policies.close_case.check(actor, entry=entry, kinds=case_of(actor, entry).kinds, words=words, fresh=is_proven())
    step = _step(actor, entry, StepKind.CLOSED, words, client_uuid)
    if adjust and footnote_of(entry) is None:
        correct_entry(actor=actor, entry=entry, reason=words.strip()[:200])
    record(Verb.CASE_CLOSED, obj=entry)
    return step


@transaction.atomic
def confirm_case(*, actor: User, entry: RegisterEntry, how: str = SignedBy.SESSION) -> CaseStep:
    """The second of two closes a case, and signs the correction that goes with it when nobody has."""
    _lock(entry)
    case = case_of(actor, entry)
    policies.confirm_case.check(actor, kinds=case.kinds, first_by=case.first_by, fresh=is_proven())
    step = _step(actor, entry, StepKind.CONFIRMED, "", None)
    made = correction_of(entry)
    if made is not None and made.by != actor.pk and signature_of(made) is None:
        sign_entry(actor=actor, entry=made, how=how)
    record(Verb.CASE_CONFIRMED, obj=entry)
    return step


@transaction.atomic
def begin_inventory(
    *, actor: User, reason: str, leaving: str = "", arriving: str = "", client_uuid: UUID | None = None
) -> Inventory:
    """Begin to count everything, by two; the same form twice is one inventory."""
    policies.begin_inventory.check(actor, accounts=accounts_in_use())
    done = inventory_of_form(actor, client_uuid)
    if done is not None:
        return done
    inventory = Inventory(
        reason=reason, leaving=leaving.strip(), arriving=arriving.strip(), begun_by=actor.pk, begun_at=clock.now(),
        client_uuid=client_uuid or uuid4(),
    )
    inventory.save(force_insert=True)
    record(Verb.INVENTORY_BEGUN, obj=inventory)
    return inventory


@transaction.atomic
def sign_inventory(*, actor: User, inventory: Inventory, how: str = SignedBy.SESSION) -> int:
    """The other hand under every count of an inventory that waits for one; how many were signed."""
    policies.sign_inventory.check(actor, inventory=inventory, missing=len(still_to_count(inventory)), fresh=is_proven())
    signed = 0
    for entry in book_of(inventory).filter(signature=None).exclude(by=actor.pk):
        sign_entry(actor=actor, entry=entry, how=how)
        signed += 1
    record(Verb.INVENTORY_SIGNED, obj=inventory, data={"lines": signed})
    return signed


def _lock(entry: RegisterEntry) -> None:
    """Pages of one case are written one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"drug case {entry.pk}"])


def _step(actor: User, entry: RegisterEntry, kind: str, words: str, client_uuid: UUID | None) -> CaseStep:
    step = CaseStep(entry=entry, kind=kind, words=words.strip(), by=actor.pk, at=clock.now(), client_uuid=client_uuid or uuid4())
    step.save(force_insert=True)
    return step
