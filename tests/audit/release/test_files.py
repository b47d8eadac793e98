"""The files of a release: values only, the same bytes again, nothing a spreadsheet would run, no address opened."""

import csv
import io
import re
import zipfile
from dataclasses import replace

import pytest
from django.utils import translation
from python_calamine import CalamineWorkbook
from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError

from audit.release import documents, sheets
from audit.release.catalogue import GROUPED, PERSONS, Dimension, Source, Table
from audit.release.matrix import build

SOURCE = Source(
    "people", "People", PERSONS, 1,
    (Dimension("gender", "Gender", {"w": "Women", "m": "Men"}), Dimension("age", "Age", {"y": "under 25", "o": "25 and over"})),
    lambda window: (),
)
TABLE = Table("people_table", "Persons by gender and age", "people", "gender", "age", "Each person once.", 3)
ATOMS = [(("w", "y"), 10), (("w", "o"), 25), (("m", "y"), 1230), (("m", "o"), 0)]


def matrix(**changes):
    made = build(TABLE, SOURCE, ATOMS, year=2026, period="Q3", base=5, recipient="COCOM")
    return replace(made, **changes)


def test_the_values_are_sums_of_stored_atoms_and_add_up():
    made = matrix()
    assert made.heads == ("Gender", "under 25", "25 and over", "Total")
    assert made.rows == (("Women", (10, 25, 35)), ("Men", (1230, 0, 1230)), ("Total", (1240, 25, 1265)))


def test_the_fingerprint_is_of_the_values_not_of_the_words():
    with translation.override("fr"):
        french = matrix()
    assert french.digest == matrix().digest
    other = build(TABLE, SOURCE, [*ATOMS, (("m", "o"), 5)], year=2026, period="Q3", base=5)
    assert other.digest != matrix().digest


def test_grouped_contacts_have_a_line_of_their_own():
    made = build(TABLE, SOURCE, [*ATOMS, (("w", GROUPED), 10)], year=2026, period="Q3", base=10)
    assert made.heads[-2:] == ("Other, grouped", "Total")
    assert made.rows[0] == ("Women", (10, 25, 10, 45))


def test_numbers_are_printed_as_the_language_groups_them():
    assert matrix().printed[1] == ("Men", ("1,230", "0", "1,230"))
    with translation.override("fr"):
        assert matrix().printed[1][1][0] == "1\xa0230"


@pytest.mark.parametrize("make", [sheets.spreadsheet, sheets.plain_table])
def test_the_same_values_make_the_same_bytes(make):
    assert make(matrix()) == make(matrix())


def test_the_spreadsheet_holds_the_table_and_its_notes():
    lines = CalamineWorkbook.from_filelike(io.BytesIO(sheets.spreadsheet(matrix()))).get_sheet_by_index(0).to_python()
    texts = [[cell for cell in line if cell != ""] for line in lines]
    assert ["Gender", "under 25", "25 and over", "Total"] in texts
    assert ["Men", 1230.0, 0.0, 1230.0] in texts
    assert any("version 3" in str(line[0]) for line in texts if line)
    assert any(matrix().digest in str(line[0]) for line in texts if line)
    assert any("COCOM" in str(line[0]) for line in texts if line)


def test_the_spreadsheet_says_nothing_of_its_maker():
    with zipfile.ZipFile(io.BytesIO(sheets.spreadsheet(matrix()))) as book:
        parts = {name: book.read(name).decode() for name in book.namelist()}
        stamps = {entry.date_time for entry in book.infolist()}
    assert len([name for name in parts if name.startswith("xl/worksheets/sheet")]) == 1
    assert "state=\"hidden\"" not in parts["xl/workbook.xml"]
    assert not re.search(r"<(dc:creator|cp:lastModifiedBy)>[^<]", parts["docProps/core.xml"])
    assert "2000-01-01" in parts["docProps/core.xml"]
    assert len(stamps) == 1


DANGEROUS = ["=1+1", "+cmd", "-2", "@SUM(A1)", "\t=1", "\r=1", " =HYPERLINK(\"http://x\")", "http://example.test/"]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_words_become_a_formula_or_a_link(text):
    bad = matrix(title=text, rows=((text, (5, 5)),), columns=(text, "Total"), definition=text)
    with zipfile.ZipFile(io.BytesIO(sheets.spreadsheet(bad))) as book:
        everything = "".join(book.read(name).decode() for name in book.namelist())
    assert "<f>" not in everything
    assert "<hyperlink" not in everything
    for line in csv.reader(io.StringIO(sheets.plain_table(bad).decode("utf-8-sig"))):
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in line)


def test_a_demonstration_says_so_in_every_file(settings):
    assert "invented" in sheets.plain_table(matrix(demonstration=True)).decode("utf-8-sig")
    assert "invented" not in sheets.plain_table(matrix(demonstration=False)).decode("utf-8-sig")


def test_the_printed_page_has_the_table_a_chart_and_its_fonts():
    from pypdf import PdfReader

    printed = documents.page(matrix())
    reader = PdfReader(io.BytesIO(printed))
    text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in reader.pages))
    for words in ("Persons by gender and age", "3rd quarter 2026", "Women", "Each person once.", "invented"):
        assert words in text
    assert re.sub(r"\s", "", matrix().digest) in re.sub(r"\s", "", text)
    assert reader.trailer["/Root"]["/Lang"] == "en"
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
    assert fonts


def test_the_chart_is_drawn_here():
    drawing = documents.chart(matrix())
    assert drawing.startswith("<svg")
    assert "Women" in drawing
    assert "<script" not in drawing


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/x.png", "https://example.test/x.css", "file:///etc/passwd", "ftp://x/y"])
def test_the_printed_page_opens_no_address(url):
    with pytest.raises(FatalURLFetchingError):
        documents.OwnFilesOnly().fetch(url)
    with pytest.raises(FatalURLFetchingError):
        HTML(string=f'<img src="{url}" alt="">', url_fetcher=documents.OwnFilesOnly()).write_pdf()
