"""Walls of this room's own: marks that are only ever added, presences that are one's own."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from audit.walls import MANAGER, Base, Plumbing, Policy


@dataclass(frozen=True)
class Marks(Plumbing):
    """Written and read before anybody is known; never changed, never removed."""

    allowed: str = "SELECT, INSERT"
    append_only: bool = True


@dataclass(frozen=True)
class Present(Base):
    """Read before anybody is known (the tiles of the locked screen); begun and ended by oneself or by a manager."""

    def policies(self, table: str, column: Any) -> Iterator[Policy]:
        mine = f"{table}.{column('user')} = (SELECT app.actor()) OR {MANAGER}"
        yield Policy("SELECT", using="true")
        yield Policy("INSERT", check=mine)
        yield Policy("UPDATE", using=mine, check=mine)

    def rights(self) -> str:
        return "SELECT, INSERT, UPDATE"
