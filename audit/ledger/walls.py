"""What the ledger hangs on the walls: its SQL, and how the evidence of a row finds its person. Source: PRIVACY 4."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import connection, models

#: In the order in which they run.
SQL_FILES = tuple(
    Path(__file__).with_name("sql") / name for name in ("ledger.sql", "ledger_evidence.sql", "ledger_seals.sql")
)


def person_query(model: type[models.Model]) -> str:
    """The query that finds the person of a row image `$1` of a table walled through another; "" when not needed.

    The fourth argument of `audit.attach_evidence`. Follows `Wall(through=…)` up to the table that names the person.
    """
    start = getattr(getattr(model, "wall", None), "through", "")
    if not start:
        return ""
    foreign: Any = model._meta.get_field(start)
    joins: list[str] = []
    parent, number = foreign.related_model, 1
    while through := getattr(parent.wall, "through", ""):
        link: Any = parent._meta.get_field(through)
        table, key = link.related_model._meta.db_table, link.target_field.column
        joins.append(f"JOIN public.{table} p{number + 1} ON p{number + 1}.{key} = p{number}.{link.column}")
        parent, number = link.related_model, number + 1
    person = getattr(parent.wall, "person", "")
    if not person:
        return ""
    column = parent._meta.get_field(person).column
    first, key = foreign.related_model._meta.db_table, foreign.target_field.column
    return " ".join(
        [f"SELECT p{number}.{column} FROM public.{first} p1", *joins,
         f"WHERE p1.{key} = ($1->>'{foreign.column}')::{foreign.db_type(connection)}"]
    )
