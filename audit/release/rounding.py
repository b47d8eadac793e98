"""Rounding a whole quarter at once, so that every table made of it adds up and none gives a person away.

Atoms are the combinations of a source's dimensions that really occur. One integer program rounds each of them to a
multiple of the base while the total, every one-way and every two-way margin stay less than the base from the truth:
in the quarter, since the half-year began and since January, for each of these is published. Random secret weights
choose between equally good roundings. Source: PRIVACY 6.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import inf
from random import Random, SystemRandom

import numpy as np
import scipy  # its parts come in when they are first used: a start of the house waits for none of them

#: One category for each dimension, in the order of the source's dimensions.
Combination = tuple[str, ...]
#: The cells of a margin: pairs (position of the dimension, category); () is the total.
Margin = tuple[tuple[int, str], ...]

MOST_DIMENSIONS = 6
SECONDS = 40.0
GAP = 0.1
SEARCH_STEPS = 4000
NEARLY = 1e-9
#: Margins are never kept closer than this, so that each still has five possible values and more.
FAIR = 5


class CannotRound(Exception):
    """No rounding keeps every number less than the base from its truth: the categories are too fine for these counts."""


@dataclass
class Rounded:
    """values: rounded count of each atom. errors: rounded less true of each margin since the start of the year.

    half: the same since the half-year began. deviation: the largest distance of an atom or margin of any of these
    periods from its truth. way: "program" or "search".
    """

    values: dict[Combination, int]
    errors: dict[Margin, int]
    half: dict[Margin, int]
    deviation: int
    way: str
    seconds: float = 0.0
    margins: int = field(default=0)


def margins_of(combination: Combination) -> list[Margin]:
    """The total, the one-way and the two-way margins that an atom belongs to."""
    cells = list(enumerate(combination))
    return [(), *((cell,) for cell in cells), *combinations(cells, 2)]


def errors_of(
    true: Mapping[Combination, int], rounded: Mapping[Combination, int], carried: Mapping[Margin, int]
) -> dict[Margin, int]:
    """Rounded less true of every margin, on top of what former quarters carried; zeros are left out."""
    errors = dict(carried)
    for combination in true.keys() | rounded.keys():
        gap = rounded.get(combination, 0) - true.get(combination, 0)
        for margin in margins_of(combination):
            errors[margin] = errors.get(margin, 0) + gap
    return {margin: gap for margin, gap in errors.items() if gap}


def round_atoms(
    atoms: Mapping[Combination, int], *, base: int, carried: Mapping[Margin, int] | None = None,
    half: Mapping[Margin, int] | None = None, dice: Random | None = None, seconds: float = SECONDS,
) -> Rounded:
    """Round every atom to a multiple of `base`; raises CannotRound when not every number can stay close.

    carried, half: the errors of former quarters since January and since the half-year began. No atom and no margin,
    of the quarter or since either, ends `base` or more from its truth: 9 at most at base 10, 4 at base 5. `seconds`
    bounds the integer program; when it is over, a search guided by the linear solution takes its place.
    """
    started = time.monotonic()
    true = {combination: count for combination, count in atoms.items() if count > 0}
    owed = (dict(carried or {}), dict(half or {}))
    if not true:
        return Rounded({}, *owed, 0, "program")
    problem = _Problem(true, base, owed, dice or SystemRandom(), started + seconds)
    units, way = problem.solve()
    values = {key: int(base * unit) for key, unit in zip(problem.keys, units, strict=True)}
    errors, since_half = (errors_of(true, values, one) for one in owed)
    touched = {margin for key in true for margin in margins_of(key)}
    periods = (errors, since_half, errors_of(true, values, {}))
    gaps = [abs(values[key] - true[key]) for key in values]
    gaps += [abs(period.get(margin, 0)) for period in periods for margin in touched]
    if max(gaps) >= base:
        raise CannotRound
    return Rounded(values, errors, since_half, max(gaps), way, time.monotonic() - started, len(touched))


def coarser(atoms: Mapping[Combination, int], base: int, grouped: str) -> Iterator[dict[Combination, int]]:
    """The same counts with ever fewer categories: first small atoms are grouped, then whole dimensions from the last."""
    dimensions = max((len(key) for key in atoms), default=0)
    yield dict(atoms)
    for least, first in [(base, 0), (2 * base, 0), (5 * base, 0), *((inf, first) for first in reversed(range(dimensions)))]:
        yield _grouped(atoms, least, range(first, dimensions), grouped)


def _grouped(atoms: Mapping[Combination, int], least: float, places: range, grouped: str) -> dict[Combination, int]:
    """Atoms below `least` grouped in these dimensions, from the last to the first, until they are no longer small."""
    found = dict(atoms)
    for place in reversed(places):
        merged: dict[Combination, int] = {}
        for key, count in found.items():
            wide = key if count >= least else (*key[:place], grouped, *key[place + 1 :])
            merged[wide] = merged.get(wide, 0) + count
        found = merged
    return found


class _Problem:
    """One rounding: units[a] multiples of the base for each atom, either the floor or the ceiling of its count."""

    def __init__(
        self, true: dict[Combination, int], base: int, owed: Sequence[Mapping[Margin, int]], dice: Random, until: float
    ):
        self.keys = sorted(true)
        self.true = np.array([true[key] for key in self.keys])
        self.base, self.dice, self.until = base, dice, until
        self.floor = self.true // base
        self.ceiling = -(-self.true // base)
        self.incidence, names = self._margins()
        own = self.incidence @ self.true
        self.targets = [own, *(own - np.array([one.get(name, 0) for name in names]) for one in owed)]
        self.weights = np.array([0.5 + dice.random() for _ in self.keys])
        self.wish_up = np.array([dice.random() * base < rest for rest in self.true % base])

    def _margins(self) -> tuple[scipy.sparse.csr_matrix, list[Margin]]:
        """Margins by atoms, 0 or 1, and the name of each margin."""
        members: dict[Margin, list[int]] = {}
        for place, key in enumerate(self.keys):
            for margin in margins_of(key):
                members.setdefault(margin, []).append(place)
        rows = list(members.items())
        index = np.concatenate([np.full(len(places), row) for row, (_name, places) in enumerate(rows)])
        columns = np.concatenate([np.array(places) for _name, places in rows])
        matrix = scipy.sparse.csr_matrix((np.ones(len(index)), (index, columns)), shape=(len(rows), len(self.keys)))
        return matrix, [name for name, _places in rows]

    def solve(self) -> tuple[np.ndarray, str]:
        """The first of ever looser demands that can be met, and how: what is close now leaves later quarters room."""
        most = self._limits(self.base - 1)
        if np.any(most[0] > most[1]):
            raise CannotRound
        ways = [("program", self._program, most), ("search", self._search, most)]
        for limit in range(self.base - 2, FAIR - 1, -1):
            near = self._limits(limit)
            fits = near[0] <= near[1]
            ways.insert(0, ("program", self._program, (np.where(fits, near[0], most[0]), np.where(fits, near[1], most[1]))))
        for way, work, (low, high) in ways:
            units = work(self.floor, self.ceiling, low, high)
            if units is not None:
                return units, way
        raise CannotRound

    def _limits(self, most: int) -> tuple[np.ndarray, np.ndarray]:
        """The fewest and the most units of each margin that leave it `most` or less from the truth in every period."""
        low = np.max([target - most for target in self.targets], axis=0) / self.base
        high = np.min([target + most for target in self.targets], axis=0) / self.base
        return np.ceil(low - NEARLY), np.floor(high + NEARLY)

    def _costs(self) -> np.ndarray:
        """What each step up costs. The wish of an atom is drawn: up with the chance of its remainder over the base.

        A rounding to the nearest would leave fewer possible truths behind each number; this one is fair and secret.
        """
        return np.where(self.wish_up, -self.weights, self.weights)

    def _program(self, lower: np.ndarray, upper: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray | None:
        """The integer program; None when it has no answer within the time left."""
        left = self.until - time.monotonic()
        if left < 0.2:
            return None
        costs = self._costs()
        met = costs @ np.where(self.wish_up, lower, upper)  # a fixed column, so that the gap is taken of all the costs
        answer = scipy.optimize.milp(
            np.append(costs, float(len(costs)) - met), integrality=np.ones(len(costs) + 1),
            bounds=scipy.optimize.Bounds(np.append(lower, 1), np.append(upper, 1)),
            constraints=scipy.optimize.LinearConstraint(scipy.sparse.hstack([self.incidence, scipy.sparse.csr_matrix((len(low), 1))]), low, high),
            options={"time_limit": max(left / 2, 0.2), "mip_rel_gap": GAP, "presolve": True},
        )
        return None if answer.x is None else np.rint(answer.x[:-1]).astype(int)

    def _search(self, lower: np.ndarray, upper: np.ndarray, low: np.ndarray, high: np.ndarray) -> np.ndarray | None:
        """Round the linear solution at random, then take the step that mends the margins most until all hold."""
        relaxed = scipy.optimize.linprog(
            self._costs(), A_ub=scipy.sparse.vstack([self.incidence, -self.incidence]), b_ub=np.concatenate([high, -low]),
            bounds=np.column_stack([lower, upper]), method="highs",
        )
        start = relaxed.x if relaxed.x is not None else self.true / self.base
        units = np.clip(np.floor(start + [self.dice.random() for _ in start]).astype(int), lower, upper)
        return self._mend(units, lower, upper, low, high)

    def _mend(
        self, units: np.ndarray, lower: np.ndarray, upper: np.ndarray, low: np.ndarray, high: np.ndarray
    ) -> np.ndarray | None:
        def excess(sums: np.ndarray) -> np.ndarray:
            over: np.ndarray = np.maximum(np.maximum(low - sums, sums - high), 0.0) ** 2 + 1e-3 * (sums - (low + high) / 2) ** 2
            return over

        sums = self.incidence @ units
        recent: dict[int, int] = {}
        for step in range(SEARCH_STEPS):
            if np.all(sums >= low - 1e-9) and np.all(sums <= high + 1e-9):
                return units
            now = excess(sums)
            up = self.incidence.T @ (excess(sums + 1) - now)
            down = self.incidence.T @ (excess(sums - 1) - now)
            gains = np.concatenate([np.where(units < upper, up, np.inf), np.where(units > lower, down, np.inf)])
            for place, until in list(recent.items()):
                if until < step:
                    del recent[place]
                else:
                    gains[[place, place + len(units)]] = np.inf
            best = int(np.argmin(gains))
            if not np.isfinite(gains[best]):
                return None
            place, sign = (best, 1) if best < len(units) else (best - len(units), -1)
            units[place] += sign
            sums = sums + sign * np.asarray(self.incidence[:, place].todense()).ravel()
            recent[place] = step + 5 + int(10 * self.dice.random())
        return None
