"""The third floor: housing."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig

#: The rooms of this floor, in the order of the building.
ROOMS = ("beds", "building", "closures", "outlook", "belongings", "houserules", "requests", "stays", "arrivals", "corrections", "nights", "homes", "fidelity", "placements", "support")
PARTS = ("panels", "tasks", "imports")
#: What is told to the whole house, each where a room has it.
WHOLE = ("handover", "measure", "figures", "demo")


class HousingConfig(AppConfig):
    name = "housing"

    def ready(self) -> None:
        for part in (*(f"{room}.{part}" for room in ROOMS for part in PARTS if find_spec(f"housing.{room}")), *WHOLE):
            if find_spec(f"housing.{part}"):
                import_module(f"housing.{part}")
