"""The second floor: the person, the door, the case file, the network outside."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "intake"

    def ready(self) -> None:
        for room in ("person", "desk", "spaces", "consent", "network"):
            for part in ("panels", "tasks", "imports"):
                if find_spec(f"intake.{room}") and find_spec(f"intake.{room}.{part}"):
                    import_module(f"intake.{room}.{part}")
