"""The face of this floor's rooms for Django."""

from .episodes.models import EntrySnapshot, Episode, EpisodeRule, TreatmentProgramme
from .notes.models import Addendum, Note, NoteDraft
from .paths.models import CarePath, Goal, Step
from .scales.models import ScaleResult

__all__ = [
    "Addendum", "CarePath", "EntrySnapshot", "Episode", "EpisodeRule", "Goal", "Note", "NoteDraft", "ScaleResult", "Step", "TreatmentProgramme",
]
