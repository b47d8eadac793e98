"""Work and school of an HMIS folder, on the real folder and on broken ones: counts that add up, lines that are named."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings

from centre.imports import actions
from centre.imports.models import Batch, BroughtRow
from centre.imports.registry import Memory, Report
from employment.journeys.imports import COLUMNS, FILE, bring_journeys
from employment.journeys.models import Journey, JourneyOutcome, WorkFact
from intake.person.models import Person

EVA = Path(settings.BASE_DIR).parent / "shared" / "data" / "eva_demo"
ROW = {
    "EmploymentEducationID": "1", "EnrollmentID": "E1", "PersonalID": "P1", "InformationDate": "2024-01-02", "LastGradeCompleted": "",
    "SchoolStatus": "", "Employed": "1", "EmploymentType": "3", "NotEmployedReason": "", "DataCollectionStage": "1",
}


@pytest.fixture
def memory(as_worker, db):
    """A run of the kind "hmis" in which two persons are known."""
    found = Memory(Batch.objects.create(kind="hmis"))
    for number in ("P1", "P2"):
        found.remember(f"person:{number}", Person.objects.create())
    return found


def _write(folder: Path, *rows: dict[str, str]) -> Path:
    with (folder / FILE).open("w", newline="", encoding="utf-8") as handle:
        writer = csv.DictWriter(handle, COLUMNS)
        writer.writeheader()
        writer.writerows({**ROW, **row} for row in rows)
    return folder


def _bring(folder: Path, memory: Memory) -> Report:
    report = Report()
    bring_journeys(folder, memory, report)
    return report


def test_an_enrolment_becomes_a_journey_with_what_was_said(memory, tmp_path):
    folder = _write(
        tmp_path,
        {"Employed": "0", "EmploymentType": "", "NotEmployedReason": "1", "SchoolStatus": "5"},
        {"EmploymentEducationID": "2", "DataCollectionStage": "3", "InformationDate": "2024-05-01"},
        {"EmploymentEducationID": "3", "EnrollmentID": "E2", "PersonalID": "P2", "Employed": "99", "EmploymentType": ""},
        {"EmploymentEducationID": "4", "EnrollmentID": "E2", "PersonalID": "P2", "Employed": "", "EmploymentType": "", "LastGradeCompleted": "4"},
    )
    report = _bring(folder, memory)
    assert report.errors == []
    first, second = Journey.objects.order_by("opened_on", "pk")
    assert (first.brought, first.phase, first.state, str(first.ended_on), first.outcome) == (True, "", "ended", "2024-05-01", "elsewhere")
    assert (second.state, second.ended_on) == ("running", None)
    facts = WorkFact.objects.order_by("on_day").values_list("stage", "employed", "employment", "without", "school")
    assert list(facts) == [("entry", "no", "", "looking", "left"), ("exit", "yes", "seasonal", "", "")]
    outcome = JourneyOutcome.objects.get()
    assert (outcome.kind, outcome.contract_kind, str(outcome.on_day)) == ("elsewhere", "seasonal", "2024-05-01")
    assert report.counts["rows that say nothing of work or school"] == 1
    assert report.counts["rows of schooling alone, not kept"] == 1


def test_a_second_run_brings_nothing_new(memory, tmp_path):
    folder = _write(tmp_path, {}, {"EmploymentEducationID": "2", "DataCollectionStage": "3", "InformationDate": "2024-05-01"})
    _bring(folder, memory)
    memory.keep()
    again = _bring(folder, Memory(memory.batch))
    assert again.counts["journeys known already"] == 1
    assert again.counts["rows of work and school known already"] == 2
    assert again.counts["journeys brought"] == again.counts["rows of work and school brought"] == 0
    assert (Journey.objects.count(), WorkFact.objects.count(), JourneyOutcome.objects.count()) == (1, 2, 1)


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ({"EmploymentEducationID": ""}, "EmploymentEducationID"),
        ({"EnrollmentID": ""}, "EnrollmentID"),
        ({"PersonalID": "P9"}, "PersonalID"),
        ({"PersonalID": "P2"}, "PersonalID"),
        ({"InformationDate": "02/01/2024"}, "InformationDate"),
        ({"InformationDate": ""}, "InformationDate"),
        ({"Employed": "yes"}, "Employed"),
        ({"EmploymentType": "7"}, "EmploymentType"),
        ({"NotEmployedReason": "x"}, "NotEmployedReason"),
        ({"SchoolStatus": "12"}, "SchoolStatus"),
        ({"DataCollectionStage": "4"}, "DataCollectionStage"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_brought(memory, tmp_path, row, field):
    folder = _write(tmp_path, {}, {"EmploymentEducationID": "2"} | row)
    report = _bring(folder, memory)
    assert [(error.file, error.line, error.field) for error in report.errors] == [(FILE, 3, field)]
    assert Journey.objects.count() == 0


def test_a_number_twice_and_a_missing_column_are_named(memory, tmp_path):
    assert [one.field for one in _bring(_write(tmp_path, {}, {}), memory).errors] == ["EmploymentEducationID"]
    (tmp_path / FILE).write_text("EmploymentEducationID,EnrollmentID\n1,2\n", encoding="utf-8")
    assert _bring(tmp_path, memory).errors != []


def test_a_folder_without_the_file_has_no_journeys(memory, tmp_path):
    report = _bring(tmp_path, memory)
    assert (report.errors, dict(report.counts)) == ([], {})


FOLDER = {
    "Project.csv": ["ProjectID,ProjectType,ProjectName", "1,0,Shelter"],
    "Client.csv": ["PersonalID,DOB,Sex", "P1,1990-05-01,0", "P2,,1"],
    "Inventory.csv": ["InventoryID,ProjectID,BedInventory", "7,1,2"],
    "Exit.csv": ["EnrollmentID,ExitDate,Destination", "E1,2024-05-01,410"],
    "Enrollment.csv": ["EnrollmentID,PersonalID,ProjectID,EntryDate", "E1,P1,1,2024-01-02", "E2,P2,1,2024-01-03"],
}


def test_one_run_brings_persons_and_journeys_and_one_undo_takes_both_back(as_worker, db, tmp_path):
    for name, lines in FOLDER.items():
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    folder = _write(tmp_path, {}, {"EmploymentEducationID": "2", "DataCollectionStage": "3", "InformationDate": "2024-05-01"})
    report, batch = actions.bring(kind="hmis", source=folder)
    assert report.errors == []
    assert (report.counts["persons brought"], report.counts["journeys brought"]) == (2, 1)
    assert Journey.objects.get().person_id in set(Person.objects.values_list("pk", flat=True))
    again, _batch = actions.bring(kind="hmis", source=folder)
    assert (again.counts["persons brought"], again.counts["journeys brought"]) == (0, 0)
    assert actions.undo(batch=batch) > 0
    assert not any(model.objects.exists() for model in (Person, Journey, WorkFact, JourneyOutcome, BroughtRow))


def test_a_bad_line_of_work_keeps_the_whole_folder_out(as_worker, db, tmp_path):
    for name, lines in FOLDER.items():
        (tmp_path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    report, batch = actions.bring(kind="hmis", source=_write(tmp_path, {"Employed": "maybe"}))
    assert [str(error) for error in report.errors] == [f"{FILE}:2: Employed: “maybe” is not in its list"]
    assert batch is None
    assert not any(model.objects.exists() for model in (Person, Journey))


@pytest.mark.slow
@pytest.mark.skipif(not EVA.is_dir(), reason="the real folder is not here")
def test_the_real_folder_adds_up(memory):
    """Every row is counted once; what is kept equals a count of the file made apart."""
    rows = list(csv.DictReader((EVA / FILE).open(encoding="utf-8-sig")))
    numbers = {row["PersonalID"] for row in rows}
    people = Person.objects.bulk_create([Person() for _ in numbers])
    for number, person in zip(sorted(numbers), people, strict=True):
        memory.remember(f"person:{number}", person)
    report = _bring(EVA, memory)
    assert report.errors == []
    says = [row for row in rows if (row["Employed"] in "01" and row["Employed"]) or row["EmploymentType"] in {"1", "2", "3"}
            or row["NotEmployedReason"] in {"1", "2", "3"} or row["SchoolStatus"] in set("1234567")]
    counted = report.counts
    assert counted["rows of work and school in the file"] == len(rows) == 9623
    assert counted["rows of work and school brought"] == len(says) == WorkFact.objects.count()
    assert len(rows) == len(says) + counted["rows of schooling alone, not kept"] + counted["rows that say nothing of work or school"]
    assert counted["journeys brought"] == len({row["EnrollmentID"] for row in rows}) == Journey.objects.count()
    left = {row["EnrollmentID"] for row in rows if row["DataCollectionStage"] == "3"}
    assert counted["journeys brought that have ended"] == len(left) == Journey.objects.filter(state="ended").count()
    at_exit = Counter(row["Employed"] for row in rows if row["DataCollectionStage"] == "3")
    assert counted["outcomes brought: work at the exit"] == at_exit["1"] == JourneyOutcome.objects.count()
