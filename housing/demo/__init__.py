"""The invented beds and homes of the demonstration."""

from . import beds, belongings, homes, nights, support, winter  # noqa: F401  each adds its own
