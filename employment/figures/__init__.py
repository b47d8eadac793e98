"""What the coordination counts of work by the day."""

from . import work  # noqa: F401  registers its figures
