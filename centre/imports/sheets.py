"""Reading comma-separated files and workbooks that nobody here wrote, without believing them."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from pathlib import Path

from python_calamine import CalamineError, CalamineWorkbook

from .registry import Report

#: Longest line read, in characters; a longer one is refused before it fills the memory.
LONGEST_LINE = 1_000_000
ZIP = b"PK\x03\x04"


class Unreadable(Exception):
    """The file as a whole cannot be read; the words say why."""


def lines(path: Path) -> Iterator[str]:
    """The lines of a UTF-8 file (with or without its mark), each at most LONGEST_LINE characters."""
    with path.open("r", encoding="utf-8-sig", newline="") as handle:
        number = 0
        while line := handle.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE:
                raise Unreadable(f"line {number} is longer than {LONGEST_LINE:,} characters")
            if "\0" in line:
                raise Unreadable(f"line {number} holds a null byte: this is not a text file")
            yield line


def rows(path: Path, report: Report, needed: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    """(line number, values by column) of a CSV file; blank rows are counted and passed over.

    A file that is missing, empty, compressed, not UTF-8 or without the needed columns is refused in the report.
    """
    name = path.name
    try:
        yield from _rows(path, report, needed)
    except Unreadable as error:
        report.refuse(name, 0, "file", str(error))
    except FileNotFoundError:
        report.refuse(name, 0, "file", "the file is missing")
    except UnicodeDecodeError as error:
        report.refuse(name, 0, "file", f"not UTF-8 text (byte {error.start})")
    except (csv.Error, OSError) as error:
        report.refuse(name, 0, "file", f"cannot be read: {error}")


def _rows(path: Path, report: Report, needed: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open("rb") as handle:
        if handle.read(4) == ZIP:
            raise Unreadable("a compressed file: unpack it first")
    reader = csv.reader(lines(path), strict=False)
    header = [column.strip() for column in next(reader, [])]
    if not header:
        raise Unreadable("the file is empty")
    for column in needed:
        if column not in header:
            report.refuse(path.name, 1, column, "the column is missing")
    if any(column not in header for column in needed):
        return
    for values in reader:
        if not any(value.strip() for value in values):
            report.counts["blank rows"] += 1
            continue
        if len(values) > len(header):
            report.refuse(path.name, reader.line_num, "row", f"{len(values)} values for {len(header)} columns")
            continue
        yield reader.line_num, dict(zip(header, (value.strip() for value in values), strict=False))


def sheet_rows(path: Path, report: Report, width: int) -> Iterator[tuple[int, list[str]]]:
    """(line number, values as text) of the first sheet of a workbook, below its heading; blank rows are counted.

    Numbers lose a needless ".0", dates are written `YYYY-MM-DD`. A file that is no workbook, or whose first sheet has
    fewer than `width` columns, is refused in the report.
    """
    try:
        table = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (CalamineError, OSError) as error:
        report.refuse(path.name, 0, "file", f"cannot be read as a workbook: {error}")
        return
    if not table or len(table[0]) < width:
        report.refuse(path.name, 1, "file", f"{len(table[0]) if table else 0} columns where {width} are needed")
        return
    for number, values in enumerate(table[1:], start=2):
        texts = [_text(value) for value in values]
        if any(texts):
            yield number, texts
        else:
            report.counts["blank rows"] += 1


def _text(value: object) -> str:
    """One cell as text."""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    return str(value).strip()
