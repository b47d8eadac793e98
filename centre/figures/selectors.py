"""Figures as they are counted now, and what stands behind them; each reading is recorded before it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from audit.ledger.actions import viewed
from centre.shell.amounts import euros
from centre.shifts import clock

from . import policies
from .enums import Unit, Verb
from .periods import Period
from .registry import Behind, Figure, Line, Table, Value, figures

#: Rows shown behind a number; the rest is only said.
SHOWN = 200


@dataclass(frozen=True)
class Counted:
    """A figure with what it counted, and when."""

    figure: Figure
    period: Period
    table: Table
    at: datetime

    @property
    def as_counted(self) -> str:
        """When it was counted, in words: the same period may give another number tomorrow."""
        return _("as counted on %(at)s") % {"at": date_format(clock.local(self.at), "j F Y, H:i")}

    @property
    def version(self) -> str:
        return _("Definition of “%(title)s”, version %(version)s.") % {"title": self.figure.title, "version": self.figure.version}

    @property
    def warnings(self) -> list[str]:
        """What a reader must know before anything is passed on."""
        found = []
        if self.period.under_way:
            found.append(_("This period is not over: its figures still grow."))
        if self.table.small:
            found.append(_("There are numbers under 5 here. They may point to somebody: keep them inside the house."))
        return found

    @property
    def written(self) -> list[tuple[Line, list[str]]]:
        """The lines with their values as words."""
        return [(line, self._words(line.values)) for line in self.table.rows]

    @property
    def totals(self) -> list[str]:
        return self._words(self.table.totals)

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Each single number as words, with what it is."""
        return [(in_words(value, unit), str(label)) for label, value, unit in self.table.facts]

    def _words(self, values: tuple[Value, ...]) -> list[str]:
        return [in_words(value, column.unit) for value, column in zip(values, self.table.columns, strict=False)]


def in_words(value: Value, unit: str) -> str:
    """A number as the language of the page writes it; a dash for none."""
    if value is None or value == "":
        return "–"
    if isinstance(value, str):
        return value
    if unit == Unit.RATE:
        return _("%(n)s %%") % {"n": number_format(round(value, 1))}
    if unit == Unit.CENTS:
        return euros(round(value))
    if isinstance(value, float):
        return number_format(round(value, 1), decimal_pos=1, force_grouping=True)
    return number_format(value, force_grouping=True)


def figures_for(actor: Any) -> list[tuple[str, list[Figure]]]:
    """The figures the actor may read, by group."""
    groups: dict[str, list[Figure]] = {}
    for one in figures.for_actor(actor):
        groups.setdefault(str(one.group), []).append(one)
    return list(groups.items())


def figure_for(actor: Any, slug: str) -> Figure:
    """One figure. Raises Http404 when there is none, Refused when the actor has not its right."""
    found = figures.find(slug)
    if found is None:
        raise Http404
    policies.view_figures.check(actor, figure=found)
    return found


def counted(actor: Any, figure: Figure, period: Period) -> Counted:
    """The figure counted now over a period; the reading is recorded first."""
    viewed(Verb.VIEWED, purpose=f"{figure.slug} {period.code}")
    return Counted(figure, period, figure.load(actor, period), clock.now())


def all_counted(actor: Any, period: Period) -> list[Counted]:
    """Every figure the actor may read, counted over a period; the reading is recorded first."""
    mine = figures.for_actor(actor)
    viewed(Verb.VIEWED, count=len(mine), purpose=period.code)
    return [Counted(one, period, one.load(actor, period), clock.now()) for one in mine]


def behind(actor: Any, figure: Figure, period: Period, key: str) -> tuple[str, Behind]:
    """The line's own words, and what stands behind it as far as the actor may see; the reading is recorded with its count.

    Raises Http404 when the figure has nothing behind it, or no such line in this period.
    """
    if figure.rows is None:
        raise Http404
    line = next((one for one in figure.load(actor, period).rows if one.key == key and key), None)
    if line is None:
        raise Http404
    found = figure.rows(actor, period, key)
    viewed(Verb.ROWS_VIEWED, count=len(found.rows), purpose=f"{figure.slug} {period.code}")
    return str(line.label), Behind(found.rows[:SHOWN], found.hidden + max(len(found.rows) - SHOWN, 0))
