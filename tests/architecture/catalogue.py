"""What PostgreSQL itself says of rights and walls: role by role, table by table, function by function, as lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

#: How the server spells what the walls say shorter.
SHORTER = (
    (re.compile(r"\( SELECT (app\.\w+)\(('\w+')?(?:::text)?\) AS \w+\)"), r"\1(\2)"),
    (re.compile(r"\( SELECT clock_timestamp\(\) AS clock_timestamp\)"), "clock_timestamp()"),
    (re.compile(r"::(?:text|integer)(?:\[\])?"), ""),
    (re.compile(r"\s+"), " "),
    (re.compile(r"_20\d\d_\d\d\b"), "_month"),
)
HOUSE = "('public', 'audit', 'app')"

TABLES = f"""
SELECT n.nspname || '.' || c.relname, r.rolname, c.relrowsecurity, c.relforcerowsecurity, c.relkind
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_roles r ON r.oid = c.relowner
 WHERE n.nspname IN {HOUSE} AND c.relkind IN ('r', 'p', 'v', 'm') AND NOT EXISTS (
       SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
"""
GRANTS = f"""
SELECT n.nspname || '.' || c.relname, coalesce(r.rolname, 'PUBLIC'),
       string_agg(a.privilege_type, ' ' ORDER BY a.privilege_type)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
 CROSS JOIN LATERAL aclexplode(c.relacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
 WHERE n.nspname IN {HOUSE} AND c.relkind IN ('r', 'p', 'v', 'm') AND a.grantee <> c.relowner GROUP BY 1, 2
UNION ALL
SELECT n.nspname || '.' || c.relname, coalesce(r.rolname, 'PUBLIC'),
       a.privilege_type || ' (' || string_agg(t.attname, ', ' ORDER BY t.attname) || ')'
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace JOIN pg_attribute t ON t.attrelid = c.oid
 CROSS JOIN LATERAL aclexplode(t.attacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
 WHERE n.nspname IN {HOUSE} AND c.relkind IN ('r', 'p', 'v', 'm') GROUP BY 1, 2, a.privilege_type
"""
POLICIES = f"""
SELECT schemaname || '.' || tablename, permissive, cmd, array_to_string(roles, ' '), coalesce(qual, ''), coalesce(with_check, '')
  FROM pg_policies WHERE schemaname IN {HOUSE}
"""
FUNCTIONS = f"""
SELECT n.nspname || '.' || p.proname || '(' || pg_get_function_identity_arguments(p.oid) || ')', r.rolname, p.prosecdef,
       coalesce(array_to_string(p.proconfig, ' '), ''),
       coalesce((SELECT string_agg(coalesce(g.rolname, 'PUBLIC'), ' ' ORDER BY g.rolname)
          FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a LEFT JOIN pg_roles g ON g.oid = a.grantee
         WHERE a.privilege_type = 'EXECUTE' AND a.grantee <> p.proowner), 'nobody')
  FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace JOIN pg_roles r ON r.oid = p.proowner
 WHERE n.nspname IN {HOUSE} AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
"""
SCHEMAS = f"""
SELECT n.nspname, coalesce(r.rolname, 'PUBLIC'), string_agg(a.privilege_type, ' ' ORDER BY a.privilege_type)
  FROM pg_namespace n CROSS JOIN LATERAL aclexplode(n.nspacl) a LEFT JOIN pg_roles r ON r.oid = a.grantee
 WHERE n.nspname IN {HOUSE} AND a.grantee <> n.nspowner GROUP BY 1, 2
"""
ATTRIBUTES = """
SELECT r.rolname, r.rolsuper, r.rolbypassrls, r.rolcreaterole, r.rolcanlogin,
       coalesce((SELECT string_agg(g.rolname, ' ' ORDER BY g.rolname) FROM pg_auth_members m
          JOIN pg_roles g ON g.oid = m.roleid WHERE m.member = r.oid), '')
  FROM pg_roles r WHERE r.rolname LIKE 'centre\\_%'
"""


def lines(connection: Any) -> list[str]:
    """The whole, in order. A month's part of the ledger stands for every month."""
    with connection.cursor() as cursor:
        found = {*_roles(cursor), *_schemas(cursor), *_tables(cursor), *_functions(cursor)}
    return sorted(found)


def _rows(cursor: Any, query: str) -> list[tuple[Any, ...]]:
    cursor.execute(query)
    return [tuple(_short(one) if isinstance(one, str) else one for one in row) for row in cursor.fetchall()]


def _short(text: str) -> str:
    for long, short in SHORTER:
        text = long.sub(short, text)
    return text


def _roles(cursor: Any) -> Iterator[str]:
    for name, superuser, bypass, maker, login, member in _rows(cursor, ATTRIBUTES):
        may = [word for word, held in (("superuser", superuser), ("bypassrls", bypass), ("createrole", maker), ("login", login)) if held]
        yield f"role {name}: {' '.join(may) or 'nothing'}{f'; member of {member}' if member else ''}"


def _schemas(cursor: Any) -> Iterator[str]:
    for name, role, held in _rows(cursor, SCHEMAS):
        yield f"schema {name} > {role}: {held}"


def _tables(cursor: Any) -> Iterator[str]:
    """Table by table: whose it is, the rights each role was granted, and the wall each role meets."""
    kinds = {"r": "table", "p": "table", "v": "view", "m": "view"}
    for name, owner, secured, forced, kind in _rows(cursor, TABLES):
        wall = "no wall" if not secured else "walled" if forced else "walled, but for its owner"
        yield f"{name} = {kinds[kind]} of {owner}, {wall}"
    for name, holders in _gathered((name, held, role) for name, role, held in _rows(cursor, GRANTS)):
        yield f"{name} > {holders}"
    yield from (f"{name} | {met}" for name, met in _gathered(_policies(cursor)))


def _policies(cursor: Any) -> Iterator[tuple[str, str, str]]:
    for name, kind, command, roles, using, check in _rows(cursor, POLICIES):
        says = f"USING {using}" if using else ""
        if check:
            says = f"USING and CHECK {using}" if check == using else f"{says} CHECK {check}".strip()
        yield name, f"{command}{'' if kind == 'PERMISSIVE' else ' only if'} {says}", roles


def _gathered(found: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, str]]:
    """What several roles have alike, in one line."""
    alike: dict[tuple[str, str], list[str]] = {}
    for name, what, role in found:
        alike.setdefault((name, what), []).append(role)
    for (name, what), roles in alike.items():
        yield name, f"{' '.join(sorted(set(roles)))}: {what}"


def _functions(cursor: Any) -> Iterator[str]:
    for name, owner, definer, settings, callers in _rows(cursor, FUNCTIONS):
        if definer:
            yield f"{name} = done as {owner} [{settings}], asked by {callers}"
