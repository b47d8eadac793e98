"""Reads of the controlled-drug register. It names no person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from centre.shifts import clock
from centre.shifts.hours import Shift, last_ended, shifts_at
from centre.staff.models import User

from .enums import TWO_HANDS, LineKind, StepKind
from .measures import milligrams
from .models import CaseStep, DrugAccount, DrugBatch, EntrySignature, Inventory, RegisterEntry

LISTED = 60
#: A count made this long before a shift begins is the count of its handover.
HANDOVER = timedelta(minutes=30)
#: Batches that end within this are warned of.
SOON = timedelta(days=30)

#: What the buttons of an account say.
MOVE_WORDS = {
    LineKind.RECEIVE: gettext_lazy("Delivery received"), LineKind.WASTE: gettext_lazy("Something destroyed"),
    LineKind.RETURN: gettext_lazy("Return to the supplier"), LineKind.FROM_PATIENT: gettext_lazy("Brought back by a patient"),
}  # fmt: skip


@dataclass(frozen=True)
class BookLine:
    """A line as it is shown: who wrote it, who signed beside, whether a hand is missing, what puts it right."""

    entry: RegisterEntry
    writer: str
    signature: EntrySignature | None
    signer: str
    footnote: RegisterEntry | None

    @property
    def waits(self) -> bool:
        """Whether the second hand is still missing."""
        return self.signature is None and self.entry.needs_second

    @property
    def counted(self) -> str:
        """What a count found, in milligrams and units; empty for other lines."""
        return "" if self.entry.counted_ug is None else self.entry.account.shown(self.entry.counted_ug)

    @property
    def counted_mg(self) -> str:
        """What a count found, in milligrams alone; empty for other lines."""
        return "" if self.entry.counted_ug is None else milligrams(self.entry.counted_ug)

    @property
    def counted_units(self) -> str:
        """What a count found, in units alone; empty for other lines."""
        account = self.entry.account
        return "" if self.entry.counted_ug is None else f"{account.units(self.entry.counted_ug)} {account.unit}"

    @property
    def difference(self) -> str:
        """What a count found too much or too little, in milligrams and units."""
        return self.entry.account.shown(self.entry.difference_ug)


def is_proven() -> bool:
    """Whether the acting worker typed a second factor just before, as the database reads it from the token."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.fresh()")
        return bool(cursor.fetchone()[0])


def every_account(actor: User) -> QuerySet[DrugAccount]:
    """Every account, closed ones too, with what it holds (`held_ug`)."""
    last = RegisterEntry.objects.filter(account=OuterRef("pk")).order_by("-number").values("balance_ug")[:1]
    found = DrugAccount.objects.annotate(held_ug=Coalesce(Subquery(last), 0))
    return found.order_by("-active", "destruction", "premises", "substance", "other", "form", "strength_ug", "pk")


def accounts_for(actor: User) -> QuerySet[DrugAccount]:
    """The accounts in use from which something may be supplied, with what they hold (`held_ug`)."""
    return every_account(actor).filter(active=True, destruction=False)


def account_for(actor: User, pk: int) -> DrugAccount:
    """One account with what it holds; 404 when there is none."""
    return get_object_or_404(every_account(actor), pk=pk)


def twin_of(account: DrugAccount) -> DrugAccount:
    """The account for destruction beside an account; itself when it is one."""
    if account.destruction:
        return account
    same = {name: getattr(account, name) for name in ("substance", "other", "form", "strength_ug", "premises")}
    return DrugAccount.objects.get(**same, destruction=True, active=True)


def batches_of(actor: User, account: DrugAccount, *, everything: bool = False) -> list[DrugBatch]:
    """The batches from which something may be supplied today (or all that were ever there), the first to end first.

    Each says what is left of it by the book (`held_ug`).
    """
    moved = RegisterEntry.objects.filter(batch=OuterRef("pk")).order_by().values("batch")
    left = Coalesce(Subquery(moved.annotate(left=Sum("amount_ug")).values("left")), 0)
    found = DrugBatch.objects.filter(account=account).annotate(held_ug=left)
    if not everything:
        found = found.filter(quarantined=False, expires_on__gte=clock.local().date(), held_ug__gt=0)
    return list(found.order_by("expires_on", "pk"))


def batch_to_supply(account: DrugAccount, amount_ug: int) -> DrugBatch | None:
    """First to end, first out: the batch a supply is taken from when nobody names one; None when no batch is known."""
    found = DrugBatch.objects.filter(account=account).annotate(held_ug=Coalesce(Sum("movements__amount_ug"), 0))
    known = list(found.order_by("expires_on", "pk"))
    today = clock.local().date()
    good = [one for one in known if not one.quarantined and one.expires_on >= today]
    enough = [one for one in good if one.held_ug >= amount_ug]
    return next(iter(enough or [one for one in good if one.held_ug > 0] or good or known), None)


def batch_named(account: DrugAccount, label: str) -> DrugBatch | None:
    """The batch of an account with this label, however it is written, or None."""
    return DrugBatch.objects.filter(account=account, label__iexact=label.strip()).first()


def batch_for(actor: User, pk: int) -> DrugBatch:
    """One batch with its account; 404 when there is none."""
    return get_object_or_404(DrugBatch.objects.select_related("account"), pk=pk)


def entry_for(actor: User, pk: int) -> RegisterEntry:
    """One line with its account; 404 when there is none."""
    return get_object_or_404(RegisterEntry.objects.select_related("account", "batch", "about", "inventory"), pk=pk)


def entry_of_form(actor: User, client_uuid: UUID | None) -> RegisterEntry | None:
    """The line that a form has already written, or None."""
    return RegisterEntry.objects.select_related("account").filter(client_uuid=client_uuid).first() if client_uuid else None


def last_entry(account: DrugAccount) -> RegisterEntry | None:
    """The last line of a book, with the account as it is now; None before its first."""
    return RegisterEntry.objects.filter(account=account).select_related("account").order_by("-number").first()


def footnote_of(entry: RegisterEntry) -> RegisterEntry | None:
    """The line that takes this one back or puts it right, or None."""
    return RegisterEntry.objects.filter(about=entry, kind__in=[LineKind.BACK, LineKind.CORRECTION]).first()


def signature_of(entry: RegisterEntry) -> EntrySignature | None:
    """The second hand under a line, or None."""
    return EntrySignature.objects.filter(entry=entry).first()


def names_of(numbers: Iterable[int | None]) -> dict[int, str]:
    """The names of colleagues by their number; nothing is read for nobody."""
    wanted = {one for one in numbers if one}
    return dict(User.objects.filter(pk__in=wanted).values_list("pk", "display_name")) if wanted else {}


def lines(actor: User, entries: Iterable[RegisterEntry]) -> list[BookLine]:
    """Lines as they are shown, with the names of colleagues."""
    found = list(entries)
    signed = {one.entry_id: one for one in EntrySignature.objects.filter(entry__in=found)}
    notes = RegisterEntry.objects.filter(about__in=found, kind__in=[LineKind.BACK, LineKind.CORRECTION]).order_by("pk")
    footnotes = {one.about_id: one for one in notes}
    names = names_of([one.by for one in found] + [one.by for one in signed.values()])
    return [
        BookLine(
            one, names.get(one.by, ""), signed.get(one.pk), names.get(signed[one.pk].by, "") if one.pk in signed else "",
            footnotes.get(one.pk),
        )
        for one in found
    ]


def book(account: DrugAccount | None = None) -> QuerySet[RegisterEntry]:
    """The lines of an account, or of all in use, with what is shown beside them."""
    found = RegisterEntry.objects.filter(account=account) if account else RegisterEntry.objects.filter(account__active=True)
    return found.select_related("account", "batch", "about")


def latest(actor: User, account: DrugAccount) -> list[BookLine]:
    """The last lines of a book, newest first."""
    return lines(actor, book(account).order_by("-number")[:LISTED])


def waiting(actor: User, account: DrugAccount | None = None) -> QuerySet[RegisterEntry]:
    """Lines that a second person signs and nobody has yet, oldest first."""
    found = book(account).filter(kind__in=TWO_HANDS, signature=None).exclude(kind=LineKind.OPENING, amount_ug=0)
    return found.order_by("at", "pk")


def open_cases(actor: User, account: DrugAccount | None = None) -> QuerySet[RegisterEntry]:
    """Counts that did not fit the book and that two persons have not closed yet, oldest first."""
    closed = Exists(CaseStep.objects.filter(entry=OuterRef("pk"), kind=StepKind.CONFIRMED))
    found = book(account).filter(kind=LineKind.COUNT).exclude(counted_ug=F("balance_ug"))
    return found.filter(~closed).order_by("at", "pk")


def figures(actor: User, account: DrugAccount | None = None) -> dict[str, int]:
    """How many lines wait for a second hand and how many counts for an explanation, in one account or in all in use."""
    return {"waiting": waiting(actor, account).count(), "cases": open_cases(actor, account).count()}


def shift_to_count() -> Shift:
    """The shift for which the stock is counted: of two that overlap, the one that takes over."""
    here = shifts_at()
    return here[-1] if here else last_ended()


def to_count(actor: User | None, shift: Shift | None = None) -> list[DrugAccount]:
    """Accounts in use that hold something and that nobody counted for this shift yet."""
    since = (shift or shift_to_count()).start - HANDOVER
    counted = Exists(RegisterEntry.objects.filter(account=OuterRef("pk"), kind=LineKind.COUNT, at__gte=since))
    last = RegisterEntry.objects.filter(account=OuterRef("pk")).order_by("-number").values("balance_ug")[:1]
    found = DrugAccount.objects.filter(active=True).annotate(held_ug=Subquery(last)).filter(~counted, held_ug__gt=0)
    return list(found.order_by("destruction", "premises", "substance", "form", "strength_ug", "pk"))


def counts_of_shift(actor: User, shift: Shift) -> list[dict[str, Any]]:
    """Each account in use that holds something: whether it was counted for a shift, and whether the count fitted."""
    since = shift.start - HANDOVER
    counts = RegisterEntry.objects.filter(kind=LineKind.COUNT, at__gte=since, at__lt=shift.end + HANDOVER).order_by("number")
    last = {one.account_id: one for one in counts}
    found = every_account(actor).filter(Q(held_ug__gt=0) | Q(pk__in=last), active=True)
    return [
        {"account": str(one), "counted": one.pk in last, "fits": one.pk in last and not last[one.pk].difference_ug}
        for one in found
    ]


def task_of_count(shift: Shift) -> UUID:
    """The number of the task that asks for the count of a shift: one for each."""
    return uuid5(NAMESPACE_URL, f"care.register.count/{shift.service_day}/{shift.code}")


def task_of_case(entry: RegisterEntry) -> UUID:
    """The number of the task that tells the doctors of a discrepancy."""
    return uuid5(NAMESPACE_URL, f"care.register.case/{entry.client_uuid}")


def ending(actor: User) -> list[DrugBatch]:
    """Batches of accounts in use that are set apart, out of date, or end within a month, and of which something is left."""
    found = DrugBatch.objects.filter(account__active=True).select_related("account")
    found = found.filter(Q(quarantined=True) | Q(expires_on__lte=clock.local().date() + SOON))
    left = found.annotate(held_ug=Coalesce(Sum("movements__amount_ug"), 0)).filter(held_ug__gt=0)
    return list(left.order_by("expires_on", "pk")[:LISTED])


def taken(facts: dict[str, Any]) -> bool:
    """Whether another form than this one has opened an account in use for the same drug, form and strength in a place."""
    number = facts.get("client_uuid")
    if number and RegisterEntry.objects.filter(client_uuid=number).exists():
        return False
    same = {name: facts[name] for name in ("substance", "other", "form", "strength_ug")}
    return DrugAccount.objects.filter(**same, premises__iexact=facts["premises"], active=True).exists()


def movements(account: DrugAccount) -> dict[str, Any]:
    """What may be written on the page of an account, with its words; nothing once it is closed."""
    if not account.active:
        return {}
    kinds = (LineKind.FROM_PATIENT, LineKind.WASTE) if account.destruction else (LineKind.RECEIVE, LineKind.WASTE, LineKind.RETURN)
    return {kind.value: MOVE_WORDS[kind] for kind in kinds}


def inventory_under_way(actor: User, number: str, account: DrugAccount) -> Inventory | None:
    """The inventory that a count belongs to, when it has this number and has not counted the account yet."""
    if not number.isdigit():
        return None
    counted = RegisterEntry.objects.filter(inventory=OuterRef("pk"), account=account)
    return Inventory.objects.filter(~Exists(counted), pk=int(number[:9])).first()


def in_words(line: BookLine) -> str:
    """A line in one sentence: account, number, what, how much, who wrote it."""
    entry = line.entry
    amount = line.counted or entry.account.shown(entry.amount_ug)
    words = {"account": entry.account, "line": entry.number, "what": entry.get_kind_display(), "amount": amount, "who": line.writer}
    return _("%(account)s, line %(line)d: %(what)s, %(amount)s, by %(who)s") % words
