"""The wall of tasks: one about a person stands behind that person's wall, one about nobody is everybody's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from audit.walls import ACTOR, Policy, Wall, permitted


@dataclass(frozen=True)
class HouseOrPerson(Wall):
    """Rows about a person for holders of the compartment, rows about nobody for all staff; written by role, in one's own name."""

    author: str = ""
    add: str = ""
    change: str = ""

    def policies(self, table: str, column: Any) -> Iterator[Policy]:
        own = f"{table}.{column(self.author)} = (SELECT app.actor())"
        for one in super().policies(table, column):
            if one.restrictive:
                yield one
            elif one.command == "INSERT":
                yield Policy("INSERT", check=f"({one.check}) AND {own} AND {permitted((self.add,))}")
            elif one.command == "UPDATE":
                may = permitted((self.change,))
                yield Policy("UPDATE", using=f"({one.using}) AND {may}", check=f"({one.check}) AND {may}")
            else:
                yield one

    def _inside(self, table: str, column: Any) -> str:
        return f"({super()._inside(table, column)} OR ({table}.{column(self.person)} IS NULL AND {ACTOR}))"
