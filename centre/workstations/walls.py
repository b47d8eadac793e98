"""A wall of this room's own: marks that are only ever added."""
from __future__ import annotations

from dataclasses import dataclass

from audit.walls import Plumbing


@dataclass(frozen=True)
class Marks(Plumbing):
    """Written and read before anybody is known; never changed, never removed."""

    allowed: str = "SELECT, INSERT"
    append_only: bool = True
