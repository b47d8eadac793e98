"""What the coordination counts of beds and homes."""

from . import beds, homes, stays, unmet  # noqa: F401  each registers its figures
