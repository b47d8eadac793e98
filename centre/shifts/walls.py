"""Walls of this room's own: a handover that is closed stays as it is, a hand signs for itself, a notice is for those it
concerns.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from audit.walls import ACTOR, Base, Policy, Wall, permitted

REVIEWERS = "(SELECT app.has_role('coordinator')) OR (SELECT app.has_role('dpo'))"


@dataclass(frozen=True)
class UntilClosed(Base):
    """Every signed-in member of staff reads it, who writes handovers begins it; nobody changes it once `closed_at` is set."""

    def policies(self, table: str, column: Any) -> Iterator[Policy]:
        writers = permitted(("centre.write_handover",))
        yield Policy("SELECT", using=ACTOR)
        yield Policy("INSERT", check=writers)
        yield Policy("UPDATE", using=f"{table}.{column('closed_at')} IS NULL AND {writers}", check=writers)


@dataclass(frozen=True)
class Told(Wall):
    """Lines about persons in a handover: behind the person's wall, written and taken out only while it is open."""

    append_only: bool = True

    def policies(self, table: str, column: Any) -> Iterator[Policy]:
        still = f"{_parent(table, column)} AND p.closed_at IS NULL)"
        for policy in super().policies(table, column):
            check = f"({policy.check}) AND {still}" if policy.command == "INSERT" else policy.check
            using = f"({policy.using}) AND {still}" if policy.command == "DELETE" else policy.using
            yield Policy(policy.command, using, check, policy.restrictive)


@dataclass(frozen=True)
class OwnHand(Base):
    """Everybody sees who signed; one signs as oneself only, and only what is closed. Never changed."""

    who: str
    append_only: bool = True

    def policies(self, table: str, column: Any) -> Iterator[Policy]:
        closed = f"{_parent(table, column)} AND p.closed_at IS NOT NULL)"
        yield Policy("SELECT", using=ACTOR)
        may = permitted(("centre.sign_handover", "centre.read_handover"))
        yield Policy("INSERT", check=f"{table}.{column(self.who)} = (SELECT app.actor()) AND {may} AND {closed}")

    def rights(self) -> str:
        return "SELECT, INSERT"


@dataclass(frozen=True)
class OwnDraft(Base):
    """What somebody is writing: theirs alone, and gone when they are done."""

    who: str

    def policies(self, table: str, column: Any) -> Iterator[Policy]:
        mine = f"{table}.{column(self.who)} = (SELECT app.actor())"
        yield Policy("ALL", using=mine, check=mine)

    def rights(self) -> str:
        return "SELECT, INSERT, UPDATE, DELETE"


@dataclass(frozen=True)
class Concerned(Base):
    """Read by those who review and by the colleague it is about, written by that colleague, answered by reviewers."""

    only_columns: tuple[str, ...] = ("answered_at", "answered_by", "judgement", "remark")

    def policies(self, table: str, column: Any) -> Iterator[Policy]:
        mine = f"{table}.{column('about')} = (SELECT app.actor())"
        yield Policy("SELECT", using=f"{REVIEWERS} OR {mine}")
        yield Policy("INSERT", check=f"({REVIEWERS}) OR {mine}")
        answers = f"(SELECT app.has_role('coordinator')) AND NOT ({mine})"
        yield Policy("UPDATE", using=answers, check=answers)

    def person_column(self, column: Any) -> str:
        return str(column("person"))


def _parent(table: str, column: Any) -> str:
    """The beginning of a question about the handover of a row, for SQL."""
    book = column.field("handover").related_model._meta.db_table
    return f"EXISTS (SELECT 1 FROM {book} p WHERE p.id = {table}.{column('handover')}"
