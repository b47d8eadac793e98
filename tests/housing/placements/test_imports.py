"""Enrolments in homes come in as placements whose counts add up; invented folders, and the real one."""

from __future__ import annotations

import csv
from datetime import date

import pytest

from centre.imports import actions
from housing.homes.models import Programme
from housing.placements.models import Placement
from housing.placements.selectors import retention_rows

HEAD = ["EnrollmentID", "PersonalID", "ProjectID", "EntryDate", "MoveInDate"]
LINES = [
    ["e1", "a", "1", "2024-01-04", "2024-01-20"],
    ["e2", "b", "2", "2024-01-05", "2024-01-01"],
    ["e3", "b", "1", "2024-03-01", "2024-03-15"],
    ["e4", "c", "1", "2024-01-05", "2024-06-01"],
    ["e5", "c", "2", "2024-02-01", ""],
    ["e6", "d", "1", "2024-02-01", ""],
    ["e7", "d", "3", "2024-02-01", ""],
]
EXITS = [["e1", "2024-05-06", "24"], ["e2", "2024-02-20", "101"], ["e4", "2024-03-01", "410"]]


@pytest.fixture
def folder(tmp_path):
    files = {
        "Project.csv": [["ProjectID", "ProjectType", "ProjectName"], ["1", "13", "Rapid"], ["2", "3", "Supportive"], ["3", "12", "Prevention"]],
        "Client.csv": [["PersonalID", "DOB", "Sex"], ["a", "1990-05-01", "0"], ["b", "", "1"], ["c", "", "1"], ["d", "", "1"]],
        "Inventory.csv": [["InventoryID", "ProjectID", "BedInventory"]],
    }

    def write(lines=LINES, exits=EXITS, head=HEAD):
        made = files | {"Enrollment.csv": [head, *lines], "Exit.csv": [["EnrollmentID", "ExitDate", "Destination"], *exits]}
        for name, content in made.items():
            with (tmp_path / name).open("w", newline="") as handle:
                csv.writer(handle).writerows(content)
        return tmp_path

    return write


def test_each_enrolment_in_a_home_is_a_placement_or_is_named(as_worker, folder, db):
    report, _batch = actions.bring(kind="hmis", source=folder())
    counts = report.counts
    assert report.errors == []
    assert counts["enrolments in homes"] == 6 == counts["placements brought"] + counts["enrolments in homes that overlap another of the same person, not kept"]
    assert counts["enrolments in the file"] == 7 == counts["enrolments in homes"] + counts["enrolments of other kinds of project, not stays"]
    told = [(one.state, one.enrolled_on.isoformat(), str(one.moved_in_on), one.exit_destination, one.died) for one in Placement.objects.order_by("enrolled_on", "moved_in_on")]
    assert told == [
        ("ended", "2024-01-04", "2024-01-20", "24", True),
        ("ended", "2024-01-05", "2024-01-05", "101", False),
        ("ended", "2024-01-05", "None", "410", False),
        ("planned", "2024-02-01", "None", "", False),
        ("housed", "2024-03-01", "2024-03-15", "", False),
    ]
    assert [remark.split(": ")[1] for remark in report.remarks] == [
        "e2 moved in on 2024-01-01, before the entry of 2024-01-05",
        "e4 moved in on 2024-06-01, after the exit of 2024-03-01",
        "e5 overlaps e4 of the same person",
    ]
    assert {(one.kind, one.name) for one in Programme.objects.all()} == {("medium_term", "Rapid (1)"), ("housing_first", "Supportive (2)")}


def test_a_second_home_follows_the_first_and_is_one_story(as_worker, folder, db):
    actions.bring(kind="hmis", source=folder())
    second = Placement.objects.get(previous__isnull=False)
    assert (second.programme.name, second.previous.programme.name) == ("Rapid (1)", "Supportive (2)")
    rows = retention_rows(None, date(2024, 12, 31))
    assert [(str(row.moved_in_on), str(row.ended_on), row.how) for row in rows] == [
        ("2024-01-05", "None", ""), ("2024-01-20", "2024-05-06", "died")
    ]


def test_a_second_run_brings_nothing_and_a_batch_is_undone_whole(as_worker, folder, db):
    _, batch = actions.bring(kind="hmis", source=folder())
    again, _ = actions.bring(kind="hmis", source=folder())
    assert (again.counts["placements brought"], again.counts["placements known already"], again.counts["programmes brought"]) == (0, 5, 0)
    assert again.counts["enrolments in homes that overlap another of the same person, not kept"] == 1
    assert Placement.objects.count() == 5
    actions.undo(batch=batch)
    assert (Placement.objects.count(), Programme.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"lines": [["e1", "a", "1", "2024-01-04", "soon"]], "exits": []}, "Enrollment.csv:2: MoveInDate: “soon” is not a date"),
        ({"lines": [["e1", "a", "1", "2024-01-04"]], "exits": [], "head": HEAD[:4]}, "Enrollment.csv:1: MoveInDate: the column is missing"),
        ({"lines": [["e1", "a", "1", "2024-01-04", "2024-01-04"]], "exits": [["e1", "2023-01-01", "24"]]}, "Enrollment.csv:2: EntryDate: is after"),
        ({"lines": [["e1", "z", "1", "2024-01-04", ""]], "exits": []}, "Enrollment.csv:2: PersonalID: z is not in Client.csv"),
    ],
)
def test_a_bad_line_is_named_once_and_nothing_is_kept(as_worker, folder, db, changes, words):
    report, batch = actions.bring(kind="hmis", source=folder(**changes))
    assert batch is None
    assert [str(error).startswith(words) for error in report.errors] == [True], [str(error) for error in report.errors]
    assert (Placement.objects.count(), Programme.objects.count()) == (0, 0)


def test_the_database_knows_which_quarters_are_closed(as_worker, db):
    from audit.release.models import Quarter
    from housing.placements.selectors import figures_closed

    Quarter.objects.create(year=2025, number=1, state="closed")
    Quarter.objects.create(year=2025, number=2, state="ordered")
    days = [date(2024, 12, 31), date(2025, 1, 1), date(2025, 3, 31), date(2025, 4, 1)]
    assert [figures_closed(day) for day in days] == [False, True, True, False]
