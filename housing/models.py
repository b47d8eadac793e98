"""The face of this floor's rooms for Django."""

from .beds.models import Bed, Closure, Room, Ward
from .stays.models import Absence, Stay

__all__ = ["Absence", "Bed", "Closure", "Room", "Stay", "Ward"]
