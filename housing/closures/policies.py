"""May this worker change this closure, and the words when not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.staff.models import User
from housing.beds.models import Closure, Room
from housing.beds.policies import other_closure, somebody_there


def still_stands(closure: Closure) -> str | None:
    """Why nothing can be done with a closure any more, or None."""
    return _("This closure was cancelled.") if closure.cancelled_at else None


@rule("housing.close_bed")
def revise_closure(
    actor: User, *, closure: Closure, kept: Sequence[str] = (), other: Closure | None = None, changed: str = ""
) -> str | None:
    """A closure is changed as long as it stands, nobody changed it meanwhile, and the new period is free of others."""
    return still_stands(closure) or changed or somebody_there(closure.bed, kept) or other_closure(other)


@rule("housing.close_bed")
def cancel_closure(actor: User, *, closure: Closure) -> str | None:
    """A closure is cancelled once: as if it had never been, which is told apart from reopening the bed."""
    return still_stands(closure)


@rule("housing.close_bed")
def close_room(actor: User, *, room: Room, beds: Sequence[Any]) -> str | None:
    """A room is closed with all its beds that are in service and open."""
    return None if beds else _("This room has no bed to close.")
