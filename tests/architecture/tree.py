"""The tree as the guards see it: the project's own Python files, parsed once."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
APPS = ("audit", "centre", "intake", "housing", "care", "employment")


@cache
def files() -> tuple[Path, ...]:
    """Every module of the six apps, migrations left out."""
    return tuple(
        path for app in APPS for path in sorted((ROOT / app).rglob("*.py")) if "migrations" not in path.parts
    )


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(), filename=str(path))


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@cache
def imports(path: Path) -> frozenset[str]:
    """The dotted names a module imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return frozenset(found)


def decorators(function: ast.FunctionDef) -> set[str]:
    """The names of a function's decorators, without arguments."""
    return {ast.unparse(one.func if isinstance(one, ast.Call) else one) for one in function.decorator_list}
