"""The house of the fault tests: as one machine runs it, with a queue that comes back to a lost task within seconds."""

from centre.settings.dev import *  # noqa: F403  an overlay is the base and a few changes
from centre.settings.dev import Q_CLUSTER

Q_CLUSTER = Q_CLUSTER | {"timeout": 60, "retry": 61, "poll": 0.2, "catch_up": False, "guard_cycle": 0.2}
