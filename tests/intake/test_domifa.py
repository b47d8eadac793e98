"""A workbook of people with a reference address: nobody's name comes in unless it is asked for, and then sealed."""

from pathlib import Path

import pytest

from centre.imports import actions
from centre.imports.models import BroughtRow
from intake.identity.models import Envelope
from intake.person.models import Person

DOMIFA = Path(__file__).resolve().parents[3] / "shared" / "data" / "domifa"
HEAD = [f"c{number}" for number in range(52)]
ROW = {0: "7", 1: "F", 2: "Peeters", 3: "Anna", 4: "Nana", 5: "05/02/1988", 9: "VALIDE", 12: "PREMIERE", 13: "01/02/2026", 14: "31/01/2027"}
real = pytest.mark.skipif(not DOMIFA.exists(), reason="the real files are not on this machine")


@pytest.fixture
def workbook(tmp_path):
    import xlsxwriter

    def write(*rows):
        path = tmp_path / "people.xlsx"
        with xlsxwriter.Workbook(str(path)) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, HEAD)
            for number, row in enumerate(rows, start=1):
                for column, value in row.items():
                    sheet.write(number, column, value)
                sheet.write(number, 51, "")
        return path

    return write


def test_what_somebody_is_called_comes_in_and_their_name_does_not(as_worker, db, workbook):
    report, _ = actions.bring(kind="domifa", source=workbook(ROW, ROW | {0: "8", 4: "PEETERS"}))
    assert report.errors == []
    assert sorted(Person.objects.values_list("alias", "gender", "birth_year")) == [("", "F", 1988), ("Nana", "F", 1988)]
    assert report.counts["names in use left out: they are the legal name"] == 1
    assert Envelope.objects.count() == 0
    assert not any("eeters" in row.key or "Anna" in row.key for row in BroughtRow.objects.all())


def test_a_second_run_brings_nobody_also_without_numbers(as_worker, db, workbook):
    path = workbook(ROW | {0: ""}, ROW | {0: "", 3: "Berta"})
    actions.bring(kind="domifa", source=path)
    report, _ = actions.bring(kind="domifa", source=path)
    assert (report.counts["persons known already"], report.counts["persons brought"], Person.objects.count()) == (2, 0, 2)


def test_identity_is_sealed_when_it_is_asked_for(as_worker, db, workbook):
    report, batch = actions.bring(kind="domifa", source=workbook(ROW), options=frozenset({"identity"}))
    assert report.counts["identities sealed"] == 1
    envelope = Envelope.objects.get()
    assert (str(envelope.legal_name), envelope.legal_name.reveal(), envelope.birth_date.reveal()) == ("[sealed]", "Anna Peeters", "05/02/1988")
    assert actions.undo(batch=batch) == 2
    assert (Person.objects.count(), Envelope.objects.count()) == (0, 0)


@pytest.mark.parametrize(("change", "field", "reason"), [
    ({5: "29/02/2018"}, "Date de naissance", "is not a date"), ({5: ""}, "Date de naissance", "is empty"),
    ({5: "05/02/2999"}, "Date de naissance", "still to come"), ({1: "X"}, "Civilité", "is none of F, H"),
    ({2: ""}, "Nom de naissance", "is empty"), ({9: "PEUT-ETRE"}, "Statut de la domiciliation", "is none of"),
    ({14: "01/01/2026"}, "Date de fin de domiciliation", "before the start"), ({13: ""}, "Date début dom actuelle", "is empty"),
    ({10: "HUMEUR"}, "Motif du refus", "is none of"), ({38: "hier"}, "Date de naissance Ayant-Droit 1", "is not a date"),
])  # fmt: skip
def test_a_cell_that_cannot_be_is_named_and_nothing_is_kept(as_worker, db, workbook, change, field, reason):
    report, batch = actions.bring(kind="domifa", source=workbook(ROW | {0: "1"}, ROW | change))
    assert batch is None
    assert any(str(error).startswith(f"people.xlsx:3: {field}: ") and reason in str(error) for error in report.errors)
    assert Person.objects.count() == 0


def test_the_same_row_twice_and_a_file_that_is_no_workbook(as_worker, db, workbook, tmp_path):
    report, _ = actions.bring(kind="domifa", source=workbook(ROW, ROW))
    assert "people.xlsx:3: ID: this row stands twice" in [str(error) for error in report.errors]
    text = tmp_path / "people.txt"
    text.write_text("no workbook")
    report, _ = actions.bring(kind="domifa", source=text)
    assert "cannot be read as a workbook" in str(report.errors[0])


@real
def test_the_real_workbook_comes_in_and_the_broken_one_is_refused_with_its_lines(as_worker, db):
    report, _ = actions.bring(kind="domifa", source=DOMIFA / "import_ok_1.xlsx")
    assert (report.errors, report.counts["persons brought"], report.counts["rows in the file"]) == ([], 19, 19)
    assert not Person.objects.exclude(alias="").filter(alias__iexact="toure").exists()
    again, _ = actions.bring(kind="domifa", source=DOMIFA / "import_ok_1.xlsx")
    assert again.counts["persons known already"] == 19
    broken, batch = actions.bring(kind="domifa", source=DOMIFA / "import_ko_1.xlsx")
    assert batch is None
    assert "import_ko_1.xlsx:2: Date début dom actuelle: “29/02/2018” is not a date like 31/12/1990" in [str(e) for e in broken.errors]
    assert Person.objects.count() == 19
