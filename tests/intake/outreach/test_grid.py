"""A place is kept as a square, never finer than 250 metres."""

from math import cos, hypot, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake.outreach.grid import METRES_PER_DEGREE, square

LAT = st.floats(50.7, 51.0)
LON = st.floats(4.2, 4.6)


@given(lat=LAT, lon=LON)
def test_the_square_says_no_more_than_its_side(lat, lon):
    side, north, east = (int(part) for part in square(lat, lon).split(":"))
    assert side == 250
    south, west = north * side / METRES_PER_DEGREE, east * side / (METRES_PER_DEGREE * cos(radians(50.85)))
    away = hypot((lat - south) * METRES_PER_DEGREE, (lon - west) * METRES_PER_DEGREE * cos(radians(50.85)))
    assert 0 <= away < side * 1.5


@given(lat=LAT, lon=LON)
def test_neighbours_share_their_square(lat, lon):
    """Two points of one square cannot be told apart."""
    side, north, east = (int(part) for part in square(lat, lon).split(":"))
    middle = (north + 0.5) * side / METRES_PER_DEGREE, (east + 0.5) * side / (METRES_PER_DEGREE * cos(radians(50.85)))
    assert square(*middle) == square(lat, lon)


def test_a_finer_grid_and_a_point_off_the_map_are_refused(settings):
    with pytest.raises(ValueError, match="off the map"):
        square(91, 4)
    settings.CENTRE_GRID_METRES = 100
    with pytest.raises(ValueError, match="finer"):
        square(50.8, 4.3)
