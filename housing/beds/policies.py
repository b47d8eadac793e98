"""May this worker do this to this bed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audit.rules import rule
from centre.shifts import clock
from centre.staff.models import User
from housing.beds.models import Bed, Closure


def day_of(moment: datetime | None) -> str:
    """A day and month in words; further notice when there is no such moment."""
    return date_format(clock.local(moment), "j F") if moment else _("further notice")


def last_day(moment: datetime) -> date:
    """The last service day, its night included, of a period that ends at an instant."""
    return clock.service_day(moment - timedelta(seconds=1))


def last_day_of(moment: datetime | None) -> str:
    """The same in words; further notice when there is no end."""
    return date_format(last_day(moment), "j F") if moment else _("further notice")


def other_closure(other: Closure | None) -> str | None:
    """The words of a refusal that name the closure which stands in the way, or None."""
    if other is None:
        return None
    words = _("Bed %(bed)s is already closed from %(from)s until %(until)s: %(reason)s.")
    if other.period.upper is None:
        words = _("Bed %(bed)s is already closed from %(from)s until further notice: %(reason)s.")
    return words % {
        "bed": other.bed, "from": day_of(other.period.lower), "until": last_day_of(other.period.upper),
        "reason": other.get_reason_display(),
    }


def somebody_there(bed: Bed, kept: Sequence[str]) -> str | None:
    """The words of a refusal that say who has the bed in the period, one part for each, or None."""
    if not kept:
        return None
    words = _("Somebody has this bed. Move the person or end the stay first. Bed %(bed)s: %(who)s.")
    return words % {"bed": bed, "who": "; ".join(kept)}


@rule("housing.view_board")
def view_board(actor: User) -> str | None:
    """The board may be seen by whoever works with it."""
    return None


@rule("housing.close_bed")
def close_bed(
    actor: User, *, bed: Bed, occupied: bool, kept: Sequence[str] = (), other: Closure | None = None
) -> str | None:
    """A bed in which somebody sleeps is not closed under them, and no bed is closed twice at once."""
    if kept:
        return somebody_there(bed, kept)
    return _("Somebody has this bed. Move the person or end the stay first.") if occupied else other_closure(other)


@rule("housing.backdate_closure")
def backdate_closure(actor: User) -> str | None:
    """What was true before now is written by whoever holds the right of its own: it changes nights already counted."""
    return None


@rule("housing.reopen_bed")
def reopen_bed(actor: User, *, bed: Bed, closed: bool) -> str | None:
    """Only a closed bed is reopened."""
    return None if closed else _("This bed is not closed.")


@rule("housing.mark_cleaned")
def mark_cleaned(actor: User, *, bed: Bed) -> str | None:
    """Whoever works on the floor may say that a bed is clean."""
    return None


@rule("housing.mark_cleaned")
def ask_cleaning(actor: User, *, bed: Bed, state: str) -> str | None:
    """Whoever works on the floor may say that a bed is not clean, unless it waits for that already."""
    return _("This bed is already to be cleaned.") if state == "clean" else None


@rule("housing.view_occupancy")
def view_occupancy(actor: User) -> str | None:
    """Figures of bed-nights, without persons."""
    return None
