"""The ground floor: what happened, who saw it, what must be forgotten, what may leave."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    name = "audit"
    verbose_name = _("Audit")

    def ready(self) -> None:
        """Let each room register its checks, sources and work for the queue."""
        for room in ("vault", "ledger", "rights", "release", "review"):
            for part in ("checks", "sources", "tasks"):
                if find_spec(f"audit.{room}") and find_spec(f"audit.{room}.{part}"):
                    import_module(f"audit.{room}.{part}")
