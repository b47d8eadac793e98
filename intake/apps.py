"""The second floor: the person, the door, the case file, the network outside."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate

#: The rooms of this floor, in the order of the building.
ROOMS = (
    "person", "linkage", "merging", "identity", "withholding", "desk", "checkin", "paper",
    "spaces", "violence", "youth", "supplies", "safety", "restrictions", "bulletins", "complaints",
    "dangers", "outreach", "directory", "network", "consent", "neighbourhood", "todo",
)  # fmt: skip


def _furnish(sender: Any, using: str, plan: Any = (), **_: Any) -> None:
    """After the walls are raised: the services and spaces every centre starts with."""
    from .desk.services import ensure_services
    from .safety.seeds import ensure_products
    from .spaces.seeds import ensure_spaces
    from .supplies.catalogue import ensure_items

    if using == "default":
        ensure_services()
        ensure_products()
        ensure_spaces()
        ensure_items()


class IntakeConfig(AppConfig):
    name = "intake"

    def ready(self) -> None:
        post_migrate.connect(_furnish, sender=self, dispatch_uid="furniture")
        for room in ROOMS:
            for part in ("panels", "tasks", "imports", "exports", "figures"):
                if find_spec(f"intake.{room}") and find_spec(f"intake.{room}.{part}"):
                    import_module(f"intake.{room}.{part}")
        import_module("intake.figures")
        import_module("intake.handover")
        import_module("intake.measure")
        import_module("intake.linkage.measure")
        import_module("intake.demo")
        import_module("intake.season")
