"""The third floor: work by the day."""

from importlib import import_module

from django.apps import AppConfig


class EmploymentConfig(AppConfig):
    name = "employment"

    def ready(self) -> None:
        for part in ("places.panels", "demo", "handover"):
            import_module(f"employment.{part}")
