"""The first floor: staff, access, shifts and the frame of every page."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


def _before(sender: Any, using: str, **_: Any) -> None:
    from .access.raising import raise_extensions

    if using == "default":
        raise_extensions()


def _after(sender: Any, using: str, **_: Any) -> None:
    from audit.queue import ensure_schedules

    from .access.raising import raise_walls

    if using == "default":
        raise_walls()
        ensure_schedules()


class CentreConfig(AppConfig):
    name = "centre"

    def ready(self) -> None:
        pre_migrate.connect(_before, sender=self, dispatch_uid="extensions")
        post_migrate.connect(_after, sender=self, dispatch_uid="walls")
        for room in ("shell", "staff", "workstations", "access", "shifts", "todo", "rota", "figures"):
            for part in ("panels", "tasks", "checks"):
                if find_spec(f"centre.{room}.{part}"):
                    import_module(f"centre.{room}.{part}")
        from audit.release import factor
        from audit.review import registry as review
        from audit.review.enums import Reason

        from .access.relations import without_relation
        from .demo import cast, registry, weeks
        from .staff.second_factor import why_not_fresh

        factor.use(why_not_fresh)
        review.ask(Reason.NO_RELATION, without_relation)
        registry.add(0, "the staff", cast.engage)
        registry.add(450, "the rota, tasks and a handover", weeks.live)
        from .measure import registry as measure
        from .measure import staffing

        import_module("centre.todo.measure")
        measure.add_part(0, "accounts in eight teams", staffing.engage)
