"""The parts of the night pack, each as the actor may see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from centre.shifts import clock, hours
from centre.shifts.hours import Shift
from centre.shifts.registry import pack
from centre.shifts.told import Part

#: Paper with aliases on it is shredded after this. Source: UX 6.
KEPT = timedelta(hours=48)
DESK_LINES = 18


@dataclass(frozen=True)
class Pack:
    """What is printed: for which shift, made when and by whom, to shred when, the parts, blank lines for the desk."""

    shift: Shift
    made_at: datetime
    made_by: Any
    shred_at: datetime
    parts: list[Part]
    blank: range


def parts_for(actor: Any, shift: Shift) -> list[Part]:
    """The parts the actor may see, in order. The caller has recorded that they are shown."""
    return [Part(one, one.load(actor, shift)) for one in pack.for_actor(actor)]


def pack_of(actor: Any) -> Pack:
    """Everything on the paper, as it is now."""
    now, shift = clock.now(), hours.shift_now()
    return Pack(shift, now, actor, now + KEPT, parts_for(actor, shift), range(DESK_LINES))
