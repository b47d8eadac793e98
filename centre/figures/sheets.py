"""A period of figures as a spreadsheet: one sheet a figure, values only, marked as internal on each."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _

from audit.release.sheets import Sheets, neutral

from .enums import Unit
from .periods import Period
from .registry import Value
from .selectors import Counted

#: How a program of tables shows each unit; the numbers themselves are written as numbers.
SHAPES = {Unit.COUNT: "#,##0", Unit.RATE: "0.0", Unit.DAYS: "0.0", Unit.HOURS: "0.0", Unit.CENTS: "#,##0.00", Unit.WORDS: "@"}
LONGEST_NAME = 31


def book(counted: list[Counted], period: Period) -> bytes:
    """The bytes of the spreadsheet: no formula, no link, nothing about who made it."""
    sheets = Sheets()
    for number, one in enumerate(counted, start=1):
        _sheet(sheets, number, one, period)
    return sheets.closed()


def _sheet(sheets: Sheets, number: int, one: Counted, period: Period) -> None:
    sheet = sheets.add(_name(number, str(one.figure.title)), first=34, others=14, columns=len(one.table.columns))
    lines = [str(one.figure.title), period.words, _("Internal, not for publication"), one.as_counted, *one.warnings]
    line = 0
    for text in lines:
        sheet.write_string(line, 0, neutral(text), sheets.bold)
        line += 1
    for words, label in one.facts:
        sheet.write_string(line, 0, neutral(label))
        sheet.write_string(line, 1, neutral(words))
        line += 1
    for place, head in enumerate((one.table.corner, *(column.label for column in one.table.columns))):
        sheet.write_string(line, place, neutral(str(head)), sheets.head if place else sheets.bold)
    rows = [(str(row.label), row.values) for row in one.table.rows]
    for label, values in [*rows, *([(_("Total"), one.table.totals)] if one.table.totals else [])]:
        line += 1
        sheet.write_string(line, 0, neutral(label), sheets.bold)
        for place, (value, column) in enumerate(zip(values, one.table.columns, strict=False), start=1):
            _cell(sheets, sheet, (line, place), value, column.unit)
    for note in filter(None, (str(one.table.note), str(one.figure.definition), one.version)):
        line += 1
        sheet.write_string(line, 0, neutral(note))


def _cell(sheets: Sheets, sheet: Any, place: tuple[int, int], value: Value, unit: str) -> None:
    """A number as a number, words as words that no program takes for a formula, nothing for nothing."""
    if value is None:
        return
    if isinstance(value, str):
        sheet.write_string(*place, neutral(value))
    else:
        sheet.write_number(*place, value / 100 if unit == Unit.CENTS else value, sheets.shape(SHAPES[Unit(unit)]))


def _name(number: int, title: str) -> str:
    """A name for a sheet: short, without the signs that the format forbids, and no other's."""
    plain = re.sub(r"[^\w ]", " ", title)
    return f"{number} {plain}"[:LONGEST_NAME].strip()
