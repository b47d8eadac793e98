"""Where the room of the doses says which supplies have one: the register knows no person and asks nobody else.

    doses.add("dispensing", lambda entries: set of the numbers of those lines that a dose or a bottle points to)
"""

from __future__ import annotations

from collections.abc import Callable, Collection

Known = Callable[[Collection[int]], set[int]]


class Doses:
    """Rooms that point to supplies, each by its name; the same name again replaces it."""

    def __init__(self) -> None:
        self._rooms: dict[str, Known] = {}

    def add(self, room: str, known: Known) -> None:
        """Say which lines of the register a room points to."""
        self._rooms[room] = known

    def remove(self, room: str) -> None:
        """Forget a room."""
        self._rooms.pop(room, None)

    def asked(self) -> bool:
        """Whether any room can answer."""
        return bool(self._rooms)

    def without(self, entries: Collection[int]) -> set[int]:
        """Those lines that no room points to; none when there is no room to ask."""
        left = set(entries)
        for known in self._rooms.values():
            left -= known(left)
        return left if self._rooms else set()


doses = Doses()
