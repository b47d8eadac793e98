"""Where the room of the doses says which supplies have one: the register knows no person and asks nobody else.

    doses.add("dispensing", lambda entries: {line that a dose or bottles point to: micrograms that they say, together})
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

Known = Callable[[Collection[int]], Mapping[int, int]]


class Doses:
    """Rooms that point to supplies, each by its name; the same name again replaces it."""

    def __init__(self) -> None:
        self._rooms: dict[str, Known] = {}

    def add(self, room: str, known: Known) -> None:
        """Say which lines of the register a room points to, and how much it says of each."""
        self._rooms[room] = known

    def remove(self, room: str) -> None:
        """Forget a room."""
        self._rooms.pop(room, None)

    def asked(self) -> bool:
        """Whether any room can answer."""
        return bool(self._rooms)

    def told(self, entries: Collection[int]) -> dict[int, int]:
        """What the rooms say was given from each of these lines, in micrograms; a line that none points to is left out."""
        found: dict[int, int] = {}
        for known in self._rooms.values():
            for entry, amount in known(entries).items():
                found[entry] = found.get(entry, 0) + amount
        return found


doses = Doses()
