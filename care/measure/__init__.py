"""The care side of the large database, and what is measured there."""

from . import doses, notes, paths, room  # noqa: F401  each adds its own
