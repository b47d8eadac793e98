"""The spreadsheet and the plain table: values only, no formula, no link, no hidden sheet, nothing about who made them."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import Any

import xlsxwriter

from audit.release.matrix import Matrix

#: Written in every spreadsheet, so that the same values make the same bytes.
MADE = datetime(2000, 1, 1)
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")


def neutral(text: str) -> str:
    """A text that no spreadsheet takes for a formula. Source: PRIVACY 6 and 7."""
    return f"'{text}" if text.lstrip(" ").startswith(DANGEROUS) or text.startswith(DANGEROUS) else text


def plain_table(matrix: Matrix) -> bytes:
    """The table in UTF-8 with a byte order mark, commas, one line a row, and its notes below."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for text in (matrix.title, matrix.period, matrix.mark):
        if text:
            writer.writerow([neutral(text)])
    writer.writerow([neutral(head) for head in matrix.heads])
    for label, values in matrix.rows:
        writer.writerow([neutral(label), *values])
    for note in matrix.notes:
        writer.writerow([neutral(note)])
    return b"\xef\xbb\xbf" + out.getvalue().encode()


class Sheets:
    """A spreadsheet of texts and numbers that runs nothing, opens nothing and says nothing about who made it."""

    def __init__(self) -> None:
        self._out = io.BytesIO()
        self._book = xlsxwriter.Workbook(
            self._out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        )
        self._book.set_properties({"created": MADE, "author": "", "comments": ""})
        self._shapes: dict[str, Any] = {}
        self.bold = self._book.add_format({"bold": True})
        self.head = self._book.add_format({"bold": True, "align": "right"})

    def add(self, name: str, *, first: int, others: int, columns: int) -> Any:
        """A sheet with the width of its first column and of the others."""
        sheet = self._book.add_worksheet(name)
        sheet.set_column(0, 0, first)
        if columns:
            sheet.set_column(1, columns, others)
        return sheet

    def shape(self, number: str, *, bold: bool = False) -> Any:
        """How numbers are shown; the same shape is made once."""
        key = f"{number}{bold}"
        if key not in self._shapes:
            self._shapes[key] = self._book.add_format({"num_format": number, "bold": True} if bold else {"num_format": number})
        return self._shapes[key]

    def closed(self) -> bytes:
        """The bytes; the same sheets give the same bytes."""
        self._book.close()
        return self._out.getvalue()


def spreadsheet(matrix: Matrix) -> bytes:
    """One visible sheet of texts and numbers. The same matrix gives the same bytes."""
    sheets = Sheets()
    number, total = sheets.shape("#,##0"), sheets.shape("#,##0", bold=True)
    bold, head = sheets.bold, sheets.head
    sheet = sheets.add("1", first=32, others=14, columns=len(matrix.columns))
    line = 0
    for text in (matrix.title, matrix.period, matrix.mark):
        if text:
            sheet.write_string(line, 0, neutral(text), bold)
            line += 1
    for place, words in enumerate(matrix.heads):
        sheet.write_string(line, place, neutral(words), head if place else bold)
    sheet.freeze_panes(line + 1, 1)
    for label, values in matrix.rows:
        line += 1
        sheet.write_string(line, 0, neutral(label), bold)
        for place, value in enumerate(values, start=1):
            sheet.write_number(line, place, value, total if (label, values) == matrix.rows[-1] else number)
    for note in matrix.notes:
        line += 1
        sheet.write_string(line, 0, neutral(note))
    return sheets.closed()
