"""The stage of homes."""

from tests.housing.placements.stage import homes, house_them, known

__all__ = ["homes", "house_them", "known"]
