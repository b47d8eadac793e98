"""The third floor: work by the day."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig

#: The rooms of this floor, in the order of the building.
ROOMS = ("projects", "places", "safety", "cash", "allowances", "journeys")
PARTS = ("panels", "tasks", "imports")
#: What is told to the whole house, each where a room has it.
WHOLE = ("handover", "measure", "figures", "demo")


class EmploymentConfig(AppConfig):
    name = "employment"

    def ready(self) -> None:
        for part in (*(f"{room}.{part}" for room in ROOMS for part in PARTS if find_spec(f"employment.{room}")), *WHOLE):
            if find_spec(f"employment.{part}"):
                import_module(f"employment.{part}")
