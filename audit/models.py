"""The models of this floor, gathered for Django."""

from audit.ledger.models import Check, Event, Seal
from audit.rights.models import ErasureRequest

__all__ = ["Check", "ErasureRequest", "Event", "Seal"]
