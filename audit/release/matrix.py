"""One matrix of values: the page, the spreadsheet, the plain table and the printed page are all made from it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from audit.release.catalogue import GROUPED, Dimension, Source, Table
from audit.release.enums import Period
from audit.release.rounding import Combination


@dataclass(frozen=True)
class Matrix:
    """Labels and values. The last row and, when there are columns, the last column are totals: sums of what stands there.

    base: every value is a multiple of it. digest: SHA-256 of codes and values, the same in every language.
    """

    title: str
    period: str
    recipient: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    definition: str
    version: str
    rounding: str
    base: int
    digest: str
    demonstration: bool

    @property
    def heads(self) -> tuple[str, ...]:
        return (self.corner, *self.columns)

    @property
    def printed(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The rows as words for a reader: numbers grouped as the active language does."""
        return tuple(
            (label, tuple(number_format(value, force_grouping=True) for value in values)) for label, values in self.rows
        )

    @property
    def notes(self) -> tuple[str, ...]:
        """What stands under the table in every file."""
        lines = [self.definition, self.version, self.rounding]
        if self.recipient:
            lines.append(_("Made for: %(recipient)s") % {"recipient": self.recipient})
        lines.append(_("Fingerprint of the values (SHA-256): %(digest)s") % {"digest": self.digest})
        return tuple(lines)

    @property
    def mark(self) -> str:
        return _("Demonstration: invented figures") if self.demonstration else ""


def _used(dimension: Dimension, found: set[str]) -> list[str]:
    return [*dimension.categories, *([GROUPED] if GROUPED in found else [])]


def build(
    table: Table, source: Source, atoms: Iterable[tuple[Combination, int]], *, year: int, period: str, base: int,
    recipient: str = "",
) -> Matrix:
    """The matrix of a table over stored atoms, in the language that is active."""
    down, across = source.dimension(table.rows), source.dimension(table.columns) if table.columns else None
    row_at, column_at = source.position(table.rows), source.position(table.columns) if across else None
    sums: dict[tuple[str, str], int] = {}
    for combination, value in atoms:
        key = (combination[row_at], combination[column_at] if column_at is not None else "")
        sums[key] = sums.get(key, 0) + value
    row_codes = _used(down, {row for row, _column in sums})
    column_codes = _used(across, {column for _row, column in sums}) if across else [""]
    values = [[sums.get((row, column), 0) for column in column_codes] for row in row_codes]
    values.append([sum(line[place] for line in values) for place in range(len(column_codes))])
    coded = [table.code, table.version, year, period, row_codes, column_codes, values]
    lines = [(*line, sum(line)) if across else tuple(line) for line in values]
    labels = [*(down.words(code) for code in row_codes), _("Total")]
    heads = [*(across.words(code) for code in column_codes), _("Total")] if across else [str(source.title)]
    return Matrix(
        title=str(table.title),
        period=f"{Period(period).label} {year}",
        recipient=recipient,
        corner=str(down.title),
        columns=tuple(heads),
        rows=tuple(zip(labels, lines, strict=True)),
        definition=str(table.definition),
        version=_("Definition %(code)s, version %(version)s.") % {"code": table.code, "version": table.version},
        rounding=_("Every number is rounded to a multiple of %(base)s. A nought may be a few.") % {"base": base},
        base=base,
        digest=hashlib.sha256(json.dumps(coded).encode()).hexdigest(),
        demonstration=bool(settings.CENTRE_DEMO),
    )
