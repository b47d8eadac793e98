"""Where rooms say what the coordination may count: each figure once, with its definition in words and its version.

    figures.add(Figure(
        "occupancy", _("Occupancy of the beds"), HOUSING, 10, "housing.view_occupancy", _("Occupied bed-nights over …"), 1,
        Chart.LINES, load, rows,
    ))

`load(actor, period) -> Table` counts now, over what the house holds and not over what the actor may open: no person leaves
it. `rows(actor, period, key) -> Behind` gives what stands behind one line, only as far as the actor may see it, and how
much more there is; without `rows` a figure has nothing behind it. `actor` is None for a command of the house.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise

from .enums import Chart, Unit
from .periods import Period

Words = str | Promise
Value = int | float | str | None

#: Below this, a number may point to somebody for who knows the house.
SMALL = 5


@dataclass(frozen=True)
class Column:
    """A column of numbers. `drawn`: it is a series of the chart. `people`: it counts persons, so small ones are warned of."""

    label: Words
    unit: str = Unit.COUNT
    drawn: bool = False
    people: bool = False


@dataclass(frozen=True)
class Line:
    """A line of the table, its values in the order of the columns. `key`: what `rows` is asked with, empty for nothing."""

    label: Words
    values: tuple[Value, ...]
    key: str = ""
    flag: Words = ""


@dataclass(frozen=True)
class Curve:
    """A stepped curve: it holds `values` from `at` on, between `low` and `high`; `marks` are where somebody left the count."""

    at: tuple[float, ...]
    values: tuple[float, ...]
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()
    marks: tuple[float, ...] = ()
    across: Words = ""


@dataclass(frozen=True)
class Heat:
    """One line of shades for each room or project: percentages by day, None where there was nothing to count."""

    days: tuple[date, ...]
    lines: tuple[tuple[str, tuple[float | None, ...]], ...]


@dataclass(frozen=True)
class Table:
    """What a figure counted. `facts` are single numbers said above the table; `extra` what a program may read besides."""

    corner: Words
    columns: tuple[Column, ...]
    rows: tuple[Line, ...]
    totals: tuple[Value, ...] = ()
    note: Words = ""
    facts: tuple[tuple[Words, Value, str], ...] = ()
    curve: Curve | None = None
    heat: Heat | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    @property
    def small(self) -> bool:
        """Whether a number of persons in it is so small that it may point to somebody."""
        places = [place for place, column in enumerate(self.columns) if column.people]
        lines = [*(line.values for line in self.rows), *([self.totals] if self.totals else [])]
        found = (values[place] for values in lines for place in places)
        return any(isinstance(one, int | float) and 0 < one < SMALL for one in found)


@dataclass(frozen=True)
class Row:
    """One thing behind a number, with where it is read; the page there asks its own right again."""

    label: Words
    url: str
    note: Words = ""


@dataclass(frozen=True)
class Behind:
    """What stands behind a number: the rows the actor may see, and how many more there are."""

    rows: Sequence[Row]
    hidden: int = 0


@dataclass(frozen=True)
class Figure:
    """One figure. `definition` says what is counted, from what, and what is left out; a change of it is a new `version`."""

    slug: str
    title: Words
    group: Words
    order: int
    permission: str
    definition: Words
    version: int
    chart: Chart
    load: Callable[[Any, Period], Table]
    rows: Callable[[Any, Period, str], Behind] | None = None

    @property
    def opens(self) -> bool:
        """Whether its lines lead to what stands behind them; a page cannot ask for `rows`, which it would call."""
        return self.rows is not None


class Figures:
    """Figures in order, each slug once: adding the same slug again replaces it."""

    def __init__(self) -> None:
        self._figures: dict[str, Figure] = {}

    def add(self, figure: Figure) -> None:
        self._figures[figure.slug] = figure

    def remove(self, slug: str) -> None:
        self._figures.pop(slug, None)

    def find(self, slug: str) -> Figure | None:
        return self._figures.get(slug)

    def everything(self) -> list[Figure]:
        return sorted(self._figures.values(), key=lambda figure: (figure.order, figure.slug))

    def for_actor(self, actor: Any) -> list[Figure]:
        """Those whose permission the actor holds; all for a command of the house."""
        return [one for one in self.everything() if actor is None or actor.may(one.permission)]


figures = Figures()
