"""The same page with every wall taken away: the owner's connection, no filter, no ledger. For `bench` alone.

Nothing here can be reached from a request: the twin replaces names in loaded modules for the length of a block, in the
process of a management command.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

from django.db import connections
from django.db.utils import load_backend

from audit.ledger import actions as ledger
from centre.access import scope


class Sides:
    """Two connections to one database: as the web role, and as the owner whom row security lets pass."""

    def __init__(self) -> None:
        self.web = self._wrapper("centre_web")
        self.owner = self._wrapper("centre_owner")

    @staticmethod
    def _wrapper(user: str) -> Any:
        settings = {**connections["default"].settings_dict, "USER": user, "CONN_MAX_AGE": None}
        return load_backend(settings["ENGINE"]).DatabaseWrapper(settings, "default")

    @contextmanager
    def use(self, wrapper: Any) -> Iterator[None]:
        """Everything in the block speaks through this connection."""
        before = connections["default"]
        connections["default"] = wrapper
        try:
            yield
        finally:
            connections["default"] = before


def unwalled() -> AbstractContextManager[None]:
    """No filter and no ledger, wherever their names were imported."""
    return _without({
        scope.visible: lambda actor, queryset, **_: queryset,
        ledger.record: lambda *_, **__: None,
        ledger.viewed: lambda *_, **__: None,
    })


def unrecorded() -> AbstractContextManager[None]:
    """No ledger, wherever its names were imported."""
    return _without({ledger.record: lambda *_, **__: None, ledger.viewed: lambda *_, **__: None})


@contextmanager
def _without(stand_ins: dict[Any, Any]) -> Iterator[None]:
    replaced: list[tuple[Any, str, Any]] = []
    for module in list(sys.modules.values()):
        for name, value in list(getattr(module, "__dict__", {}).items()):
            if callable(value) and getattr(value, "__module__", "") in {scope.__name__, ledger.__name__}:
                stand_in = next((new for old, new in stand_ins.items() if old is value), None)
                if stand_in is not None:
                    replaced.append((module, name, value))
                    setattr(module, name, stand_in)
    try:
        yield
    finally:
        for module, name, value in replaced:
            setattr(module, name, value)
