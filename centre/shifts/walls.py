"""Walls of this room's own: a handover that is closed stays as it is, a notice is for those it concerns."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from audit.walls import ACTOR, Base, Policy

REVIEWERS = "(SELECT app.has_role('coordinator')) OR (SELECT app.has_role('dpo'))"


@dataclass(frozen=True)
class UntilClosed(Base):
    """Every signed-in member of staff reads and begins it; nobody changes it once `closed_at` is set."""

    def policies(self, table: str, column: Any) -> Iterator[Policy]:
        yield Policy("SELECT", using=ACTOR)
        yield Policy("INSERT", check=ACTOR)
        yield Policy("UPDATE", using=f"{table}.{column('closed_at')} IS NULL AND {ACTOR}", check=ACTOR)


@dataclass(frozen=True)
class Concerned(Base):
    """Read by those who review and by the colleague it is about, written by that colleague, answered by reviewers."""

    def policies(self, table: str, column: Any) -> Iterator[Policy]:
        mine = f"{table}.{column('about')} = (SELECT app.actor())"
        yield Policy("SELECT", using=f"{REVIEWERS} OR {mine}")
        yield Policy("INSERT", check=f"({REVIEWERS}) OR {mine}")
        answers = f"(SELECT app.has_role('coordinator')) AND NOT ({mine})"
        yield Policy("UPDATE", using=answers, check=answers)

    def person_column(self, column: Any) -> str:
        return str(column("person"))
