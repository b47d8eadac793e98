"""The invented work of the demonstration."""

from . import journeys, work  # noqa: F401  each adds its own
