"""The square of a coarse grid in which a point lies: what is kept of a place. Source: DOMAIN 8.5 (250 m or more)."""

from math import cos, floor, radians

from django.conf import settings

METRES_PER_DEGREE = 111_320
FINEST = 250
#: The parallel along which degrees of longitude are measured: Brussels.
PARALLEL = radians(50.85)


def square(latitude: float, longitude: float) -> str:
    """The code of the square, such as "250:22644:1228". Raises ValueError for a point off the map or too fine a grid."""
    metres = int(settings.CENTRE_GRID_METRES)
    if metres < FINEST:
        raise ValueError(f"a grid of {metres} m is finer than {FINEST} m")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError("a point off the map")
    north = floor(latitude * METRES_PER_DEGREE / metres)
    east = floor(longitude * METRES_PER_DEGREE * cos(PARALLEL) / metres)
    return f"{metres}:{north}:{east}"
