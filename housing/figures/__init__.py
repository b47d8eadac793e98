"""What the coordination counts of beds and homes."""

from . import beds, homes, measuring, stays, unmet  # noqa: F401  each registers what it has
