"""Raises the walls after a migrate: SQL files, evidence triggers, row security, rights. Idempotent."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connection, models, transaction

from audit.ledger.walls import person_query
from audit.walls import Base, Policy, Wall, permitted

from .libraries import LIBRARIES

#: Roles that work behind the walls, each with a policy of its own: nothing bypasses row security by accident.
BEHIND = ("centre_owner", "centre_worker", "centre_erase")
#: Triggers that guard columns, and the attribute of a wall that names the columns which stay free.
GUARDS = {"own_columns_only": "own_columns", "these_columns_only": "only_columns", "factor_columns_only": "counters", "own_hands": "hands"}
EXTENSIONS = ("btree_gist", "pg_trgm", "unaccent")


class Columns:
    """Answers the column of a model's field by its name."""

    def __init__(self, model: type[models.Model]):
        self.model = model

    def field(self, name: str) -> Any:
        return self.model._meta.get_field(name)

    def __call__(self, name: str) -> str:
        return str(self.field(name).column)


def wall_of(model: type[models.Model]) -> Base | None:
    """The declared wall of a model: its own, or the one given here to a library's table."""
    own = model.__dict__.get("wall") or getattr(model, "wall", None)
    return own or LIBRARIES.get(model._meta.label)


def walled_models() -> Iterator[tuple[type[models.Model], Base]]:
    """Every table of this database with its wall; tables without one are left shut."""
    for model in apps.get_models(include_auto_created=True):
        wall = wall_of(model)
        if wall is not None and model._meta.managed and not model._meta.proxy:
            yield model, wall


def sql_files() -> list[Path]:
    """The SQL of every room, ground floor first."""
    order = ["centre/access", "audit", "centre", "intake", "housing", "care", "employment"]
    files = list(Path(settings.BASE_DIR).glob("*/*/sql/*.sql"))

    def floor(path: Path) -> tuple[int, str]:
        name = str(path.relative_to(settings.BASE_DIR))
        return next(i for i, prefix in enumerate(order) if name.startswith(prefix)), name

    return sorted(files, key=floor)


def raise_extensions() -> None:
    """Before the tables: the trusted extensions they use."""
    with connection.cursor() as cursor:
        for name in EXTENSIONS:
            cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {name}")


def raise_walls() -> None:
    """After the tables: functions, evidence triggers, row security and rights, all from declarations, or nothing."""
    from audit.vault.keyring import create_if_missing

    from .identity import write_token_key

    if settings.VAULT_CREATE:
        create_if_missing()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL check_function_bodies = off")
        for path in sql_files():
            cursor.execute(path.read_text())
        write_token_key(cursor)
        write_roles(cursor)
        for model, wall in walled_models():
            raise_wall(cursor, model, wall)
        cursor.execute("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO centre_web, centre_worker")


def write_roles(cursor: Any) -> None:
    """Give the database the roles matrix, so that a policy can ask for a permission (`app.may`)."""
    from centre.staff.roles import ROLES

    lines = [(str(role), permission) for role, permissions in ROLES.items() for permission in sorted(permissions)]
    cursor.execute("DELETE FROM app.role_permission")
    cursor.executemany("INSERT INTO app.role_permission (role, permission) VALUES (%s, %s)", lines)


def raise_wall(cursor: Any, model: type[models.Model], wall: Base) -> None:
    """One table: forget its old policies, write those declared, attach its evidence trigger."""
    table = model._meta.db_table
    column = Columns(model)
    cursor.execute("SELECT policyname FROM pg_policies WHERE schemaname = 'public' AND tablename = %s", [table])
    for (name,) in cursor.fetchall():
        cursor.execute(f'DROP POLICY "{name}" ON {table}')
    cursor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
    for role in BEHIND:
        cursor.execute(f"CREATE POLICY behind_{role} ON {table} TO {role} USING (true) WITH CHECK (true)")
    for number, policy in enumerate(policies_of(model, wall)):
        cursor.execute(policy_sql(table, number, policy))
    cursor.execute(f"REVOKE ALL ON {table} FROM PUBLIC, centre_web")
    cursor.execute(f"GRANT SELECT, INSERT, UPDATE, DELETE ON {table} TO centre_worker, centre_erase")
    if granted := rights_of(model, wall):
        cursor.execute(f"GRANT {', '.join(granted)} ON {table} TO centre_web")
    _own_columns(cursor, model, wall)
    _grant_book(cursor, model)
    released = [f'"{column(name)}"' for name in getattr(model, "released", ())]
    if released:
        cursor.execute(f"CREATE POLICY behind_release ON {table} FOR SELECT TO centre_release USING (true)")
        cursor.execute(f"GRANT SELECT ({', '.join(released)}) ON {table} TO centre_release")
    if evidenced(model):
        cursor.execute(
            "SELECT audit.attach_evidence(%s::regclass, %s, %s, %s)",
            [table, wall.person_column(column), model._meta.pk.column, person_query(model)],
        )


def policies_of(model: type[models.Model], wall: Base) -> Iterator[Policy]:
    """The policies of the web role on a table. Whoever may change a row may add its copy to the history."""
    for policy in wall.policies(model._meta.db_table, Columns(model)):
        if is_copy(model) and policy.restrictive and policy.command in {"INSERT", "UPDATE", "DELETE"}:
            continue  # a copy names the author of the row, who is not always the one who changed it; no copy changes
        adds = is_copy(model) and policy.command == "UPDATE" and not policy.restrictive
        yield Policy("INSERT", check=policy.check) if adds else policy
    if is_copy(model) and isinstance(wall, Wall) and wall.writers():
        yield Policy("INSERT", check=permitted(wall.writers()), restrictive=True)


def rights_of(model: type[models.Model], wall: Base) -> list[str]:
    """The commands that the web role is granted on a table. What a copy (history) says is only ever added to."""
    declared = [one.strip() for one in wall.rights().split(",") if one.strip()]
    return [one for one in declared if not is_copy(model) or one in {"SELECT", "INSERT"}]


def is_copy(model: type[models.Model]) -> bool:
    """Whether a table keeps the history of another."""
    return str(model._meta.model_name).startswith("historical")


def evidenced(model: type[models.Model]) -> bool:
    """Copies (history) and plumbing that never names a person (sessions, queue) leave no evidence rows."""
    return not is_copy(model) and model._meta.app_label not in {"sessions", "django_q", "contenttypes"}


def policy_sql(table: str, number: int, policy: Policy) -> str:
    kind = "RESTRICTIVE" if policy.restrictive else "PERMISSIVE"
    using = f" USING ({policy.using})" if policy.using else ""
    check = f" WITH CHECK ({policy.check})" if policy.check else ""
    return f"CREATE POLICY wall_{number} ON {table} AS {kind} FOR {policy.command} TO centre_web{using}{check}"


def _own_columns(cursor: Any, model: type[models.Model], wall: Base) -> None:
    """Columns that change: in one's own row (the rest is for managers), or in any row; said by triggers."""
    if is_copy(model):
        return
    for guard, names in GUARDS.items():
        columns = [Columns(model)(name) for name in getattr(wall, names, ())]
        if columns:
            cursor.execute(
                "SELECT app.guard_columns(%s::regclass, %s, %s, %s)",
                [model._meta.db_table, guard, getattr(wall, "unless", ""), columns],
            )


def _grant_book(cursor: Any, model: type[models.Model]) -> None:
    """A table of the grant book projects each of its rows into the flat access table."""
    from .models import GrantFields

    if issubclass(model, GrantFields):
        table = model._meta.db_table
        cursor.execute(f"DROP TRIGGER IF EXISTS project_grant ON {table}")
        cursor.execute(
            f"CREATE TRIGGER project_grant AFTER INSERT OR UPDATE OR DELETE ON {table}"
            " FOR EACH ROW EXECUTE FUNCTION app.project_grant()"
        )
