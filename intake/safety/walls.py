"""Walls of the incidents: the shift sees what happens, each compartment its own account, the coordination the rest.

An incident names nobody. Whoever may hold its compartment sees it; one of violence, weapons, accusations, police or
death is shown to the whole shift for a day and to the coordination afterwards. Source: PRIVACY 2-3, DOMAIN 9.17.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from audit.walls import Base, Policy, Wall

ACTOR = "(SELECT app.actor())"
COORDINATOR = "(SELECT app.has_role('coordinator'))"
MAY_HOLD = "ANY((SELECT app.may_hold())::text[])"


@dataclass(frozen=True)
class ShiftWall(Base):
    """Rows about nobody, for those who may hold `compartment`; restricted ones for the shift until they lock."""

    compartment_field: str = "compartment"

    def policies(self, table: str, column: Any) -> Iterator[Policy]:
        held = f"{table}.{column('compartment')} = {MAY_HOLD}"
        mine = f"{table}.{column('begun_by')} = {ACTOR}"
        known = (
            f"({table}.{column('keeping')} <> 'restricted' OR {COORDINATOR} OR {mine}"
            f" OR {table}.{column('locks_at')} > (SELECT clock_timestamp()))"
        )
        yield Policy("SELECT", using=f"{held} AND {known}")
        yield Policy("INSERT", check=f"{held} AND {mine}")
        yield Policy("UPDATE", using=f"{held} AND {known}", check=held)


@dataclass(frozen=True)
class RestrictedWall(Wall):
    """As a wall about a person, but a row marked `restricted` is for the coordination, whoever holds the person.

    written_from: a compartment whose holders may add a row that they may then not read. author_for: how long the
    author (`by`) reads their own row, as an interval counted from `at`; empty for always.
    """

    compartment_field: str = "compartment"
    anonymous: bool = True
    written_from: str = "desk"
    author_for: str = ""

    def policies(self, table: str, column: Any) -> Iterator[Policy]:
        inside, by = self._inside(table, column), f"{table}.{column('by')} = {ACTOR}"
        recent = f" AND {table}.{column('at')} > (SELECT clock_timestamp()) - interval '{self.author_for}'" if self.author_for else ""
        apart = f"{table}.{column('restricted')}"
        shown = (
            f"(NOT {apart} AND {inside}) OR ({apart} AND {self._may_hold(table, column)} AND {COORDINATOR}) OR ({by}{recent})"
        )
        yield Policy("SELECT", using=shown)
        yield Policy("INSERT", check=f"{by} AND ({inside} OR {self._from_outside(table, column)})")
        if not self.append_only:
            yield Policy("UPDATE", using=shown, check=shown)
        if self.deletable:
            yield Policy("DELETE", using=shown)
        yield from self._denials(table, column)

    def _may_hold(self, table: str, column: Any) -> str:
        return f"{table}.{column(self.compartment_field)} = {MAY_HOLD}"

    def _from_outside(self, table: str, column: Any) -> str:
        """Whoever holds the compartment one writes from, or may hold it when the row names nobody."""
        person = f"{table}.{column(self.person)}"
        return (
            f"({person} IS NULL AND '{self.written_from}' = {MAY_HOLD}) OR EXISTS (SELECT 1 FROM centre_access a WHERE a.person = {person}"
            f" AND a.compartment = '{self.written_from}' AND a.principal = ANY((SELECT app.principals())::int[])"
            " AND a.valid_until > (SELECT clock_timestamp()) OFFSET 0)"
        )
