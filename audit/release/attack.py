"""What somebody could work out from everything published in a year, tried before anything is published.

The attacker knows every published number, that each lies within `slack` of the truth, how the numbers add up, and
that no count is below nought. A cell, or a difference of two published numbers, whose truth is 1 to 9 must keep at
least five possible values. A single count that can move that far inside all the numbers at once proves it; where
that proof fails, linear programs find the bounds. Source: PRIVACY 6.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import scipy  # its parts come in when they are first used: a start of the house waits for none of them

SMALL = 9
CANDIDATES = 5
NEARLY = 1e-6


@dataclass(frozen=True)
class Published:
    """One published number: the unknown counts it is the sum of (positions), its value, how far the truth may lie.

    truth: the true sum where it is still known (at closing), else None: then every number that may be small is tried.
    """

    members: frozenset[int]
    value: int
    slack: int
    truth: int | None = None

    def may_be_small(self) -> bool:
        """Whether the truth is, or might be, 1 to 9."""
        if self.truth is not None:
            return 1 <= self.truth <= SMALL
        return self.value - self.slack <= SMALL and self.value + self.slack >= 1


@dataclass(frozen=True)
class Leak:
    """A number the attacker can pin down: the counts behind it, and the possible values that are left."""

    members: frozenset[int]
    low: int
    high: int


def find_leak(published: Sequence[Published], counts: Sequence[int]) -> Leak | None:
    """The first small number with fewer than five candidates, or None.

    counts: a value for each unknown count under which the published numbers add up (the rounded atoms).
    """
    if not published:
        return None
    system = _System(published, np.asarray(counts, dtype=float))
    for members in _targets(published, system.matrix):
        if system.room(members) < CANDIDATES:
            low, high = system.bounds(members)
            if high - low + 1 < CANDIDATES:
                return Leak(members, low, high)
    return None


def _targets(published: Sequence[Published], matrix: scipy.sparse.csr_matrix) -> Iterable[frozenset[int]]:
    """The members of every number, and of every difference between a number and a part of it, that may be small."""
    for one in published:
        if one.may_be_small():
            yield one.members
    sizes = np.array([len(one.members) for one in published])
    shared = (matrix @ matrix.T).tocoo()
    for part, whole, overlap in zip(shared.row, shared.col, shared.data, strict=True):
        if overlap == sizes[part] < sizes[whole]:
            difference = _difference(published[whole], published[part])
            if difference.may_be_small():
                yield difference.members


def _difference(whole: Published, part: Published) -> Published:
    truth = None if whole.truth is None or part.truth is None else whole.truth - part.truth
    return Published(whole.members - part.members, whole.value - part.value, whole.slack + part.slack, truth)


class _System:
    """The published numbers as constraints on the unknown counts."""

    def __init__(self, published: Sequence[Published], counts: np.ndarray):
        rows = np.concatenate([np.full(len(one.members), row) for row, one in enumerate(published)])
        columns = np.concatenate([np.fromiter(one.members, int) for one in published])
        shape = (len(published), len(counts))
        self.matrix = scipy.sparse.csr_matrix((np.ones(len(rows)), (rows, columns)), shape=shape)
        value = np.array([one.value for one in published], dtype=float)
        slack = np.array([one.slack for one in published], dtype=float)
        self.low, self.high = value - slack, value + slack
        self.room_of = self._rooms(rows, columns, counts)
        self.distinct, self.group_of = self._groups()

    def _rooms(self, rows: np.ndarray, columns: np.ndarray, counts: np.ndarray) -> np.ndarray:
        """For each unknown count alone: how many values it may take while everything else stays; 0 if none fits."""
        sums = self.matrix @ counts
        if np.any(sums < self.low) or np.any(sums > self.high):
            return np.zeros(len(counts))
        up = np.full(len(counts), np.inf)
        down = counts.copy()
        np.minimum.at(up, columns, (self.high - sums)[rows])
        np.minimum.at(down, columns, (sums - self.low)[rows])
        most: np.ndarray = np.floor(up) + np.floor(down) + 1
        return most

    def room(self, members: frozenset[int]) -> float:
        """At least this many values are possible for the sum of these counts."""
        return float(self.room_of[list(members)].max(initial=0))

    def _groups(self) -> tuple[scipy.sparse.csr_matrix, np.ndarray]:
        """Counts that stand in the same numbers are one unknown to the attacker."""
        columns = self.matrix.tocsc()
        seen: dict[bytes, int] = {}
        group_of = np.empty(columns.shape[1], dtype=int)
        first: list[int] = []
        for place in range(columns.shape[1]):
            signature = np.sort(columns.indices[columns.indptr[place] : columns.indptr[place + 1]]).tobytes()
            if signature not in seen:
                seen[signature] = len(first)
                first.append(place)
            group_of[place] = seen[signature]
        return columns[:, first].tocsr(), group_of

    def bounds(self, members: frozenset[int]) -> tuple[int, int]:
        """The least and the greatest the sum of these counts can be; numbers that contradict each other leave none."""
        goal = np.zeros(self.distinct.shape[1])
        goal[np.unique(self.group_of[list(members)])] = 1.0
        ends = []
        for sign in (1.0, -1.0):
            answer = scipy.optimize.linprog(
                sign * goal, A_ub=scipy.sparse.vstack([self.distinct, -self.distinct]),
                b_ub=np.concatenate([self.high, -self.low]), bounds=(0, None), method="highs",
            )
            if answer.status == 3:
                return 0, SMALL * CANDIDATES
            if answer.x is None:
                return 0, 0
            ends.append(sign * answer.fun)
        return int(np.ceil(ends[0] - NEARLY)), int(np.floor(ends[1] + NEARLY))
