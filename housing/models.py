"""The face of this floor's rooms for Django."""

from .beds.models import Bed, Building, Closure, Room, Ward
from .houserules.models import HouseRule
from .nights.models import Look, Round
from .stays.models import Absence, Extension, Stay

__all__ = ["Absence", "Bed", "Building", "Closure", "Extension", "HouseRule", "Look", "Room", "Round", "Stay", "Ward"]
