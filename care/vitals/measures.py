"""The numbers that are taken: between what they can lie at all, and between what they are seldom outside.

Outside the first the database refuses; outside the second the page asks again, naming the field, and keeps what is sent
once more. These bounds catch slips of the hand; they say nothing about illness.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext_lazy as _


class Measure(NamedTuple):
    """One number: its words, its unit, the possible (`low`, `high`) and the usual (`seldom_under`, `seldom_over`)."""

    label: Any
    unit: str
    low: Decimal
    high: Decimal
    seldom_under: Decimal
    seldom_over: Decimal
    places: int = 0


def _measure(label: Any, unit: str, low: int, high: int, under: int, over: int, places: int = 0) -> Measure:
    return Measure(label, unit, Decimal(low), Decimal(high), Decimal(under), Decimal(over), places)


#: Name of the field -> what is known about it, in the order in which they are asked.
MEASURES: dict[str, Measure] = {
    "respiration": _measure(_("Breaths in a minute"), "/min", 0, 120, 5, 50),
    "spo2": _measure(_("Oxygen saturation"), "%", 30, 100, 75, 100),
    "systolic": _measure(_("Upper blood pressure"), "mmHg", 20, 320, 70, 220),
    "diastolic": _measure(_("Lower blood pressure"), "mmHg", 10, 220, 35, 140),
    "pulse": _measure(_("Pulse in a minute"), "/min", 0, 320, 35, 180),
    "temperature": _measure(_("Temperature"), "°C", 20, 46, 33, 42, 1),
    "glucose": _measure(_("Blood sugar"), "mg/dl", 5, 1500, 40, 400),
    "pain": _measure(_("Pain, 0 to 10"), "/10", 0, 10, 0, 10),
    "weight": _measure(_("Weight"), "kg", 2, 400, 35, 180, 1),
}
#: Fields that are chosen, not typed.
CHOSEN = ("consciousness", "rass", "pupils")
#: Everything of which at least one must be there.
VALUES = (*MEASURES, *CHOSEN)


def unusual(name: str, value: Any) -> bool:
    """Whether a possible value is so seldom that a slip is likelier."""
    found = MEASURES.get(name)
    return found is not None and not found.seldom_under <= value <= found.seldom_over


def possible(name: str, value: Any) -> bool:
    """Whether a value can be at all."""
    found = MEASURES.get(name)
    return found is None or found.low <= value <= found.high
