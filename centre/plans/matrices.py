"""Who may do what, as tables: role × permission from the roles, table × command from the declared walls."""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Model

from audit.rules import Rule
from audit.walls import Base, Nothing, OpenTable, OwnRows, Plumbing, RoleTable, StaffTable, Wall
from centre.access.raising import evidenced, is_copy, rights_of, wall_of
from centre.staff.roles import ROLES, Role

from .rooms import modules

COMMANDS = ("SELECT", "INSERT", "UPDATE", "DELETE")


def roles_page() -> str:
    """Role × permission. A permission whose rule also looks at the case is marked."""
    ruled = {one.permission for _app, _room, module in modules("policies") for one in vars(module).values() if isinstance(one, Rule)}
    permissions = sorted({permission for given in ROLES.values() for permission in given})
    head = "| Permission | " + " | ".join(str(role.label) for role in Role) + " |"
    rows = [
        f"| `{permission}`{' ◦' if permission in ruled else ''} | "
        + " | ".join("●" if permission in ROLES.get(role, ()) else "" for role in Role)
        + " |"
        for permission in permissions
    ]
    return "\n".join(
        [
            "# Roles and permissions",
            "",
            "A role gives permissions (●); somebody has the roles of their teams. ◦: a rule then looks at the case"
            " itself (whose bed, which state, which compartment) and may still say no, in words.",
            "",
            head,
            "|---|" + "---|" * len(Role),
            *rows,
            "",
        ]
    )


def walled_tables() -> Iterator[tuple[type[Model], Base]]:
    """Every table with its wall, by name."""
    found = [
        (model, wall)
        for model in apps.get_models(include_auto_created=True)
        if (wall := wall_of(model)) is not None and model._meta.managed and not model._meta.proxy
    ]
    yield from sorted(found, key=lambda pair: pair[0]._meta.db_table)


def walls_page() -> str:
    """Table × command for the web role, and which columns the coded releases may read."""
    rows = []
    for model, wall in walled_tables():
        if is_copy(model):
            continue
        granted = rights_of(model, wall)
        cells = " | ".join(whom(wall, command) if command in granted else "" for command in COMMANDS)
        coded = ", ".join(getattr(model, "released", ()))
        evidence = "●" if evidenced(model) else ""
        rows.append(f"| `{model._meta.db_table}` | {cells} | {evidence} | {coded} |")
    return "\n".join(
        [
            "# Walls",
            "",
            "What the database itself lets a request do (role `centre_web`), table by table, whatever the code forgets."
            " An empty cell: the command is not granted. The queue (`centre_worker`) and the erasure (`centre_erase`)"
            " work behind the walls under names of their own; the coded releases (`centre_release`) read the columns"
            " named last and no others. The history of a table stands behind the same wall; it is read and added to,"
            " never changed.",
            "",
            "| Table | " + " | ".join(COMMANDS) + " | Evidence | Coded columns |",
            "|---|" + "---|" * (len(COMMANDS) + 2),
            *rows,
            "",
            *_legend(),
        ]
    )


def whom(wall: Base, command: str) -> str:
    """For whom a command works on a table, in a few words."""
    if isinstance(wall, RoleTable):
        return ", ".join(wall.read if command == "SELECT" else wall.write) or "nobody"
    if isinstance(wall, OpenTable):
        given = {"SELECT": wall.read or None, "INSERT": wall.add}.get(command, wall.change)
        return "staff" if given is None else ", ".join(f"`{one}`" for one in given) or "nobody"
    if isinstance(wall, StaffTable):
        if command == "SELECT":
            return "anybody"
        return "admin, own row" if wall.own and command == "UPDATE" else "admin"
    if isinstance(wall, Wall):
        return _compartment(wall, command)
    for kind, words in ((OwnRows, "own rows"), (Nothing, "nobody"), (Plumbing, "anybody")):
        if isinstance(wall, kind):
            return words
    return type(wall).__name__


def _compartment(wall: Wall, command: str) -> str:
    if wall.through:
        return f"with its `{wall.through}`"
    if wall.born_open and command == "INSERT":
        return f"`{wall.born_open}`"
    if wall.private:
        return f"own, in `{wall.compartment_field}`"
    held = f"compartment in `{wall.compartment_field}`" if wall.compartment_field else f"compartment {wall.compartment}"
    return f"{held}, or no person" if wall.anonymous else held


def _legend() -> list[str]:
    """What each kind of wall means: the first line of its description."""
    kinds: dict[str, str] = {}
    for _model, wall in walled_tables():
        kinds[type(wall).__name__] = (type(wall).__doc__ or "").strip().partition("\n")[0]
    lines = [f"- **{name}**: {words}" for name, words in sorted(kinds.items())]
    return ["## Kinds of wall", "", *lines, ""]
