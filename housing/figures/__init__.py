"""What the coordination counts of beds and homes."""

from . import beds  # noqa: F401  registers its figures
