"""Walks the rooms of the project for one of their files."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

from django.apps import apps
from django.conf import settings


def modules(part: str) -> Iterator[tuple[str, str, ModuleType]]:
    """App, room and module of every room that has the file, floor by floor: `modules("states")`."""
    for app in apps.get_app_configs():
        home = Path(app.path)
        if home.parent != Path(settings.BASE_DIR):
            continue
        for path in sorted(home.glob(f"*/{part}.py")):
            room = path.parent.name
            yield app.label, room, import_module(f"{app.name}.{room}.{part}")
