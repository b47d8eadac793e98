"""From what happened to exact counts, once, in memory: persons once a year, contacts only where many stand behind.

Nothing here is stored except the tokens that keep a person from being counted twice in a year. Source: PRIVACY 6.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from audit.release.catalogue import GROUPED, PERSONS, Row, Source
from audit.release.rounding import Combination

LEAST_PERSONS = 10
TOP_ONE = 0.50
TOP_TWO = 0.70
SMALL_QUARTER = 150
SMALL_YEAR = 60
BASE, LARGE_BASE = 5, 10


@dataclass
class Counted:
    """Exact counts of one source and quarter. persons: how many people stand behind. tokens: those counted just now.

    withheld: contacts that no category could hold without pointing at somebody; they are in no number.
    """

    atoms: dict[Combination, int]
    persons: int
    tokens: list[bytes] = field(default_factory=list)
    withheld: int = 0


def base_for(source: Source, persons: int, used: Iterable[int] = ()) -> int:
    """The base of a source's quarter; within a year it never becomes finer than before. `used`: bases so far."""
    coarse = source.sensitive or source.kind != PERSONS or persons < SMALL_QUARTER
    return max([LARGE_BASE if coarse else BASE, *used])


def combination_of(source: Source, categories: object) -> Combination:
    """The categories of one row in the order of the source's dimensions; KeyError when the catalogue has none such."""
    found = tuple(str(categories[one.code]) for one in source.dimensions)  # type: ignore[index]  # a mapping
    for dimension, category in zip(source.dimensions, found, strict=True):
        dimension.categories[category]
    return found


def count_persons(
    source: Source, rows: Iterable[Row], *, known: set[bytes], token: Callable[[UUID], bytes]
) -> Counted:
    """Each person once, with the categories of their first row; those whose token is known are counted already.

    A person whose files were joined is known when any of them is.
    """
    counted, others = Counted({}, 0), source.others()
    seen = set(known)
    atoms: Counter[Combination] = Counter()
    for person, categories, _count in rows:
        if person is None:
            continue
        mark = token(person)
        if mark in seen or any(token(other) in seen for other in others.get(person, ())):
            continue
        seen.add(mark)
        counted.tokens.append(mark)
        atoms[combination_of(source, categories)] += 1
    counted.atoms, counted.persons = dict(atoms), len(counted.tokens)
    return counted


class Cell:
    """The contacts of one combination: how many of each person, and how many of nobody known."""

    def __init__(self) -> None:
        self.of: Counter[UUID] = Counter()
        self.nobody = 0

    def add(self, other: Cell) -> None:
        self.of.update(other.of)
        self.nobody += other.nobody

    @property
    def total(self) -> int:
        return sum(self.of.values()) + self.nobody

    def is_safe(self) -> bool:
        """At least ten persons, the first at most half of the contacts, the first two at most 70 %.

        Contacts of nobody known name nobody: alone they need only be ten, beside persons they do not count as cover.
        """
        if not self.of:
            return self.nobody >= LEAST_PERSONS
        known, top = sum(self.of.values()), [count for _who, count in self.of.most_common(2)]
        return len(self.of) >= LEAST_PERSONS and top[0] <= TOP_ONE * known and sum(top) <= TOP_TWO * known


def count_contacts(source: Source, rows: Iterable[Row]) -> Counted:
    """Every contact; combinations that are not safe are grouped, from the last dimension to the first.

    What is not safe even then is withheld. A sum of safe combinations is safe, so every table made of them is.
    """
    cells: dict[Combination, Cell] = defaultdict(Cell)
    persons = set()
    for person, categories, count in rows:
        cell = cells[combination_of(source, categories)]
        if person is None:
            cell.nobody += count
        else:
            cell.of[person] += count
            persons.add(person)
    for place in reversed(range(len(source.dimensions))):
        merged: dict[Combination, Cell] = defaultdict(Cell)
        for combination, cell in cells.items():
            wide = combination if cell.is_safe() else (*combination[:place], GROUPED, *combination[place + 1 :])
            merged[wide].add(cell)
        cells = merged
    safe = {combination: cell.total for combination, cell in cells.items() if cell.is_safe()}
    withheld = sum(cell.total for combination, cell in cells.items() if combination not in safe)
    return Counted(safe, len(persons), withheld=withheld)
