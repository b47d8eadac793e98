"""What waits for a prescriber: each room adds its questions once, in a module read when the house starts.

    questions.add("held", 10, load)        load(actor, day) -> the questions of that room, through `visible`
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise


@dataclass(frozen=True)
class Question:
    """One thing that waits: about whom, what it is, what stands beside it, where it is answered, since when."""

    who: str
    what: str | Promise
    url: str
    words: str = ""
    icon: str = "hourglass"
    urgent: bool = False
    at: datetime | None = None


Load = Callable[[Any, date], Sequence[Question]]


class Questions:
    """The rooms that ask, each name once, in their order."""

    def __init__(self) -> None:
        self._rooms: dict[str, tuple[int, Load]] = {}

    def add(self, room: str, order: int, load: Load) -> None:
        """Add a room; the same name again replaces it."""
        self._rooms[room] = (order, load)

    def remove(self, room: str) -> None:
        """Forget a room."""
        self._rooms.pop(room, None)

    def asked(self, actor: Any, day: date) -> list[Question]:
        """Everything that waits on a day, what is urgent first."""
        found = [one for _order, _room, load in sorted((order, room, load) for room, (order, load) in self._rooms.items()) for one in load(actor, day)]
        return sorted(found, key=lambda one: not one.urgent)


questions = Questions()
