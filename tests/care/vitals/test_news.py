"""NEWS2 against the chart of the Royal College of Physicians, written down here a second time, value by value."""

from decimal import Decimal
from itertools import product

import pytest

from care.vitals.enums import Band
from care.vitals.news import PARTS, RESPONSES, band_of, news2

#: The chart of 2017, row by row as it is printed: (from, to, points), both ends included.
RESPIRATION = [(0, 8, 3), (9, 11, 1), (12, 20, 0), (21, 24, 2), (25, 120, 3)]
SCALE_1 = [(30, 91, 3), (92, 93, 2), (94, 95, 1), (96, 100, 0)]
SCALE_2_OXYGEN = [(30, 83, 3), (84, 85, 2), (86, 87, 1), (88, 92, 0), (93, 94, 1), (95, 96, 2), (97, 100, 3)]
SCALE_2_AIR = [(30, 83, 3), (84, 85, 2), (86, 87, 1), (88, 100, 0)]
SYSTOLIC = [(20, 90, 3), (91, 100, 2), (101, 110, 1), (111, 219, 0), (220, 320, 3)]
PULSE = [(0, 40, 3), (41, 50, 1), (51, 90, 0), (91, 110, 1), (111, 130, 2), (131, 320, 3)]
TENTHS = [(200, 350, 3), (351, 360, 1), (361, 380, 0), (381, 390, 1), (391, 460, 2)]
WELL = {"respiration": 16, "spo2": 97, "scale": "1", "air": "air", "systolic": 120, "pulse": 70, "consciousness": "A", "temperature": Decimal("36.8")}


def expected(chart, value):
    [points] = [points for low, high, points in chart if low <= value <= high]
    return points


@pytest.mark.parametrize(("name", "chart"), [("respiration", RESPIRATION), ("systolic", SYSTOLIC), ("pulse", PULSE), ("spo2", SCALE_1)])
def test_every_whole_value_has_the_points_of_the_chart(name, chart):
    for value in range(chart[0][0], chart[-1][1] + 1):
        found = news2(**WELL | {name: value})
        assert found.points[name] == expected(chart, value) == found.total, value


def test_every_tenth_of_a_degree():
    for tenths in range(200, 461):
        found = news2(**WELL | {"temperature": Decimal(tenths) / 10})
        assert found.total == expected(TENTHS, tenths), tenths


@pytest.mark.parametrize(("air", "chart", "more"), [("air", SCALE_2_AIR, 0), ("oxygen", SCALE_2_OXYGEN, 2)])
def test_the_second_oxygen_scale(air, chart, more):
    for value in range(30, 101):
        found = news2(**WELL | {"spo2": value, "scale": "2", "air": air})
        assert found.points["spo2"] == expected(chart, value), value
        assert found.total == expected(chart, value) + more


def test_whoever_is_not_alert_has_three_points():
    assert {letter: news2(**WELL | {"consciousness": letter}).total for letter in "ACVPU"} == {"A": 0, "C": 3, "V": 3, "P": 3, "U": 3}


def test_sums_of_many_sets_agree_with_the_chart():
    choice = product((8, 11, 20, 24, 25), (91, 93, 95, 96), ("air", "oxygen"), (90, 100, 110, 219, 220), (40, 50, 90, 110, 130, 131), "AV", (350, 360, 380, 390, 391))
    for respiration, spo2, air, systolic, pulse, awake, tenths in choice:
        found = news2(respiration=respiration, spo2=spo2, air=air, systolic=systolic, pulse=pulse, consciousness=awake, temperature=Decimal(tenths) / 10)
        parts = [
            expected(RESPIRATION, respiration), expected(SCALE_1, spo2), 2 if air == "oxygen" else 0, expected(SYSTOLIC, systolic),
            expected(PULSE, pulse), 0 if awake == "A" else 3, expected(TENTHS, tenths),
        ]  # fmt: skip
        assert found.total == sum(parts)
        assert list(found.points.values()) == parts
        high = "high" if sum(parts) >= 7 else "medium" if sum(parts) >= 5 else "red" if 3 in parts else "low" if sum(parts) else "zero"
        assert found.band == high


def test_the_bands_of_every_sum():
    assert [band_of(total, False) for total in range(8)] == [Band.ZERO, *[Band.LOW] * 4, *[Band.MEDIUM] * 2, Band.HIGH]
    assert [band_of(total, True) for total in (3, 4, 5, 7, 20)] == [Band.RED, Band.RED, Band.MEDIUM, Band.HIGH, Band.HIGH]
    assert set(RESPONSES) == set(Band)


@pytest.mark.parametrize("name", PARTS)
def test_without_one_of_the_seven_there_is_no_score_and_it_is_named(name):
    found = news2(**WELL | {name: "" if name in ("air", "consciousness") else None})
    assert found.total is None
    assert found.lacks == (name,)
    assert found.lacking == [PARTS[name]]
    assert found.band is None


def test_what_is_there_may_already_ask_for_a_doctor():
    found = news2(respiration=6, spo2=84)
    assert (found.total, found.least, found.band) == (None, 6, Band.MEDIUM)
    assert news2(respiration=6).band == Band.RED
    assert news2(respiration=22).band is None


def test_the_second_scale_asks_what_is_breathed_only_where_it_matters():
    assert news2(spo2=90, scale="2").points == {"spo2": 0}
    high = news2(spo2=95, scale="2")
    assert "spo2" not in high.points
    assert "air" in high.lacks
    assert "spo2" not in high.lacks


def test_a_number_between_two_is_rounded_as_the_chart_has_it():
    assert news2(**WELL | {"temperature": 35.04}).points["temperature"] == 3
    assert news2(**WELL | {"temperature": 35.05}).points["temperature"] == 1
