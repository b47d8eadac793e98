"""One Mermaid state diagram for each transition table. A table is data in a room's `states.py`.

`TRANSITIONS` (or `MOVES`) says from which state one may go where, `NEED_MOVES` the same of one thing among several in
a room; `START` names the states in which a thing begins, the first state of the table when it is not written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .rooms import modules

TABLES = ("TRANSITIONS", "MOVES")
OF_ONE_THING = "_MOVES"


@dataclass(frozen=True)
class Machine:
    """A transition table: the room it lives in, its states with their words, the moves and the beginnings."""

    app: str
    room: str
    story: str
    words: dict[str, str]
    moves: dict[str, list[str]]
    start: tuple[str, ...]

    @property
    def name(self) -> str:
        return f"{self.app}.{self.room}"


def machines() -> Iterator[Machine]:
    """Every transition table of the project, in the order of the floors and then by room."""
    for app, room, module in modules("states"):
        whole = next((name for name in TABLES if hasattr(module, name)), "")
        for name, table in vars(module).items():
            if name == whole or name.endswith(OF_ONE_THING):
                place = room if name == whole else f"{room}.{name.removesuffix(OF_ONE_THING).lower()}"
                yield machine(app, place, module.__doc__ or "", table, getattr(module, "START", ()))


def machine(app: str, room: str, story: str, table: Mapping[Any, Iterable[Any]], start: Iterable[Any]) -> Machine:
    """A machine of plain texts, moves in the order in which the table names the states."""
    order = [str(state.value) for state in table]
    return Machine(
        app=app,
        room=room,
        story=story.partition("\n")[0],
        words={state.value: str(state.label) for state in table},
        moves={state.value: sorted((then.value for then in after), key=order.index) for state, after in table.items()},
        start=tuple(state.value for state in start) or (order[0],),
    )


def mermaid(plan: Machine) -> str:
    """The diagram, in Mermaid's `stateDiagram-v2`. Words may hold any sign: quotes are left out."""
    lines = ["stateDiagram-v2"]
    for state, words in plan.words.items():
        lines.append(f'    state "{words.replace(chr(34), "")}" as {_identifier(state)}')
    lines += [f"    [*] --> {_identifier(state)}" for state in plan.start]
    for state, after in plan.moves.items():
        lines += [f"    {_identifier(state)} --> {_identifier(then)}" for then in after or ["[*]"]]
    return "\n".join(lines)


def page(plan: Machine) -> str:
    """The Markdown page of one machine: diagram, then the same as a table."""
    rows = "\n".join(
        f"| `{state}` | {words} | {', '.join(f'`{then}`' for then in plan.moves[state]) or 'nothing: the end'} |"
        for state, words in plan.words.items()
    )
    return (
        f"# {plan.name}\n\n{plan.story}\n\n```mermaid\n{mermaid(plan)}\n```\n\n"
        f"| State | Words | May become |\n|---|---|---|\n{rows}\n"
    )


def _identifier(state: str) -> str:
    return state if state == "[*]" else state.replace("-", "_").replace(".", "_")
