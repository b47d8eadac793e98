"""The wall of calendar addresses: found before anybody is known, made and ended by oneself only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from audit.walls import Base, Policy


@dataclass(frozen=True)
class OwnAddress(Base):
    """Anybody who has the address may follow it (the row holds its fingerprint only); it is its owner's to make and end."""

    who: str

    def policies(self, table: str, column: Any) -> Iterator[Policy]:
        mine = f"{table}.{column(self.who)} = (SELECT app.actor())"
        yield Policy("SELECT", using="true")
        yield Policy("INSERT", check=mine)
        yield Policy("UPDATE", using=mine, check=mine)
