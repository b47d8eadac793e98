"""The invented care of the demonstration."""

from . import dispensing, entitlements, health, notes, paths, register, room, scales, treatment, wounds  # noqa: F401  each adds its own
