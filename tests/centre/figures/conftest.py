"""A figure of numbers known beforehand."""

from __future__ import annotations

import pytest

from centre.figures.enums import Chart, Unit
from centre.figures.registry import Behind, Column, Figure, Line, Row, Table, figures

TABLE = Table(
    "Reason",
    (Column("People", drawn=True, people=True), Column("Share", Unit.RATE), Column("Paid", Unit.CENTS)),
    (Line("full", (12, 80.0, 1234567), key="full"), Line("=1+1 <b>&", (3, 20.0, 50), key="other", flag="please check")),
    (15, 100.0, 1234617),
    note="A note.", facts=(("nights counted", 30, Unit.COUNT),), extra={"extra": 1},
)  # fmt: skip


def behind(actor, period, key):
    return Behind([Row("one of them", "/people/", "seen")], 11) if key == "full" else Behind([])


@pytest.fixture
def figure():
    made = Figure("reasons", "Reasons", "Trial", 1, "housing.view_occupancy", "What is counted here.", 3, Chart.BARS, lambda actor, period: TABLE, behind)
    figures.add(made)
    yield made
    figures.remove("reasons")
