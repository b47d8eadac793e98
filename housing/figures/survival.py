"""How long something lasts when not everybody has been followed to the end: the product-limit estimate of Kaplan and Meier."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from math import isnan

import numpy
import scipy  # its parts come in when they are first used: a start of the house waits for none of them


@dataclass(frozen=True)
class Survival:
    """The curve: it holds `values[i]` from day `days[i]` on, with its 95 % interval; None where there is none."""

    days: tuple[float, ...]
    values: tuple[float, ...]
    low: tuple[float | None, ...]
    high: tuple[float | None, ...]
    durations: tuple[float, ...]

    def at(self, day: float) -> tuple[float, float | None, float | None] | None:
        """The share that lasts longer than `day`, with its interval; None beyond what anybody was followed for."""
        if not self.durations or (day > max(self.durations) and self.values[-1] > 0):
            return None
        place = max(index for index, start in enumerate(self.days) if start <= day)
        return self.values[place], self.low[place], self.high[place]

    def at_risk(self, day: float) -> int:
        """How many were followed for at least so long."""
        return sum(one >= day for one in self.durations)


def product_limit(ends: Sequence[float], followed: Sequence[float]) -> Survival:
    """The curve of durations that ended (`ends`) and of those that were followed so long without an end (`followed`).

    The interval is Greenwood's on the log-minus-log scale, so that it stays between nought and one.
    """
    durations = (*ends, *followed)
    if not ends:
        return Survival((0.0,), (1.0,), (None,), (None,), durations)
    with warnings.catch_warnings(), numpy.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        curve = scipy.stats.ecdf(scipy.stats.CensoredData(uncensored=list(map(float, ends)), right=list(map(float, followed)))).sf
        interval = curve.confidence_interval(confidence_level=0.95, method="log-log")
    found: list[tuple[float, float, float | None, float | None]] = [(0.0, 1.0, None, None)] if curve.quantiles[0] > 0 else []
    found += [
        (float(day), float(value), _number(low), _number(high))
        for day, value, low, high in zip(
            curve.quantiles, curve.probabilities, interval.low.probabilities, interval.high.probabilities, strict=True
        )
    ]
    days, values, low, high = zip(*found, strict=True)
    return Survival(days, values, low, high, durations)


def _number(value: float) -> float | None:
    return None if isnan(value) else float(value)
