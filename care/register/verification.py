"""The check of the whole register: balances worked out anew, gaps, hashes, hands, and what the ledger was told of each line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from audit.ledger.models import Event
from centre.shifts import clock

from .enums import LineKind, StepKind
from .models import CaseStep, DrugAccount, EntrySignature, RegisterEntry
from .registry import doses

#: A second hand that is missing longer than this is a fault.
UNSIGNED = timedelta(days=1)
#: A supply may wait this long for its dose: both are written together.
UNTIED = timedelta(hours=1)
BEGINNING = "0" * 64


@dataclass(frozen=True)
class Fault:
    """Something wrong with a line (0: with the account as a whole), and the words for it."""

    account: int
    label: str
    line: int
    kind: str
    words: str


@dataclass
class Report:
    """What was looked at, and what is wrong."""

    accounts: int = 0
    lines: int = 0
    signatures: int = 0
    faults: list[Fault] = field(default_factory=list)

    def as_data(self) -> dict[str, Any]:
        """For a program to read."""
        return asdict(self) | {"whole": not self.faults}


def check() -> Report:
    """Look at every account. For the worker, who sees the doses as well."""
    report = Report()
    told = _told()
    for account in DrugAccount.objects.order_by("pk"):
        entries = list(RegisterEntry.objects.filter(account=account).order_by("number"))
        signed = {one.entry_id: one for one in EntrySignature.objects.filter(entry__account=account)}
        report.accounts += 1
        report.lines += len(entries)
        report.signatures += len(signed)
        found = [*_account(account, entries, signed), *_cases(account), *_ledger(entries, told.pop(account.pk, {}))]
        for line, kind, words in found:
            report.faults.append(Fault(account.pk, str(account), line, kind, words))
    return report


def _account(account: DrugAccount, entries: list[RegisterEntry], signed: dict[int, EntrySignature]) -> Iterator[tuple[int, str, str]]:
    """What is wrong within one account."""
    hashes = _hashes(account)
    balance, previous, last_at = 0, BEGINNING, None
    for expected, entry in enumerate(entries, start=1):
        line, signature = entry.number, signed.get(entry.pk)
        computed, computed_signature = hashes[entry.pk]
        balance += entry.amount_ug
        if line != expected:
            yield line, "gap", _("line %(line)d stands where line %(expected)d should") % {"line": line, "expected": expected}
        if entry.balance_ug != balance:
            words = {"found": account.shown(entry.balance_ug), "expected": account.shown(balance)}
            yield line, "balance", _("the balance says %(found)s, the lines add up to %(expected)s") % words
        if entry.previous != previous or entry.hash != computed:
            yield line, "hash", _("the line is not the one that was written: its seal does not fit")
        if last_at is not None and entry.at < last_at:
            yield line, "clock", _("the line was written before the one it follows")
        yield from _hands(entry, signature, computed_signature)
        balance, previous, last_at = entry.balance_ug, entry.hash, entry.at
    if entries and entries[0].kind != LineKind.OPENING:
        yield entries[0].number, "gap", _("the book does not begin with its opening")
    yield from _given(account, entries)


def _given(account: DrugAccount, entries: list[RegisterEntry]) -> Iterator[tuple[int, str, str]]:
    """Supplies that stand, and that no dose points to, or one that says another amount."""
    if not doses.asked():
        return
    back = {one.about_id for one in entries if one.kind == LineKind.BACK}
    standing = [one for one in entries if one.kind == LineKind.SUPPLY and one.at < clock.now() - UNTIED and one.pk not in back]
    told = doses.told([one.pk for one in standing])
    for entry in standing:
        given = told.get(entry.pk)
        if given is None:
            yield entry.number, "dose", _("no dose points to this supply")
        elif given != -entry.amount_ug:
            words = {"line": account.shown(-entry.amount_ug), "given": account.shown(given)}
            yield entry.number, "amount", _("the line says %(line)s, the dose says %(given)s") % words


def _hands(entry: RegisterEntry, signature: EntrySignature | None, computed: str | None) -> Iterator[tuple[int, str, str]]:
    """What is wrong with the hands under a line."""
    if signature is None:
        if entry.needs_second and entry.at < clock.now() - UNSIGNED:
            yield entry.number, "unsigned", _("the second hand is missing for more than a day")
        return
    if signature.by == entry.by:
        yield entry.number, "hands", _("the same person stands twice under the line")
    if signature.hash != computed:
        yield entry.number, "signature", _("the signature is not the one that was given: its seal does not fit")


def _cases(account: DrugAccount) -> Iterator[tuple[int, str, str]]:
    """Discrepancies that one person closed twice."""
    steps = CaseStep.objects.filter(entry__account=account, kind__in=[StepKind.CLOSED, StepKind.CONFIRMED]).select_related("entry")
    first = {one.entry_id: one.by for one in steps if one.kind == StepKind.CLOSED}
    for step in steps.filter(kind=StepKind.CONFIRMED).order_by("entry__number"):
        if first.get(step.entry_id) in (None, step.by):
            yield step.entry.number, "hands", _("the discrepancy was not closed by two persons")


def _hashes(account: DrugAccount) -> dict[int, tuple[str, str | None]]:
    """What each line of an account, and the signature under it, should be bound by."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT entry, line, signature FROM app.register_hashes(%s)", [account.pk])
        return {entry: (line, signature) for entry, line, signature in cursor.fetchall()}


def _told() -> dict[int, dict[int, str]]:
    """What the sealed ledger was told when each line was written: account, number, beginning of its hash.

    What was said first counts: whoever alters a line may tell the ledger again, but not before.
    """
    found: dict[int, dict[int, str]] = {}
    events = Event.objects.filter(object_label="care.registerentry", verb__startswith="care.register.").order_by("id")
    for said in events.values_list("diff", flat=True).iterator(2000):
        if said and "hash" in said:
            found.setdefault(said["account"], {}).setdefault(said["line"], said["hash"])
    return found


def _ledger(entries: list[RegisterEntry], told: dict[int, str]) -> Iterator[tuple[int, str, str]]:
    """Lines that the ledger knows otherwise, or that one of the two knows alone from the first that both know."""
    here = {entry.number: entry.hash for entry in entries}
    for line, beginning in sorted(told.items()):
        if line not in here:
            yield line, "missing", _("the ledger knows this line, the book has lost it")
        elif not here[line].startswith(beginning):
            yield line, "ledger", _("the ledger was told of another line")
    for line in sorted(line for line in here.keys() - told.keys() if told and line > min(told)):
        yield line, "untold", _("the ledger was never told of this line")
