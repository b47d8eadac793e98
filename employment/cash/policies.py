"""May this worker put money in a box, pay from it, count it or sign; and the words when not."""

from __future__ import annotations

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.shell.amounts import euros
from centre.staff.models import User
from employment.cash.enums import EntryKind
from employment.cash.models import CashBox, CashEntry


def in_use(box: CashBox) -> str | None:
    """Why a box moves no money, or None."""
    return None if box.active else _("This cash box is closed.")


@rule("employment.sign_cash")
def view_cash(actor: User) -> str | None:
    """Whoever may be the second hand sees the book."""
    return None


@rule("employment.keep_cash")
def keep_cash(actor: User, *, box: CashBox | None = None) -> str | None:
    """Coordinators open a box and put money in."""
    return in_use(box) if box else None


@rule("employment.keep_cash")
def close_box(actor: User, *, box: CashBox, balance: int, waiting: int, cases: int) -> str | None:
    """A box is closed empty, with nothing left to sign or to explain."""
    if balance:
        return _("There is still %(amount)s in this box. Take it out by a correction first.") % {"amount": euros(balance)}
    if waiting or cases:
        return _("Some lines of this book still wait for a signature or a reason.")
    return in_use(box)


@rule("employment.write_allowance")
def pay_out(actor: User, *, box: CashBox, amount_cents: int, balance: int) -> str | None:
    """Never more than the box holds."""
    if amount_cents > balance:
        words = {"amount": euros(amount_cents), "balance": euros(balance), "box": box.label}
        return _("%(amount)s is more than the %(balance)s in %(box)s. Put money in first, or pay another way.") % words
    return in_use(box)


@rule("employment.write_allowance")
def take_back(actor: User, *, entry: CashEntry, done: bool) -> str | None:
    """A payment is taken back whole, once."""
    if entry.kind != EntryKind.PAID:
        return _("This line is no payment.")
    return _("This payment has already been taken back.") if done else None


@rule("employment.count_cash")
def count_box(actor: User, *, box: CashBox, difference: int, reason: str) -> str | None:
    """A count that does not fit the book says what may have happened."""
    if difference and not reason.strip():
        words = {"amount": euros(abs(difference))}
        if difference > 0:
            return _("There is %(amount)s more than in the book. Say what may have happened.") % words
        return _("%(amount)s is missing. Say what may have happened.") % words
    return in_use(box)


@rule("employment.keep_cash")
def correct_entry(actor: User, *, entry: CashEntry, amount_cents: int, balance: int, reason: str, done: bool) -> str | None:
    """A line is put right by another one with its reason, once; the book never goes below zero."""
    if done:
        return _("This line has already been put right.")
    if entry.kind in (EntryKind.PAID, EntryKind.BACK):
        return _("A payment is taken back on the page of the allowance.")
    if not reason.strip():
        return _("Say why.")
    if not amount_cents:
        return _("There is nothing to put right.")
    if balance + amount_cents < 0:
        return _("There is only %(amount)s in the box.") % {"amount": euros(balance)}
    return in_use(entry.box)


@rule("employment.sign_cash")
def sign_entry(actor: User, *, entry: CashEntry, signed: bool) -> str | None:
    """The second hand: another worker than who wrote the line, once."""
    if not entry.needs_second:
        return _("The receiver signs for this line.")
    if entry.by == actor.pk:
        return _("You wrote this line. A colleague signs it.")
    return _("This line is already signed.") if signed else None


@rule("employment.write_allowance")
def take_signature(actor: User, *, entry: CashEntry, signed: bool) -> str | None:
    """The receiver signs for a payment, once."""
    if entry.kind != EntryKind.PAID:
        return _("This line is no payment.")
    return _("This receipt is already signed.") if signed else None
