"""May this worker open an account, write this line, sign it, close a case; and the words when not."""

from __future__ import annotations

from datetime import timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.rules import rule
from centre.shifts import clock
from centre.staff.models import User

from .enums import PROVEN, LineKind
from .models import DrugAccount, DrugBatch, RegisterEntry

COMES_IN = (LineKind.RECEIVE, LineKind.FROM_PATIENT, LineKind.BACK)
GOES_OUT = (LineKind.SUPPLY, LineKind.WASTE, LineKind.RETURN)


def unproven() -> str:
    """The words for whoever has typed no second factor lately."""
    return _("Type the code of your authenticator: two persons stand here, each with their own.")


@rule("care.view_register")
def view_register(actor: User) -> str | None:
    """Nurses and doctors read the register."""
    return None


@rule("care.open_account")
def open_account(actor: User, *, fresh: bool) -> str | None:
    """A doctor opens an account, with a second factor typed just before."""
    return None if fresh else unproven()


@rule("care.open_account")
def close_account(actor: User, *, account: DrugAccount, balance_ug: int, waiting: int, cases: int) -> str | None:
    """An account is closed empty, with nothing left to sign or to explain."""
    if balance_ug:
        return _("This account still holds %(amount)s.") % {"amount": account.shown(balance_ug)}
    if waiting or cases:
        return _("Some lines of this account still wait for a signature, or for an explanation.")
    return None if account.active else _("This drug account is closed.")


@rule("care.write_register")
def write_line(actor: User, *, line: RegisterEntry, last: RegisterEntry | None, fresh: bool) -> str | None:
    """Whether a line may follow the last one: the clock, the day, the batch, what the book holds, the second factor."""
    return (
        _time(line, last)
        or (_batch(line.batch, line) if line.batch else None)
        or _stock(line, last)
        or (None if fresh or line.kind not in PROVEN else unproven())
    )


def _time(line: RegisterEntry, last: RegisterEntry | None) -> str | None:
    if last is not None and last.at > line.at:
        words = {"line": last.number, "then": _moment(last), "now": _moment(line)}
        return _("The clock went back: line %(line)d was written on %(then)s, and it is now %(now)s. Nothing was written. Have the clock set right, then try again.") % words
    today = clock.local(line.at).date()
    if line.day > today:
        return _("This day has not come yet.")
    if line.day < today - timedelta(days=1) and not line.reason.strip():
        return _("A line is written on the day itself or the next. Say why it comes later: it is marked as late.")
    return None


def _moment(line: RegisterEntry) -> str:
    return str(date_format(clock.local(line.at), "j/n/Y H:i"))


def _batch(batch: DrugBatch, line: RegisterEntry) -> str | None:
    if batch.account_id != line.account_id:
        return _("This batch is of another account.")
    if line.kind != LineKind.SUPPLY:
        return None
    if batch.expires_on < line.day:
        words = {"batch": batch.label, "day": date_format(batch.expires_on, "j/n/Y")}
        return _("Batch %(batch)s was good until %(day)s. Nothing is supplied from it: two persons destroy it, or it goes back.") % words
    if batch.quarantined:
        words = {"batch": batch.label, "why": batch.quarantine_reason}
        return _("Batch %(batch)s is set apart: %(why)s. Take another batch.") % words
    return None


def _stock(line: RegisterEntry, last: RegisterEntry | None) -> str | None:
    account, held = line.account, last.balance_ug if last else 0
    if not account.active:
        return _("This drug account is closed.")
    if account.destruction and line.kind in (LineKind.SUPPLY, LineKind.BACK, LineKind.RECEIVE):
        return _("What was brought back is kept apart: nothing is supplied from it.")
    if (line.kind in GOES_OUT and line.amount_ug >= 0) or (line.kind in COMES_IN and line.amount_ug <= 0):
        return _("There is nothing to write down.")
    if held + line.amount_ug < 0:
        words = {"held": account.shown(held), "amount": account.shown(-line.amount_ug)}
        return _("The book holds %(held)s: %(amount)s cannot go out of it. Look whether a line is missing, or count.") % words
    return None


@rule("care.write_register")
def take_back(actor: User, *, entry: RegisterEntry, done: RegisterEntry | None, reason: str) -> str | None:
    """A supply is taken back whole, once, with its reason."""
    if entry.kind != LineKind.SUPPLY:
        return _("This line is no supply.")
    if done is not None:
        return _("This supply has already been taken back by line %(line)d.") % {"line": done.number}
    return None if reason.strip() else _("Say why.")


@rule("care.write_register")
def correct_entry(actor: User, *, entry: RegisterEntry, done: RegisterEntry | None, amount_ug: int, reason: str) -> str | None:
    """A line is put right by another one with its reason, once."""
    if done is not None:
        return _("Line %(line)d has already put this one right.") % {"line": done.number}
    if entry.kind in (LineKind.SUPPLY, LineKind.BACK):
        return _("A supply is taken back where the dose stands.")
    if not amount_ug:
        return _("There is nothing to put right.")
    return None if reason.strip() else _("Say why.")


@rule("care.sign_register")
def sign_entry(actor: User, *, entry: RegisterEntry, signed: bool, fresh: bool) -> str | None:
    """The second hand: another person than who wrote the line, once, with their own second factor."""
    if not entry.needs_second:
        return _("No second person signs this line.")
    if entry.by == actor.pk:
        return _("You wrote this line. Another person signs it.")
    if signed:
        return _("This line is already signed.")
    return None if fresh else unproven()


@rule("care.write_register")
def quarantine_batch(actor: User, *, batch: DrugBatch, reason: str) -> str | None:
    """Whoever doubts a batch sets it apart, and says why."""
    if batch.quarantined:
        return _("This batch is already set apart.")
    return None if reason.strip() else _("Say why.")


@rule("care.open_account")
def release_batch(actor: User, *, batch: DrugBatch) -> str | None:
    """A doctor frees a batch that was set apart."""
    return None if batch.quarantined else _("This batch is not set apart.")
