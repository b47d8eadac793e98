"""May this worker do this to this bed."""

from __future__ import annotations

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.staff.models import User
from housing.beds.models import Bed


@rule("housing.view_board")
def view_board(actor: User) -> str | None:
    """The board may be seen by whoever works with it."""
    return None


@rule("housing.close_bed")
def close_bed(actor: User, *, bed: Bed, occupied: bool) -> str | None:
    """A bed in which somebody sleeps is not closed under them."""
    return _("Somebody has this bed. Move the person or end the stay first.") if occupied else None


@rule("housing.reopen_bed")
def reopen_bed(actor: User, *, bed: Bed, closed: bool) -> str | None:
    """Only a closed bed is reopened."""
    return None if closed else _("This bed is not closed.")


@rule("housing.mark_cleaned")
def mark_cleaned(actor: User, *, bed: Bed) -> str | None:
    """Whoever works on the floor may say that a bed is clean."""
    return None


@rule("housing.view_occupancy")
def view_occupancy(actor: User) -> str | None:
    """Figures of bed-nights, without persons."""
    return None
