"""May this worker change this closure, and the words when not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.rules import rule
from centre.staff.models import User
from housing.beds.models import Bed, Closure, Room
from housing.beds.policies import other_closure, somebody_there
from housing.beds.selectors import Kept, said


def all_in_the_way(kept: Sequence[tuple[Bed, Kept]]) -> str | None:
    """Everybody who has one of the beds in the period: each by name whom the actor may know, the others counted; or None."""
    if not kept:
        return None
    named = [_("Bed %(bed)s: %(who)s") % {"bed": bed, "who": said(one)} for bed, one in kept if one.who]
    others = len(kept) - len(named)
    if others:
        words = ngettext("%(n)d person whose file you may not open", "%(n)d people whose files you may not open", others)
        named.append(words % {"n": others})
    words = _("There are people in this room. Move them or end their stays first. %(who)s.")
    return words % {"who": "; ".join(named)}


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
def close_room(actor: User, *, room: Room, beds: Sequence[Any], kept: Sequence[tuple[Bed, Kept]] = ()) -> str | None:
    """A room is closed with all its beds that are in service and open, when nobody has one of them."""
    return all_in_the_way(kept) if beds else _("This room has no bed to close.")
