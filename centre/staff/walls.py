"""Walls of the second factor: used before anybody is known, changed by its owner, taken away by its owner or a manager."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from audit.walls import MANAGER, Base, Policy


@dataclass(frozen=True)
class Factor(Base):
    """A second factor of an account. Its counters change at every try; the rest only by whose it is (a trigger)."""

    counters: tuple[str, ...] = ("throttling_failure_timestamp", "throttling_failure_count", "last_used_at")

    def policies(self, table: str, column: Any) -> Iterator[Policy]:
        mine = f"{table}.{column('user')} = (SELECT app.actor())"
        yield Policy("SELECT", using="true")
        yield Policy("INSERT", check=mine)
        yield Policy("UPDATE", using="true", check="true")
        yield Policy("DELETE", using=f"{mine} OR {MANAGER}")

    def rights(self) -> str:
        return "SELECT, INSERT, UPDATE, DELETE"


@dataclass(frozen=True)
class Spent(Base):
    """Recovery codes: made for oneself, and gone with their use, before anybody is known."""

    device: str = "device"

    def policies(self, table: str, column: Any) -> Iterator[Policy]:
        parent = column.field(self.device).related_model._meta.db_table
        own = f"EXISTS (SELECT 1 FROM {parent} d WHERE d.id = {table}.{column(self.device)} AND d.user_id = (SELECT app.actor()))"
        yield Policy("SELECT", using="true")
        yield Policy("INSERT", check=own)
        yield Policy("DELETE", using="true")

    def rights(self) -> str:
        return "SELECT, INSERT, DELETE"
