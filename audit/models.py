"""The models of this floor, gathered for Django."""

from audit.ledger.models import Check, Event, Seal
from audit.release.models import Atom, Carried, Closing, CountedPerson, Quarter, Release, ReleaseFile
from audit.rights.models import ErasureRequest

__all__ = [
    "Atom", "Carried", "Check", "Closing", "CountedPerson", "ErasureRequest", "Event", "Quarter", "Release",
    "ReleaseFile", "Seal",
]
