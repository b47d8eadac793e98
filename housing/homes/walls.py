"""The wall of what only those who look for homes read: addresses where somebody lives, landlords and their telephones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from audit.walls import OpenTable, Policy, permitted
from centre.access.enums import Compartment

MAY_HOLD = f"'{Compartment.HOUSING.value}' = ANY((SELECT app.may_hold())::text[])"


@dataclass(frozen=True)
class HomesTable(OpenTable):
    """A table about no client, read and written only from a team that works with housing, with the permission `read`."""

    read: tuple[str, ...] = ("housing.view_homes",)

    def policies(self, table: str, column: Any) -> Iterator[Policy]:
        yield from super().policies(table, column)
        inside = f"{permitted(self.read)} AND {MAY_HOLD}"
        yield Policy("SELECT", using=inside, restrictive=True)
        yield Policy("INSERT", check=inside, restrictive=True)
        if not self.append_only:
            yield Policy("UPDATE", using=inside, check=inside, restrictive=True)
