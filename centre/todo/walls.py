"""The wall of tasks: one about a person stands behind that person's wall, one about nobody is everybody's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from audit.walls import ACTOR, Wall


@dataclass(frozen=True)
class HouseOrPerson(Wall):
    """Rows about a person for holders of the compartment, rows about nobody for all staff."""

    def _inside(self, table: str, column: Any) -> str:
        return f"({super()._inside(table, column)} OR ({table}.{column(self.person)} IS NULL AND {ACTOR}))"
