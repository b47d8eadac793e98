"""Who may do what at the equipment counter. Nothing about a person is ever a reason against. Source: DOMAIN 8.3."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.shifts.clock import now

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.supplies.models import Entry, Item

UNDO_SECONDS = 60


@rule("intake.hand_out")
def hand_out(actor: "User", *, item: "Item") -> str | None:
    """No number is ever too many, and none depends on what came back: never one for one."""
    if not item.active:
        return _("This item is no longer in the catalogue.")
    return None


@rule("intake.take_back")
def take_back(actor: "User") -> str | None:
    """Whatever comes back is taken in, also more than was given."""
    return None


@rule("intake.undo_equipment")
def undo_equipment(actor: "User", *, entry: "Entry") -> str | None:
    """The same worker, within a minute; afterwards it is struck."""
    if entry.by != actor.pk:
        return _("Only the colleague who recorded it can undo it. You can strike it.")
    if now() - entry.at > timedelta(seconds=UNDO_SECONDS):
        return _("More than a minute has passed. You can still strike it.")
    return None


@rule("intake.correct_equipment")
def correct_equipment(actor: "User", *, entry: "Entry") -> str | None:
    """Any worker with the right, any time; what was struck stays in the history."""
    return None


@rule("intake.receive_stock")
def receive_stock(actor: "User") -> str | None:
    """Whoever looks after the stock."""
    return None


@rule("intake.count_stock")
def count_stock(actor: "User") -> str | None:
    """Whoever looks after the stock."""
    return None


@rule("intake.discard_stock")
def discard_stock(actor: "User", *, units: int, balance: int) -> str | None:
    """No more than the lot holds on paper: count it first when the shelf says otherwise."""
    if units > balance:
        return _("This lot holds %(balance)s on paper. Count it first.") % {"balance": balance}
    return None


@rule("intake.edit_catalogue")
def edit_catalogue(actor: "User") -> str | None:
    """Whoever keeps the catalogue."""
    return None
