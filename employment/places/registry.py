"""What other rooms say beside each line of a session, and the pages they add to its head."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple


class Mark(NamedTuple):
    """A word beside a sign-up: a tag when `done`, otherwise a button that leads to `url`."""

    label: str
    url: str
    icon: str
    done: bool = False


@dataclass(frozen=True)
class Beside:
    """What one room says beside the lines of a session, for holders of `permission`.

    load(actor, session, sign_ups) answers marks by number of sign-up; head(session) the room's own page of the session.
    """

    name: str
    order: int
    permission: str
    load: Callable[[Any, Any, Sequence[Any]], dict[int, Mark]]
    head: Callable[[Any], Mark] | None = None


_rooms: list[Beside] = []


def add(room: Beside) -> None:
    """Let a room speak beside the lines of a session; the same name replaces what was there."""
    _rooms[:] = sorted([*(one for one in _rooms if one.name != room.name), room], key=lambda one: one.order)


def marks(actor: Any, session: Any, sign_ups: Sequence[Any]) -> dict[int, tuple[Mark, ...]]:
    """What the rooms whose permission the actor holds say, by number of sign-up."""
    said: dict[int, tuple[Mark, ...]] = {}
    for room in _rooms:
        if actor.may(room.permission):
            for number, mark in room.load(actor, session, sign_ups).items():
                said[number] = (*said.get(number, ()), mark)
    return said


def heads(actor: Any, session: Any) -> list[Mark]:
    """The pages that other rooms add to the head of a session."""
    return [room.head(session) for room in _rooms if room.head and actor.may(room.permission)]
