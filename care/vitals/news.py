"""NEWS2, the National Early Warning Score: pure functions on the published table, and what each answer asks for.

Reproduced from: Royal College of Physicians. National Early Warning Score (NEWS) 2: Standardising the assessment of
acute-illness severity in the NHS. Updated report of a working party. London: RCP, 2017. Free to use with this credit.

It is made for people of 16 and older who are not pregnant. The score is advice; nothing in the house waits for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .enums import Air, Band, Consciousness, Scale

VERSION = "NEWS2 2017"
CREDIT = _(
    "Reproduced from: Royal College of Physicians. National Early Warning Score (NEWS) 2. Standardising the assessment of "
    "acute-illness severity in the NHS. London: RCP, 2017."
)
YOUNGEST = 16

#: Each row: up to and with this value -> points. The last row has no end.
Steps = tuple[tuple[Decimal | None, int], ...]


def _steps(*rows: tuple[str, int]) -> Steps:
    return tuple((Decimal(end) if end else None, points) for end, points in rows)


TABLE: dict[str, Steps] = {
    "respiration": _steps(("8", 3), ("11", 1), ("20", 0), ("24", 2), ("", 3)),
    "spo2": _steps(("91", 3), ("93", 2), ("95", 1), ("", 0)),
    "systolic": _steps(("90", 3), ("100", 2), ("110", 1), ("219", 0), ("", 3)),
    "pulse": _steps(("40", 3), ("50", 1), ("90", 0), ("110", 1), ("130", 2), ("", 3)),
    "temperature": _steps(("35.0", 3), ("36.0", 1), ("38.0", 0), ("39.0", 1), ("", 2)),
}
#: The second oxygen scale: on air nothing is too high.
SECOND_AIR = _steps(("83", 3), ("85", 2), ("87", 1), ("", 0))
SECOND_OXYGEN = _steps(("83", 3), ("85", 2), ("87", 1), ("92", 0), ("94", 1), ("96", 2), ("", 3))
#: From here on the second scale asks what the person breathes.
SECOND_ASKS = 93

#: The seven things that are scored, in the order of the chart, in words.
PARTS: dict[str, Promise] = {
    "respiration": _("breaths in a minute"), "spo2": _("oxygen saturation"), "air": _("air or oxygen"),
    "systolic": _("upper blood pressure"), "pulse": _("pulse in a minute"), "consciousness": _("how awake"),
    "temperature": _("temperature"),
}  # fmt: skip

RESPONSES: dict[str, Promise] = {
    Band.ZERO: _("Nothing stands out. Measure again within 12 hours if you keep watching."),
    Band.LOW: _("A nurse looks at it and decides how often to measure: at least every 4 to 6 hours."),
    Band.RED: _("One value alone is far off. A nurse calls a doctor soon; measure again at least every hour."),
    Band.MEDIUM: _("Urgent: call a doctor now, think of infection and of overdose. Measure again at least every hour."),
    Band.HIGH: _("Emergency: call 112, do not leave the person, keep measuring without a pause."),
}  # fmt: skip
#: Least to most.
ORDER = (Band.ZERO, Band.LOW, Band.RED, Band.MEDIUM, Band.HIGH)


@dataclass(frozen=True)
class News:
    """What is known. `total` and `lacks`: the score only when nothing lacks. `band`: of the score, or of what is there
    already when that alone asks for a doctor; None when nothing can be said."""

    points: Mapping[str, int]
    lacks: tuple[str, ...]

    @property
    def least(self) -> int:
        """The sum of what is there: the score is this or more."""
        return sum(self.points.values())

    @property
    def total(self) -> int | None:
        return None if self.lacks else self.least

    @property
    def band(self) -> Band | None:
        found = band_of(self.least, 3 in self.points.values())
        return None if self.lacks and ORDER.index(found) < ORDER.index(Band.RED) else found

    @property
    def response(self) -> Promise | str:
        return RESPONSES[self.band] if self.band else ""

    @property
    def lacking(self) -> list[Promise]:
        """What lacks, in words."""
        return [PARTS[name] for name in self.lacks]


def band_of(total: int, three_in_one: bool) -> Band:
    """The band of a score; three points in one value ask for a doctor whatever the sum."""
    if total >= 7:
        return Band.HIGH
    if total >= 5:
        return Band.MEDIUM
    if three_in_one:
        return Band.RED
    return Band.LOW if total else Band.ZERO


def points_of(steps: Steps, value: Decimal) -> int:
    """The points of a value on one row of the chart."""
    return next(points for end, points in steps if end is None or value <= end)


def news2(
    *, respiration: Any = None, spo2: Any = None, scale: str = Scale.ONE, air: str = "", systolic: Any = None,
    pulse: Any = None, consciousness: str = "", temperature: Any = None,
) -> News:
    """The score of one set of values; what is None or empty was not measured."""
    numbers = {"respiration": respiration, "systolic": systolic, "pulse": pulse, "temperature": temperature}
    points = {name: points_of(TABLE[name], _round(name, value)) for name, value in numbers.items() if value is not None}
    breathed = _oxygen(spo2, scale, air)
    if breathed is not None:
        points["spo2"] = breathed
    if air:
        points["air"] = 2 if air == Air.OXYGEN else 0
    if consciousness:
        points["consciousness"] = 0 if consciousness == Consciousness.ALERT else 3
    ordered = {name: points[name] for name in PARTS if name in points}
    lacks = [name for name in PARTS if name not in points]
    return News(ordered, tuple(name for name in lacks if not (name == "spo2" and spo2 is not None)))


def _round(name: str, value: Any) -> Decimal:
    """The chart has tenths of a degree, and whole numbers for everything else."""
    return Decimal(str(value)).quantize(Decimal("0.1") if name == "temperature" else Decimal(1), ROUND_HALF_UP)


def _oxygen(spo2: Any, scale: str, air: str) -> int | None:
    if spo2 is None:
        return None
    value = _round("spo2", spo2)
    if scale != Scale.TWO:
        return points_of(TABLE["spo2"], value)
    if value >= SECOND_ASKS and not air:
        return None
    return points_of(SECOND_OXYGEN if air == Air.OXYGEN else SECOND_AIR, value)
