"""The face of this floor's rooms for Django."""

from .notes.models import Addendum, Note, NoteDraft
from .paths.models import CarePath, Goal, Step

__all__ = ["Addendum", "CarePath", "Goal", "Note", "NoteDraft", "Step"]
