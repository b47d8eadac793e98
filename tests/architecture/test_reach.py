"""Role by role and table by table: which part of one person's file each member of the cast sees, on both walls.

One row of each kind is put in for each compartment of one person whom every team follows; then each member reads every
table twice: in SQL, where only the wall of the database stands, and through the queryset, on a connection that passes
every wall of the database. What is seen stands in approved/reach.md.

After a change that is meant: `CENTRE_APPROVE=1 python3 manage.py test tests/architecture/test_reach.py`, then read the
difference in git before it lands.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from django.apps import apps
from django.db import connection, models

from audit.walls import Wall
from centre.access.enums import Compartment
from centre.access.raising import is_copy, wall_of

APPROVED = Path(__file__).parent / "approved" / "reach.md"
#: Who reads, and what they are in the house. Source: DOMAIN 6.
READERS = {
    "vera": "Reception", "peer": "Peer worker", "nadia": "Nurse", "amina": "Doctor", "ivan": "Social worker",
    "psy": "Psychologist", "hugo": "Social worker for homes", "rosa": "Consumption room", "women_worker": "Women's space",
    "colette": "Coordinator", "felix": "Figures", "dora": "Data protection", "ada": "Accounts", "olga": "In no team",
}
PERSON = uuid.UUID("5a1f3d0e-0000-4000-8000-000000000001")


def tables() -> Iterator[tuple[type[models.Model], Wall]]:
    """Every table about a person that stands behind the wall of a compartment; copies have the wall of their original."""
    for model in sorted(apps.get_models(include_auto_created=True), key=lambda one: one._meta.db_table):
        wall = wall_of(model)
        plain = not is_copy(model) and not model._meta.proxy and model._meta.managed
        if plain and isinstance(wall, Wall) and isinstance(deciding(model, wall)[1], Wall):
            yield model, wall


def deciding(model: type[models.Model], wall: Any) -> tuple[type[models.Model], Any]:
    """The table whose row decides, and its wall: the table itself, or the one it hangs on."""
    while isinstance(wall, Wall) and wall.through:
        model = model._meta.get_field(wall.through).related_model
        wall = wall_of(model)
    return model, wall


def held_in(model: type[models.Model], wall: Wall) -> tuple[str, ...]:
    """The compartments in which a row of this table may stand."""
    named, asked = deciding(model, wall)
    if asked.compartment:
        return (asked.compartment,)
    choices = named._meta.get_field(asked.compartment_field).flatchoices
    return tuple(code for code, _label in choices) or tuple(Compartment.values)


def put_in(server: Any) -> dict[tuple[str, str], Any]:
    """One row per table and compartment, about PERSON, with nothing else in it; their keys."""
    for _kind, table, name in server.execute(
        "select contype::text, conrelid::regclass::text, quote_ident(conname) from pg_constraint"
        " where contype in ('c', 'u', 'x', 'f') and connamespace = 'public'::regnamespace and conparentid = 0"
    ).fetchall():
        server.execute(f"alter table {table} drop constraint if exists {name} cascade")
    for (name,) in server.execute(
        "select i.indexrelid::regclass::text from pg_index i join pg_class c on c.oid = i.indrelid"
        " where i.indisunique and not i.indisprimary and c.relnamespace = 'public'::regnamespace"
    ).fetchall():
        server.execute(f"drop index if exists {name}")
    keys: dict[tuple[str, str], Any] = {}
    waiting = list(tables())
    while waiting:
        model, wall = waiting.pop(0)
        if wall.through and any(one is model._meta.get_field(wall.through).related_model for one, _ in waiting):
            waiting.append((model, wall))
            continue
        _loosen(server, model)
        for compartment in held_in(model, wall):
            keys[model._meta.db_table, compartment] = _row(server, model, wall, compartment, keys)
    return keys


def _loosen(server: Any, model: type[models.Model]) -> None:
    for field in model._meta.local_concrete_fields:
        if not field.primary_key:
            server.execute(f'alter table {model._meta.db_table} alter column "{field.column}" drop not null')


def _row(server: Any, model: type[models.Model], wall: Wall, compartment: str, keys: dict[tuple[str, str], Any]) -> Any:
    given: dict[str, Any] = {}
    if wall.through:
        field = model._meta.get_field(wall.through)
        given[field.column] = keys[field.related_model._meta.db_table, compartment]
    else:
        given[model._meta.get_field(wall.person).column if wall.person != "id" else "id"] = PERSON
        if wall.compartment_field:
            given[model._meta.get_field(wall.compartment_field).column] = compartment
    key = model._meta.pk
    if key.column not in given and isinstance(key, models.UUIDField):
        given[key.column] = uuid.uuid4()
    names, values = ", ".join(f'"{one}"' for one in given), list(given.values())
    words = f"insert into {model._meta.db_table} ({names}) values ({', '.join(['%s'] * len(values))}) returning \"{key.column}\""
    return server.execute(words, values).fetchone()[0]


def follow(server: Any) -> None:
    """Every team follows the person, in each of the compartments it may hold."""
    server.execute(
        "insert into centre_access (person, compartment, principal, valid_until)"
        " select %s, unnest(t.compartments), -t.group_ptr_id, clock_timestamp() + interval '1 day' from centre_team t",
        [PERSON],
    )


def in_sql(name: str, keys: dict[tuple[str, str], Any]) -> set[tuple[str, str]]:
    """What the database gives this member, whatever the code asks."""
    from centre.access.identity import acting
    from centre.staff.models import User

    seen = set()
    with acting(User.objects.get(username=name)), connection.cursor() as cursor:
        for model, _wall in tables():
            table, key = model._meta.db_table, model._meta.pk.column
            cursor.execute("select has_table_privilege(current_user, %s, 'select')", [table])
            if cursor.fetchone()[0]:
                cursor.execute(f'select "{key}" from {table}')
                found = {str(one) for (one,) in cursor.fetchall()}
                seen |= {(table, held) for (named, held), pk in keys.items() if named == table and str(pk) in found}
    return seen


def in_querysets(name: str, keys: dict[tuple[str, str], Any], server: Any) -> set[tuple[str, str]]:
    """What the first wall lets this member's querysets hold, read on a connection that no wall of the database stops."""
    from centre.access.identity import acting
    from centre.access.scope import visible
    from centre.staff.models import User

    seen = set()
    with acting(User.objects.get(username=name)) as actor:
        asked = [
            (model._meta.db_table, visible(actor, model._base_manager.order_by()).values_list("pk").query.sql_with_params())
            for model, wall in tables()
            if not wall.through
        ]
    for table, (words, values) in asked:
        found = {str(one) for (one,) in server.execute(words, values).fetchall()}
        seen |= {(table, held) for (named, held), pk in keys.items() if named == table and str(pk) in found}
    return seen


def page(seen: dict[str, set[tuple[str, str]]]) -> str:
    """The matrix as a page: a line for each table, a column for each reader, the compartments in sight in a cell."""
    lines = [
        "# Who sees what of one person", "",
        "Made by `tests/architecture/test_reach.py`, which reads every table as each of them while every team follows the"
        " person. A cell names the parts of the file in which a row of that table is in sight; ● where a table stands"
        " in one part only. A draft is seen by whoever wrote it and by nobody else.", "",
        "| Table | Part | " + " | ".join(f"{words} ({name})" for name, words in READERS.items()) + " |",
        "|---|" + "---|" * (len(READERS) + 1),
    ]
    for model, wall in tables():
        table, parts = model._meta.db_table, held_in(model, wall)
        cells = []
        for name in READERS:
            held = [one for one in parts if (table, one) in seen[name]]
            cells.append("●" if held and len(parts) == 1 else ", ".join(held))
        lines.append(f"| `{table}` | {parts[0] if len(parts) == 1 else 'of the row'} | " + " | ".join(cells) + " |")
    return "\n".join([*lines, ""])


def test_each_sees_the_parts_of_a_file_that_their_teams_hold_and_no_other_on_both_walls(clone: str) -> None:
    from centre.staff.models import Team

    with psycopg.connect(host=connection.settings_dict["HOST"], dbname=clone, user="centre_owner", autocommit=True) as server:
        for model, _wall in tables():
            server.execute(f"alter table {model._meta.db_table} disable trigger user")
        server.execute("alter table centre_access disable trigger user")
        keys = put_in(server)
        follow(server)
        sql = {name: in_sql(name, keys) for name in READERS}
        code = {name: in_querysets(name, keys, server) for name in READERS}
    # Where a wall asks for the compartment alone, both walls say the same; where it asks more, the second gives less.
    bare = {
        model._meta.db_table for model, wall in tables() if type(wall) is Wall and not (wall.through or wall.read or wall.private)
    }
    walled = {model._meta.db_table for model, wall in tables() if not wall.through}
    for name in READERS:
        teams = Team.objects.filter(memberships__user__username=name)
        parts = {held for team in teams for held in team.compartments}
        assert code[name] == {(table, held) for table, held in keys if table in walled and held in parts}, name
        assert {one for one in sql[name] if one[0] in bare} == {one for one in code[name] if one[0] in bare}, name
        assert {one for one in sql[name] if one[0] in walled} <= code[name], name
        assert {one[1] for one in sql[name]} <= parts, name
    if os.environ.get("CENTRE_APPROVE"):
        APPROVED.write_text(page(sql))
    assert page(sql) == APPROVED.read_text(), "read it, then: CENTRE_APPROVE=1 python3 manage.py test tests/architecture/test_reach.py"
