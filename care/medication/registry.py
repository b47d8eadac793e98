"""What the house itself prescribes and gives, beside what the person takes: rooms add theirs, nothing is copied.

    here.add("prescriptions", 10, load)        load(actor, person) -> the lines of that room, through `visible`, its reading recorded
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True)
class HouseLine:
    """One medicine of the house: what, how much a day, on which days and where, from when to when, by whom, where it is read.

    `key`: its substance. `given`: the last dose given here, when one was. `effect`: whether it makes drowsy, in words; empty for no.
    """

    key: str
    what: str
    dose: str
    route: str
    days_here: str
    days_home: str
    since: date
    until: date
    prescriber: str
    url: str
    effect: str = ""
    given: datetime | None = None
    given_dose: str = ""


Load = Callable[[Any, Any], Sequence[HouseLine]]
#: (actor, person, substances) -> substance: when its last dose was given, and how much in words.
LastGiven = Callable[[Any, Any, Sequence[str]], dict[str, tuple[datetime, str]]]


class HouseMedication:
    """The rooms that prescribe and those that give, each name once, in their order."""

    def __init__(self) -> None:
        self._rooms: dict[str, tuple[int, Load]] = {}
        self._given: dict[str, LastGiven] = {}

    def add(self, room: str, order: int, load: Load) -> None:
        """Add a room that prescribes; the same name again replaces it."""
        self._rooms[room] = (order, load)

    def gives(self, room: str, load: LastGiven) -> None:
        """Add a room that gives; the same name again replaces it."""
        self._given[room] = load

    def of(self, actor: Any, person: Any) -> tuple[HouseLine, ...]:
        """What the house prescribes a person today, with the last dose of each."""
        rooms = sorted((order, name) for name, (order, _load) in self._rooms.items())
        found = [line for _order, name in rooms for line in self._rooms[name][1](actor, person)]
        if not found:
            return ()
        last = {key: one for load in self._given.values() for key, one in load(actor, person, [line.key for line in found]).items()}
        return tuple(
            replace(line, given=last[line.key][0], given_dose=last[line.key][1]) if line.key in last else line for line in found
        )


here = HouseMedication()
