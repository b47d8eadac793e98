"""What the coordination counts of work by the day."""

from . import phases, work  # noqa: F401  each registers its figures
