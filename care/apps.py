"""The third floor: care."""

from importlib import import_module

from django.apps import AppConfig


class CareConfig(AppConfig):
    name = "care"

    def ready(self) -> None:
        for part in ("notes.panels", "notes.tasks", "paths.panels", "episodes.panels", "episodes.tasks", "measure", "demo", "demo_treatment"):
            import_module(f"care.{part}")
