"""Django's PostgreSQL backend over the private cluster: started at the first connection (BOOT 1)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db.backends.postgresql import base

from .cluster import Cluster

_cluster: Cluster | None = None


def cluster() -> Cluster:
    """The cluster of this process; nothing is started until its first connection."""
    global _cluster
    if _cluster is None:
        _cluster = Cluster(settings.EMBEDDED_HOME, durable=not settings.EMBEDDED_THROWAWAY)
    return _cluster


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL that is there when it is needed."""

    def get_connection_params(self) -> dict[str, Any]:
        private = cluster()
        private.ensure_running()
        self.settings_dict["HOST"] = private.host
        return super().get_connection_params()
