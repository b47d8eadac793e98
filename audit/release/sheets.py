"""The spreadsheet and the plain table: values only, no formula, no link, no hidden sheet, nothing about who made them."""

from __future__ import annotations

import csv
import io
from datetime import datetime

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


def spreadsheet(matrix: Matrix) -> bytes:
    """One visible sheet of texts and numbers. The same matrix gives the same bytes."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    book.set_properties({"created": MADE, "author": "", "comments": ""})
    bold, number = book.add_format({"bold": True}), book.add_format({"num_format": "#,##0"})
    head, total = book.add_format({"bold": True, "align": "right"}), book.add_format({"num_format": "#,##0", "bold": True})
    sheet = book.add_worksheet("1")
    sheet.set_column(0, 0, 32)
    sheet.set_column(1, len(matrix.columns), 14)
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
    book.close()
    return out.getvalue()
