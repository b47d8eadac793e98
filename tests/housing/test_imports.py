"""Foreign files come in whole or not at all, never twice, with each bad line named; and go out as one batch."""

import csv
from pathlib import Path

import pytest
from django.db.models import Count

from centre.imports import actions
from centre.imports.models import Batch, BroughtRow
from housing.beds.models import Bed, Building, Closure, Room, Ward
from housing.homes.models import Programme
from housing.placements.models import Placement
from housing.stays.models import Stay
from intake.desk.models import Passage
from intake.outreach.models import Contact, OutreachRound
from intake.person.models import Person

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
FILES = {
    "Project.csv": [["ProjectID", "ProjectType", "ProjectName"], ["1", "0", "Shelter"], ["2", "12", "Prevention"]],
    "Client.csv": [["PersonalID", "DOB", "Sex", "FirstName"], ["a", "1990-05-01", "0", "hash"], ["b", "", "1", "hash"]],
    "Inventory.csv": [["InventoryID", "ProjectID", "BedInventory"], ["7", "1", "1"], ["8", "2", "9"]],
    "Exit.csv": [["EnrollmentID", "ExitDate", "Destination"], ["e1", "2024-01-06", "410"]],
    "Enrollment.csv": [
        ["EnrollmentID", "PersonalID", "ProjectID", "EntryDate"],
        ["e1", "a", "1", "2024-01-04"], ["e2", "b", "1", "2024-01-05"], ["e3", "b", "2", "2024-01-05"],
        ["e4", "b", "1", "2024-01-09"],
    ],
}




@pytest.fixture
def folder(tmp_path):
    def write(**changes):
        for name, lines in FILES.items():
            content = changes.get(name.removesuffix(".csv"), lines)
            with (tmp_path / name).open("w", newline="") as handle:
                csv.writer(handle).writerows(content)
        return tmp_path

    return write


def nothing_kept():
    return not any(model.objects.exists() for model in (Person, Ward, Room, Bed, Stay, Batch, BroughtRow))


def test_a_folder_comes_in_and_adds_up(as_worker, folder, db):
    report, batch = actions.bring(kind="hmis", source=folder())
    assert report.errors == []
    assert batch is not None
    counts = report.counts
    assert counts["enrolments in the file"] == 4 == (
        counts["stays brought"] + counts["enrolments of other kinds of project, not stays"]
        + counts["enrolments that overlap another stay of the same person, not kept"]
    )
    assert counts["stays brought"] == 2
    assert counts["beds beyond the inventory, made for stays that overlap"] == 1
    assert set(Person.objects.values_list("alias", "birth_year", "gender")) == {("", 1990, "F"), ("", None, "M")}


def test_a_second_run_brings_nothing(as_worker, folder, db):
    source = folder()
    actions.bring(kind="hmis", source=source)
    report, _ = actions.bring(kind="hmis", source=source)
    assert {name: number for name, number in report.counts.items() if name.endswith("brought") and number} == {"inventory lines brought": 1}
    assert report.counts["stays known already"] == 2


def test_a_batch_is_undone_whole(as_worker, folder, db):
    _, batch = actions.bring(kind="hmis", source=folder())
    assert actions.undo(batch=batch) > 0
    assert not any(model.objects.exists() for model in (Person, Ward, Room, Bed, Stay, BroughtRow))


def test_a_dry_run_keeps_nothing(as_worker, folder, db):
    report, batch = actions.bring(kind="hmis", source=folder(), dry_run=True)
    assert report.counts["stays brought"] == 2
    assert batch is None
    assert nothing_kept()


@pytest.mark.parametrize(
    ("name", "lines", "words"),
    [
        ("Client", [["PersonalID", "DOB", "Sex"], ["a", "31/12/1990", "0"], ["b", "", "1"]], "Client.csv:2: DOB: “31/12/1990” is not a date"),
        ("Client", [["PersonalID", "DOB", "Sex"], ["a", "", "0"], ["a", "", "1"]], "Client.csv:3: PersonalID: a stands twice"),
        ("Client", [["PersonalID", "DOB"], ["a", ""]], "Client.csv:1: Sex: the column is missing"),
        ("Client", [], "Client.csv:0: file: the file is empty"),
        ("Enrollment", [["EnrollmentID", "PersonalID", "ProjectID", "EntryDate"], ["e1", "zz", "1", "2024-01-04"]], "Enrollment.csv:2: PersonalID: zz is not in Client.csv"),
        ("Exit", [["EnrollmentID", "ExitDate", "Destination"], ["e1", "2023-01-06", "410"]], "Enrollment.csv:2: EntryDate: is after the exit of 2023-01-06"),
    ],
)
def test_a_bad_line_is_named_and_nothing_is_kept(as_worker, folder, db, name, lines, words):
    report, batch = actions.bring(kind="hmis", source=folder(**{name: lines}))
    assert batch is None
    assert any(str(error).startswith(words) for error in report.errors), [str(error) for error in report.errors]
    assert nothing_kept()


def test_a_missing_file_a_zip_and_an_endless_line_are_refused(as_worker, folder, db):
    source = folder()
    (source / "Exit.csv").unlink()
    (source / "Client.csv").write_bytes(b"PK\x03\x04 compressed")
    (source / "Inventory.csv").write_text("InventoryID,ProjectID,BedInventory\n" + "9" * 2_000_000)
    report, _ = actions.bring(kind="hmis", source=source)
    said = [str(error) for error in report.errors]
    assert "Exit.csv:0: file: the file is missing" in said
    assert "Client.csv:0: file: a compressed file: unpack it first" in said
    assert "Inventory.csv:0: file: line 2 is longer than 1,000,000 characters" in said
    assert nothing_kept()


@pytest.mark.skipif(not SHARED.exists(), reason="the real files stand beside the checkout only where it is built")
@pytest.mark.parametrize("broken", ["bad_data", "duplicate_primary_keys"])
def test_a_real_broken_set_leaves_the_database_as_it_was(as_worker, db, broken):
    report, batch = actions.bring(kind="hmis", source=SHARED / "hmis_csv" / broken / "source")
    assert report.errors
    assert batch is None
    assert nothing_kept()


@pytest.mark.skipif(not SHARED.exists(), reason="the real files stand beside the checkout only where it is built")
def test_real_rooms_come_in_bed_by_bed(as_worker, db):
    """The file's last line has no line end: 314 line ends are a heading and 313 beds, and there is one bed more."""
    source = SHARED / "moj_ap" / "rooms.csv"
    report, batch = actions.bring(kind="rooms", source=source)
    assert report.errors == []
    assert Bed.objects.count() == 314 == report.counts["beds brought"] == report.counts["beds in the file"]
    assert source.read_bytes().count(b"\n") == 314
    assert any("counting line ends gives one bed less" in remark for remark in report.remarks)
    assert (Building.objects.count(), Ward.objects.count(), Room.objects.count()) == (12, 12, 303)
    with source.open(encoding="utf-8-sig", newline="") as handle:
        lines = list(csv.DictReader(handle))
    single = sum(line["isSingle"] == "YES" for line in lines)
    assert Bed.objects.filter(room__calm=True).count() == single == 292
    assert Bed.objects.filter(room__wheelchair=True).count() == sum(line["isWheelchairAccessible"] == "YES" for line in lines)
    assert not Room.objects.filter(calm=True).alias(beds_in=Count("beds")).filter(beds_in__gt=1).exists()
    lost = [line["bedCode"] for line in lines if line["notes"] == "LOST"]
    assert sorted(Closure.objects.filter(reason="lost").values_list("bed__label", flat=True)) == sorted(lost)
    assert any("isSuitedForSexOffenders is said of 261 beds" in remark for remark in report.remarks)
    again, _ = actions.bring(kind="rooms", source=source)
    assert (again.counts["beds known already"], again.counts["beds brought"]) == (314, 0)
    actions.undo(batch=batch)
    assert not any(model.objects.exists() for model in (Building, Ward, Room, Bed, Closure))


ROOMS = "apCode,bedCode,roomNumber,bedCount,isSingle,isGroundFloor,isWheelchairAccessible,hasEnSuite,notes\n"


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("A,B1,1,x,YES,NO,NO,NO,\n", "rooms.csv:2: bedCount: “x” is not a number"),
        ("A,B1,1,1,YES,NO,NO,maybe,\n", "rooms.csv:2: hasEnSuite: “maybe” is neither YES nor NO"),
        ("A,,1,1,YES,NO,NO,NO,\n", "rooms.csv:2: bedCode: is empty"),
        ("A,B1,1,2,NO,NO,NO,NO,\nA,B1,1,2,NO,NO,NO,NO,\n", "rooms.csv:3: bedCode: B1 stands twice in A"),
    ],
)
def test_a_bad_bed_is_named_and_nothing_is_kept(as_worker, tmp_path, db, line, words):
    (tmp_path / "rooms.csv").write_text(ROOMS + line)
    report, batch = actions.bring(kind="rooms", source=tmp_path / "rooms.csv")
    assert [str(error) for error in report.errors] == [words]
    assert batch is None
    assert not Building.objects.exists()


def test_what_a_bed_has_beside_its_boxes_is_noted(as_worker, tmp_path, db):
    (tmp_path / "rooms.csv").write_text(ROOMS + "A,B1,1,2,NO,YES,NO,YES,by the stairs\nA,B2,1,2,NO,YES,NO,NO,LOST\n")
    report, _ = actions.bring(kind="rooms", source=tmp_path / "rooms.csv")
    assert report.errors == []
    assert list(Bed.objects.order_by("label").values_list("note", "room__ground_floor")) == [("en suite, by the stairs", True), ("", True)]
    assert Room.objects.count() == 1


OUTSIDE = {
    "Project": [*FILES["Project.csv"], ["4", "4", "Street"]],
    "Enrollment": [*FILES["Enrollment.csv"], ["o1", "a", "4", "2024-02-01"], ["o2", "b", "4", "2024-02-01"]],
}


def outside(folder, services=(), meetings=()):
    path = folder(**OUTSIDE)
    for name, head, lines in (
        ("Services.csv", ["ServicesID", "PersonalID", "DateProvided", "RecordType", "TypeProvided"], services),
        ("CurrentLivingSituation.csv", ["CurrentLivingSitID", "EnrollmentID", "InformationDate"], meetings),
    ):
        with (path / name).open("w", newline="") as handle:
            csv.writer(handle).writerows([head, *lines])
    return path


def test_outreach_becomes_contacts_and_services_become_acts(as_worker, folder, db):
    path = outside(
        folder,
        [["s1", "a", "2024-02-03", "144", "1"], ["s2", "b", "2024-02-03", "152", "5"], ["s3", "b", "2024-02-03", "200", "200"]],
        [["l1", "o1", "2024-02-01"], ["l2", "o1", "2024-02-09"], ["l3", "e1", "2024-02-09"]],
    )
    report, batch = actions.bring(kind="hmis", source=path)
    assert report.errors == []
    counts = report.counts
    assert (counts["enrolments in street outreach"], counts["contacts brought"]) == (2, 3)
    assert counts["living situations on the day of another contact, not kept twice"] == 1
    assert counts["services in the file"] == 3 == counts["acts brought"] + counts["nights in a bed, said by their stay"]
    assert sorted(Passage.objects.values_list("service__code", flat=True)) == ["outreach", "social"]
    again, _ = actions.bring(kind="hmis", source=path)
    assert (again.counts["contacts known already"], again.counts["acts known already"]) == (3, 2)
    assert (Contact.objects.count(), Passage.objects.count(), OutreachRound.objects.count()) == (3, 2, 2)
    actions.undo(batch=batch)
    assert (Contact.objects.count(), Passage.objects.count(), OutreachRound.objects.count()) == (0, 0, 0)


def test_a_bad_service_or_meeting_is_named_and_nothing_is_kept(as_worker, folder, db):
    path = outside(folder, [["s1", "zz", "2024-02-03", "144", "1"], ["s2", "a", "03/02/24", "144", "1"]], [["l1", "o1", "soon"]])
    report, batch = actions.bring(kind="hmis", source=path)
    assert batch is None
    assert [str(error) for error in report.errors] == [
        "CurrentLivingSituation.csv:2: InformationDate: “soon” is not a date like 2026-12-31",
        "Services.csv:2: PersonalID: zz is not in Client.csv",
        "Services.csv:3: DateProvided: “03/02/24” is not a date like 2026-12-31",
    ]
    assert nothing_kept()


@pytest.mark.skipif(not SHARED.exists(), reason="the real files are not on this machine")
def test_the_real_folder_adds_up_and_comes_in_once(as_worker, db):
    report, _ = actions.bring(kind="hmis", source=SHARED / "eva_demo")
    counts = report.counts
    overlap = counts["enrolments in homes that overlap another of the same person, not kept"]
    assert report.errors == []
    assert counts["enrolments in the file"] == 4771 == (
        counts["stays brought"] + counts["enrolments in street outreach"] + counts["enrolments in homes"]
        + counts["enrolments that overlap another stay of the same person, not kept"]
        + counts["enrolments of other kinds of project, not stays"]
    )
    assert counts["services in the file"] == 4472 == counts["acts brought"] + counts["nights in a bed, said by their stay"]
    assert counts["living situations of other kinds of project, not contacts"] + 329 == 336
    assert Contact.objects.count() == counts["contacts brought"] >= 424 - 20
    assert counts["enrolments in homes"] == 709 == counts["placements brought"] + overlap
    assert counts["move-ins after the exit, left out"] + counts["move-ins before the entry, kept as the day of entry"] == 24
    assert Placement.objects.count() == counts["placements brought"]
    assert Programme.objects.count() == counts["programmes brought"] == 11
    assert sum("overlaps" in remark for remark in report.remarks) >= overlap
    again, _ = actions.bring(kind="hmis", source=SHARED / "eva_demo")
    assert {name: number for name, number in again.counts.items() if name.startswith(("placements brought", "programmes brought")) and number} == {}
    assert again.counts["placements known already"] == counts["placements brought"]
    assert Placement.objects.count() == counts["placements brought"]
