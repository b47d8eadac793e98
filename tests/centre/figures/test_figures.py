"""The coordination's figures: counted when opened, drawn beside their table, recorded, taken along as what they are."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import pytest
from django.template import engines
from django.urls import reverse
from django.utils import translation
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from audit.ledger.models import Event
from centre.figures import selectors
from centre.figures.drawing import by_week, draw
from centre.figures.enums import Chart
from centre.figures.periods import Period
from centre.figures.registry import Column, Curve, Figure, Heat, Table, figures

from .conftest import TABLE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize(
    ("code", "first", "last", "before"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "2025"),
        ("2026Q1", date(2026, 1, 1), date(2026, 3, 31), "2025Q4"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "2024-01"),
        ("2026-03-10..2026-03-19", date(2026, 3, 10), date(2026, 3, 19), "2026-02-28..2026-03-09"),
    ],
)
def test_a_period_is_read_and_written_the_same(code, first, last, before):
    period = Period.parse(code)
    assert (period.first, period.last, period.code) == (first, last, code)
    assert period.before.code == before
    assert period.before.after == period


@pytest.mark.parametrize("code", ["", "2026Q5", "2026-13", "soon", "2026-03-02..2026-03-01", "2010-01-01..2026-01-01", "0000"])
def test_what_is_no_period_is_refused(code):
    with pytest.raises(ValueError):
        Period.parse(code)


def test_nights_that_are_not_over_are_not_counted(at):
    at("2026-11-22 03:00")
    assert Period.running_month().past[-1] == date(2026, 11, 20)
    at("2026-11-22 07:00")
    assert Period.running_month().past[-1] == date(2026, 11, 21)


def test_the_list_and_the_figure_stand_with_chart_table_and_definition(browse, colette, figure, verbs_of):
    client = browse(colette)
    assert "What is counted here." in text(client.get(reverse("figures")))
    page = text(client.get(reverse("figure", args=["reasons"]) + "?period=2026-03"))
    assert "March 2026" in page
    assert '<svg viewBox="0 0 560' in page
    assert '<title id="chart-reasons-t">Reasons</title>' in page
    assert "=1+1 &lt;b&gt;&amp;" in page
    assert "€12,345.67" in page
    assert "80.0 %" in page or "80 %" in page
    assert "Definition of “Reasons”, version 3." in page
    assert "as counted on" in page
    assert "numbers under 5" in page
    assert "still grow" not in page
    assert "style=" not in page.split("<main")[1]
    assert verbs_of("centre.figure.") == [("centre.figure.viewed", None)]


@pytest.fixture
def verbs_of(as_, dora):
    def read(start):
        with as_(dora):
            found = Event.objects.filter(verb__startswith=start).order_by("id").values_list("verb", "diff")
            return [(verb, (diff or {}).get("shown")) for verb, diff in found]

    return read


def test_a_line_leads_to_what_stands_behind_it(browse, colette, figure, monkeypatch):
    monkeypatch.setattr(engines["django"].engine, "string_if_invalid", "")  # as in the house: what cannot be called is empty
    there = reverse("figure_rows", args=["reasons", "full"]) + "?period=2026-03"
    assert f'href="{there}"' in browse(colette).get(reverse("figure", args=["reasons"]) + "?period=2026-03").content.decode()


def test_behind_a_number_stands_what_one_may_see_and_how_much_more_there_is(browse, colette, figure, verbs_of):
    client = browse(colette)
    page = text(client.get(reverse("figure_rows", args=["reasons", "full"]) + "?period=2026-03"))
    assert "one of them" in page
    assert "11 more count here and are not within your reach." in page
    assert client.get(reverse("figure_rows", args=["reasons", "nothing"])).status_code == 404
    assert "Nothing behind this number is within your reach." in text(client.get(reverse("figure_rows", args=["reasons", "other"])))
    assert verbs_of("centre.figure.rows") == [("centre.figure.rows_viewed", None), ("centre.figure.rows_viewed", 0)]


def test_a_period_that_cannot_be_is_said_beside_its_field(browse, colette, figure):
    client = browse(colette)
    for query, words in (
        ("?period=soon", "This is not a period."),
        ("?first=2026-03-02&last=2026-03-01", "in their order"),
        ("?first=2026-03-02", "in their order"),
    ):
        answer = client.get(reverse("figure", args=["reasons"]) + query)
        assert answer.status_code == 422
        assert words in text(answer)


def test_only_the_coordination_reads_figures_and_each_asks_its_own_right(browse, vera, felix, colette, figure):
    for user in (vera, felix):
        for address in (reverse("figures"), reverse("figure", args=["reasons"]), reverse("figure_rows", args=["reasons", "full"])):
            assert browse(user).get(address).status_code == 403
        assert browse(user).post(reverse("figures_file", args=["xlsx"])).status_code == 403
    figures.add(Figure("walled", "Walled", "Trial", 2, "intake.check_in", "x", 1, Chart.BARS, lambda actor, period: TABLE))
    try:
        assert browse(colette).get(reverse("figure", args=["walled"])).status_code == 403
        assert "Walled" not in text(browse(colette).get(reverse("figures")))
    finally:
        figures.remove("walled")
    assert browse(colette).get(reverse("figure", args=["none"])).status_code == 404


def test_the_spreadsheet_has_values_only_and_says_what_it_is(browse, colette, figure, verbs_of):
    answer = browse(colette).post(reverse("figures_file", args=["xlsx"]), {"period": "2026-03"})
    assert answer["Content-Disposition"] == 'attachment; filename="internal-figures-2026-03.xlsx"'
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    name = next(one for one in book.sheet_names if one.endswith("Reasons"))
    rows = book.get_sheet_by_name(name).to_python()
    assert [row[0] for row in rows[:3]] == ["Reasons", "March 2026", "Internal, not for publication"]
    assert ["full", 12.0, 80.0, 12345.67] in rows
    assert ["'=1+1 <b>&", 3.0, 20.0, 0.5] in rows
    inside = zipfile.ZipFile(io.BytesIO(answer.content))
    assert all(b"<f>" not in inside.read(one) for one in inside.namelist())
    assert [verb for verb, _shown in verbs_of("centre.figure.")] == ["centre.figure.taken", "centre.figure.viewed"]


def test_the_printed_pages_are_tagged_and_marked(browse, colette, figure):
    answer = browse(colette).post(reverse("figures_file", args=["pdf"]), {"period": "2026-03"})
    reader = PdfReader(io.BytesIO(answer.content))
    words = "\n".join(page.extract_text() for page in reader.pages)
    assert "Internal, not for publication" in words
    assert "What is counted here." in words
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert browse(colette).post(reverse("figures_file", args=["doc"])).status_code == 404


def test_a_curve_and_a_heat_map_are_drawn_from_their_own_numbers():
    curve = Curve((0, 6, 12), (100, 80, 50), (100, 60, 30), (100, 95, 75), marks=(3,), across="months")
    drawn = draw(Chart.STEPS, Table("m", (), (), curve=curve), title="Curve", slug="c")
    assert drawn.count("<polyline") == 1
    assert drawn.count("<polygon") == 1
    days = tuple(date(2026, 3, day) for day in (1, 2, 3))
    heat = draw(Chart.HEAT, Table("r", (), (), heat=Heat(days, (("Room 1", (100.0, 100.0, None)),))), title="Heat", slug="h")
    assert heat.count("<path") == 1
    assert "Room 1" in heat
    weeks = by_week(Heat(tuple(date(2026, 3, day) for day in range(1, 10)), (("Room 1", (50.0, None, 100.0, *(None,) * 6)),)))
    assert (weeks.days, weeks.lines) == ((date(2026, 3, 1), date(2026, 3, 8)), (("Room 1", (75.0, None)),))
    for chart in Chart:
        assert draw(chart, Table("x", (Column("n", drawn=True),), ()), title="x", slug="x") == ""


def test_every_figure_says_what_it_counts_and_answers_for_an_empty_house(as_, colette):
    with as_(colette):
        for one in figures.everything():
            assert str(one.definition)
            assert one.version >= 1
            counted = selectors.counted(colette, one, Period.month(2026, 3))
            assert counted.table.columns
            assert all(len(line.values) == len(counted.table.columns) for line in counted.table.rows)
