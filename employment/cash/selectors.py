"""Reads of the cash book. It names no person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from centre.shell.amounts import euros
from centre.staff.models import User
from employment.cash.enums import TWO_WORKERS, EntryKind, Hand
from employment.cash.models import CashBox, CashEntry, CashSignature

LISTED = 60


@dataclass(frozen=True)
class BookLine:
    """A line as it is shown: who wrote it, who signed beside, whether a hand is missing."""

    entry: CashEntry
    writer: str
    signature: CashSignature | None
    signer: str

    @property
    def waits(self) -> bool:
        """Whether the second hand, or the receiver's, is still missing."""
        return self.signature is None and (self.entry.needs_second or self.entry.kind == EntryKind.PAID)


@dataclass(frozen=True)
class Month:
    """A month of one book: what was in the box before, its lines, what was in it after, sums by kind."""

    first: date
    before_cents: int
    lines: list[BookLine]
    sums: list[tuple[str, int, str]]

    @property
    def previous(self) -> date:
        """The first day of the month before."""
        return (self.first - timedelta(days=1)).replace(day=1)

    @property
    def following(self) -> date:
        """The first day of the month after."""
        return (self.first + timedelta(days=32)).replace(day=1)

    @property
    def before(self) -> str:
        """The balance carried over, as it is written."""
        return euros(self.before_cents)

    @property
    def after(self) -> str:
        """The balance at the end, as it is written."""
        return self.lines[-1].entry.balance if self.lines else self.before


def boxes(actor: User, *, everything: bool = False) -> QuerySet[CashBox]:
    """Boxes in use (or all) with what they hold, by name."""
    last = CashEntry.objects.filter(box=OuterRef("pk")).order_by("-number").values("balance_cents")[:1]
    found = CashBox.objects.all() if everything else CashBox.objects.filter(active=True)
    return found.annotate(held=Subquery(last)).order_by("label", "pk")


def every_box(actor: User) -> list[tuple[CashBox, str]]:
    """Every box, closed ones too, with what it holds as it is written."""
    return [(box, euros(box.held or 0)) for box in boxes(actor, everything=True)]  # type: ignore[attr-defined]  # annotated


def held(actor: User) -> list[tuple[CashBox, int]]:
    """The boxes in use with what they hold, in cents."""
    return [(box, box.held or 0) for box in boxes(actor)]  # type: ignore[attr-defined]  # annotated


def box_for(actor: User, pk: int) -> CashBox:
    """One box; 404 when there is none."""
    return get_object_or_404(CashBox, pk=pk)


def entry_for(actor: User, pk: int) -> CashEntry:
    """One line with its box; 404 when there is none."""
    return get_object_or_404(CashEntry.objects.select_related("box", "session__project"), pk=pk)


def entry_of_form(actor: User, client_uuid: UUID | None) -> CashEntry | None:
    """The line that a form has already written, or None."""
    return CashEntry.objects.filter(client_uuid=client_uuid).first() if client_uuid else None


def box_of_form(actor: User, posted: Any) -> set[str]:
    """The name, in small letters, of the box that this form has already opened; empty otherwise."""
    try:
        number = UUID(posted.get("client_uuid", "")) if posted else None
    except ValueError:
        number = None
    done = entry_of_form(actor, number)
    return {done.box.label.lower()} if done else set()


def last_entry(box: CashBox) -> CashEntry | None:
    """The last line of a book, or None before its first."""
    return CashEntry.objects.filter(box=box).order_by("-number").first()


def balance_of(box: CashBox) -> int:
    """What a box holds, in cents."""
    last = last_entry(box)
    return last.balance_cents if last else 0


def last_receipt(box: CashBox, year: int) -> int:
    """The number of the last receipt of a year, 0 before the first."""
    found = CashEntry.objects.filter(box=box, receipt_year=year).order_by("-receipt_no").values_list("receipt_no", flat=True)
    return found.first() or 0


def is_corrected(entry: CashEntry) -> bool:
    """Whether another line takes this one back or puts it right."""
    return CashEntry.objects.filter(corrects=entry).exists()


def is_signed(entry: CashEntry) -> bool:
    """Whether the other hand stands under a line."""
    return CashSignature.objects.filter(entry=entry).exists()


def signature_of(actor: User, entry: CashEntry) -> CashSignature | None:
    """The other hand under a line, or None."""
    return CashSignature.objects.filter(entry=entry).order_by("pk").first()


def lines(actor: User, entries: Iterable[CashEntry]) -> list[BookLine]:
    """Lines as they are shown, with the names of colleagues."""
    found = list(entries)
    signed = {one.entry_id: one for one in CashSignature.objects.filter(entry__in=found).order_by("pk")}
    asked = {one.by for one in found} | {one.by for one in signed.values()}
    names = dict(User.objects.filter(pk__in=asked).values_list("pk", "display_name"))
    return [
        BookLine(one, names.get(one.by, ""), signed.get(one.pk), names.get(signed[one.pk].by, "") if one.pk in signed else "")
        for one in found
    ]


def _of(box: CashBox) -> QuerySet[CashEntry]:
    return CashEntry.objects.filter(box=box).select_related("box", "session__project", "corrects", "corrected_by")


def latest(actor: User, box: CashBox) -> list[BookLine]:
    """The last lines of a book, newest first."""
    return lines(actor, _of(box).order_by("-number")[:LISTED])


def waiting(actor: User, box: CashBox | None = None) -> QuerySet[CashEntry]:
    """Lines that two workers sign and only one has, oldest first."""
    found = CashEntry.objects.filter(kind__in=TWO_WORKERS).exclude(signatures__hand=Hand.SECOND)
    found = found.filter(box=box) if box else found.filter(box__active=True)
    return found.select_related("box", "session__project", "corrects", "corrected_by").order_by("at", "pk")


def open_cases(actor: User, box: CashBox | None = None) -> QuerySet[CashEntry]:
    """Counts that did not fit the book and that no correction answers yet, oldest first."""
    found = CashEntry.objects.filter(kind=EntryKind.COUNT, corrected_by=None).exclude(counted_cents=F("balance_cents"))
    found = found.filter(box=box) if box else found.filter(box__active=True)
    return found.select_related("box").order_by("at", "pk")


def month_of(actor: User, box: CashBox, first: date) -> Month:
    """The book of a calendar month, `first` its first day."""
    following = (first + timedelta(days=32)).replace(day=1)
    before = CashEntry.objects.filter(box=box, day__lt=first).order_by("-number").values_list("balance_cents", flat=True).first()
    told = lines(actor, _of(box).filter(day__gte=first, day__lt=following).order_by("number"))
    sums = []
    for kind in EntryKind:
        mine = [line.entry.amount_cents for line in told if line.entry.kind == kind]
        if mine:
            sums.append((str(kind.label), len(mine), euros(sum(mine))))
    return Month(first, before or 0, told, sums)


def figures(actor: User, box: CashBox | None = None) -> dict[str, int]:
    """How many lines wait for a second hand and how many counts for an explanation, in one box or in all in use."""
    return {"waiting": waiting(actor, box).count(), "cases": open_cases(actor, box).count()}
