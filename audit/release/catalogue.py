"""The catalogue of what may leave: sources with their dimensions, and the tables made of them.

Upper floors register here when the application starts. Categories are code, versioned, frozen for a calendar year:
a changed source takes a new version from the next year on. Source: PRIVACY 6.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from audit.release.rounding import MOST_DIMENSIONS

PERSONS = "persons"
CONTACTS = "contacts"
#: The category of contacts too few or too much one person's to stand under a heading of their own.
GROUPED = "grouped"


@dataclass(frozen=True)
class Window:
    """What a closing asks of a source: the quarter, its days, and what arrived late for former quarters.

    start, end: first and last service day. year_start: 1 January. recorded_after: the instant the quarter before was
    closed (None for the first): rows of former days written down since then are late data and belong here.
    recorded_until: the instant of this closing: what is written down later belongs to the next quarter.
    """

    year: int
    quarter: int
    start: date
    end: date
    year_start: date
    recorded_after: datetime | None = None
    recorded_until: datetime = field(default_factory=timezone.now)


#: One counted thing: the person's uuid (None when nobody knows), a category for each dimension, how many.
Row = tuple[UUID | None, Mapping[str, str], int]


@dataclass(frozen=True)
class Dimension:
    """A question with a closed list of answers: code, title, and categories as code -> words, in printed order."""

    code: str
    title: Any
    categories: Mapping[str, Any]

    def words(self, category: str) -> str:
        """The words of one category, also of contacts grouped at closing."""
        return _("Other, grouped") if category == GROUPED else str(self.categories[category])


@dataclass(frozen=True)
class Source:
    """Something counted. kind "persons": each once a year, in the quarter of their first contact; "contacts": each time.

    sensitive: criminal matters, HIV or hepatitis C, minors: base 10 whatever the size. rows: reads one window, in
    time order for persons; runs as the worker. others: further numbers under which the person of a row may have been
    counted this year (files that were joined since), by the row's number.
    """

    code: str
    title: Any
    kind: str
    version: int
    dimensions: tuple[Dimension, ...]
    rows: Callable[[Window], Iterable[Row]]
    sensitive: bool = False
    others: Callable[[], Mapping[UUID, Iterable[UUID]]] = dict

    def dimension(self, code: str) -> Dimension:
        return next(one for one in self.dimensions if one.code == code)

    def position(self, code: str) -> int:
        return [one.code for one in self.dimensions].index(code)


@dataclass(frozen=True)
class Table:
    """A table that may be released: one dimension down, one across ("" for a single column), and what it counts."""

    code: str
    title: Any
    source: str
    rows: str
    columns: str
    definition: Any
    version: int


_sources: dict[str, Source] = {}
_tables: dict[str, Table] = {}


def register_source(source: Source) -> None:
    """Add a source; ValueError when it has more than six dimensions or an unknown kind."""
    if len(source.dimensions) > MOST_DIMENSIONS or source.kind not in (PERSONS, CONTACTS):
        raise ValueError(source.code)
    _sources[source.code] = source


def register_table(table: Table) -> None:
    """Add a table; ValueError unless its source is registered and has its dimensions."""
    source = _sources.get(table.source)
    known = {one.code for one in source.dimensions} if source else set()
    if not {table.rows, table.columns} - {""} <= known or not table.rows:
        raise ValueError(table.code)
    _tables[table.code] = table


def sources() -> list[Source]:
    """Every source, by code."""
    return [_sources[code] for code in sorted(_sources)]


def source(code: str) -> Source:
    """One source; KeyError when the catalogue does not know it."""
    return _sources[code]


def tables() -> list[Table]:
    """Every table, in the order of registration."""
    return list(_tables.values())


def table(code: str) -> Table:
    """One table; KeyError when the catalogue does not know it."""
    return _tables[code]
