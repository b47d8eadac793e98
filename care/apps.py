"""The third floor: care."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig

#: The rooms of this floor, in the order of the building.
ROOMS = (
    "notes", "paths", "continuity", "scales", "medication", "vitals", "vaccines", "testing", "wounds", "papers", "episodes", "register", "stocktaking", "prescribing", "dispensing", "takehome",
    "observing", "room", "entitlements",
)  # fmt: skip
PARTS = ("panels", "tasks", "imports")
#: What is told to the whole house, each where a room has it.
WHOLE = ("handover", "measure", "figures", "demo")


class CareConfig(AppConfig):
    name = "care"

    def ready(self) -> None:
        for part in (*(f"{room}.{part}" for room in ROOMS for part in PARTS if find_spec(f"care.{room}")), *WHOLE):
            if find_spec(f"care.{part}"):
                import_module(f"care.{part}")
