"""The third floor: housing."""

from importlib import import_module

from django.apps import AppConfig


class HousingConfig(AppConfig):
    name = "housing"

    def ready(self) -> None:
        for part in ("stays.panels", "beds.imports", "stays.imports", "demo", "measure", "handover"):
            import_module(f"housing.{part}")
