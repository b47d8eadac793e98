"""The models of this floor, gathered for Django."""

from audit.ledger.models import Check, Event, Seal
from audit.release.models import Atom, Carried, Closing, CountedPerson, Quarter, Release, ReleaseFile
from audit.review.models import Draw, Question
from audit.rights.models import ErasureRequest

__all__ = [
    "Atom", "Carried", "Check", "Closing", "CountedPerson", "Draw", "ErasureRequest", "Event", "Quarter", "Question", "Release",
    "ReleaseFile", "Seal",
]
