"""Reads an HMIS CSV folder (FY2026): coded persons, bed inventory, shelter enrolments with their exits.

Names, social security numbers and their hashes are never looked at: only a birth year and a sex code are kept.
Project types 0 (emergency shelter, entry and exit) and 1 (night by night) become stays, type 4 (street outreach) contacts,
services acts; enrolments in homes (3, 13) and of other kinds are counted, so that the report adds up to the file. Sources: HUD HMIS CSV FY2026; DOMAIN 3.3.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from centre.access.enums import Compartment, Origin
from centre.access.grants import grant_role_teams
from centre.imports.registry import Memory, Report, register
from centre.imports.sheets import rows
from centre.shifts.clock import ZONE
from housing.beds.models import Bed, Room, Ward
from housing.stays.enums import Destination, StayState
from housing.stays.models import Stay
from intake.desk.imports import bring_acts
from intake.outreach.imports import OUTREACH, Meeting, bring_contacts, later_meetings
from intake.person.enums import Gender
from intake.person.models import Person

SHELTER = {"0", "1"}
#: Permanent supportive housing and rapid rehousing: counted here, brought by the room of placements.
HOMES = {"3", "13"}
SEX = {"0": Gender.WOMAN, "1": Gender.MAN, "9": Gender.NOT_SAID}
#: Foreign files carry dates alone: people arrive in the evening and leave in the morning.
ARRIVAL, DEPARTURE = time(18), time(10)
REACH_DAYS = 90


class Enrolment(NamedTuple):
    line: int
    number: str
    person: str
    project: str
    entered: date
    left: date | None
    destination: str


def bring_hmis(source: Path, memory: Memory, report: Report) -> None:
    """Bring the folder `source`; every refused line is named in the report."""
    if not source.is_dir():
        report.refuse(source.name, 0, "path", "a folder of HMIS CSV files is needed")
        return
    projects = _projects(source, report)
    people = _people(source, memory, report)
    beds = _beds(source, memory, report, projects)
    exits = _exits(source, report)
    enrolments = _enrolments(source, report, projects, people, exits)
    street = [one for one in enrolments if projects[one.project][0] == OUTREACH]
    meetings = later_meetings(source, report, {one.number: (people[one.person], one.project) for one in street})
    meetings += [Meeting(f"entry:{one.number}", people[one.person], one.project, one.entered) for one in street]
    bring_acts(source, memory, report, people)
    if not report.errors:
        _stays([one for one in enrolments if projects[one.project][0] in SHELTER], memory, report, people, beds)
        bring_contacts(meetings, {number: label for number, (_, label) in projects.items()}, memory, report)


def day(text: str) -> date | None:
    """A date as HMIS writes it, `YYYY-MM-DD` with or without a time; ValueError for anything else."""
    return date.fromisoformat(text[:10]) if text else None


def _projects(source: Path, report: Report) -> dict[str, tuple[str, str]]:
    """Project number -> (type, neutral label)."""
    found: dict[str, tuple[str, str]] = {}
    for line, row in rows(source / "Project.csv", report, ["ProjectID", "ProjectType", "ProjectName"]):
        if row["ProjectID"] in found:
            report.refuse("Project.csv", line, "ProjectID", f"{row['ProjectID']} stands twice")
        found[row["ProjectID"]] = (row["ProjectType"], row["ProjectName"])
    return found


def _people(source: Path, memory: Memory, report: Report) -> dict[str, Person]:
    """Foreign number -> person; those of earlier runs are found again."""
    found: dict[str, Person] = {}
    new: list[tuple[str, Person]] = []
    for line, row in rows(source / "Client.csv", report, ["PersonalID", "DOB", "Sex"]):
        number = row["PersonalID"]
        if not number or number in found:
            report.refuse("Client.csv", line, "PersonalID", f"{number} stands twice" if number else "is empty")
            continue
        try:
            born = day(row["DOB"])
        except ValueError:
            report.refuse("Client.csv", line, "DOB", f"“{row['DOB'][:20]}” is not a date like 1990-12-31")
            continue
        known = memory.known(f"person:{number}")
        year = born.year if born and 1900 <= born.year <= date.today().year else None
        person = Person(gender=SEX.get(row["Sex"], ""), birth_year=year)
        if known:
            person.pk = known
            report.counts["persons known already"] += 1
        else:
            new.append((number, person))
            report.counts["persons brought"] += 1
        report.counts["persons without a birth year"] += year is None
        found[number] = person
    if not report.errors:
        Person.objects.bulk_create([person for _, person in new], batch_size=1000)
        for done, (number, person) in enumerate(new, start=1):
            memory.remember(f"person:{number}", person)
            for compartment in (Compartment.DESK, Compartment.HOUSING):
                for role in ("desk", "coordinator"):
                    grant_role_teams(role, person=person, compartment=compartment, days=REACH_DAYS, origin=Origin.IMPORTED)
            if done % 250 == 0 or done == len(new):
                report.progress("persons", done, len(new))
    return found


def _beds(source: Path, memory: Memory, report: Report, projects: dict[str, tuple[str, str]]) -> dict[str, list[Bed]]:
    """Project number -> its beds, from the inventory of shelters; a ward a project, a room an inventory line."""
    beds: dict[str, list[Bed]] = defaultdict(list)
    needed = ["InventoryID", "ProjectID", "BedInventory"]
    for line, row in rows(source / "Inventory.csv", report, needed):
        kind, label = projects.get(row["ProjectID"], ("", ""))
        if not kind:
            report.refuse("Inventory.csv", line, "ProjectID", f"{row['ProjectID']} is not in Project.csv")
            continue
        if kind not in SHELTER:
            report.counts["inventory lines of other kinds of project"] += 1
            continue
        if not row["BedInventory"].isdigit():
            report.refuse("Inventory.csv", line, "BedInventory", f"“{row['BedInventory'][:20]}” is not a number")
            continue
        report.counts["inventory lines brought"] += 1
        if not report.errors:
            room = _room(memory, row["ProjectID"], label, row["InventoryID"])
            beds[row["ProjectID"]] += [_bed(memory, report, room, n) for n in range(1, int(row["BedInventory"]) + 1)]
    return beds


def _room(memory: Memory, project: str, label: str, inventory: str) -> Room:
    ward_key, room_key = f"ward:{project}", f"room:{project}:{inventory}"
    ward = Ward.objects.filter(pk=memory.known(ward_key) or 0).first()
    if ward is None:
        ward = Ward.objects.create(label=f"{label[:50]} ({project})"[:60], order=900)
        memory.remember(ward_key, ward)
    room = Room.objects.filter(pk=memory.known(room_key) or 0).first()
    if room is None:
        room = Room.objects.create(ward=ward, label=f"{inventory}", order=int(inventory) % 1000 if inventory.isdigit() else 999)
        memory.remember(room_key, room)
    return room


def _bed(memory: Memory, report: Report, room: Room, number: int, *, beyond: bool = False) -> Bed:
    key = f"bed:{room.pk}:{number}"
    bed = Bed.objects.filter(pk=memory.known(key) or 0).first()
    if bed is None:
        bed = Bed.objects.create(room=room, label=str(number), order=number, emergency=beyond)
        memory.remember(key, bed)
        report.counts["beds beyond the inventory, made for stays that overlap" if beyond else "beds brought"] += 1
    return bed


def _exits(source: Path, report: Report) -> dict[str, tuple[date, str]]:
    """Enrolment number -> (day of exit, destination code of DOMAIN 3.3)."""
    found: dict[str, tuple[date, str]] = {}
    for line, row in rows(source / "Exit.csv", report, ["EnrollmentID", "ExitDate", "Destination"]):
        try:
            left = day(row["ExitDate"])
        except ValueError:
            left = None
        if left is None:
            report.refuse("Exit.csv", line, "ExitDate", f"“{row['ExitDate'][:20]}” is not a date like 2026-12-31")
        elif row["EnrollmentID"] in found:
            report.refuse("Exit.csv", line, "EnrollmentID", f"{row['EnrollmentID']} leaves twice")
        else:
            code = row["Destination"] if row["Destination"] in Destination.values else Destination.NOT_COLLECTED
            found[row["EnrollmentID"]] = (left, code)
    return found


def _enrolments(
    source: Path, report: Report, projects: dict[str, tuple[str, str]], people: dict[str, Person],
    exits: dict[str, tuple[date, str]],
) -> list[Enrolment]:
    """The enrolments that become stays or contacts, in order of entry; the others are counted by kind."""
    kept: list[Enrolment] = []
    seen: set[str] = set()
    for line, row in rows(source / "Enrollment.csv", report, ["EnrollmentID", "PersonalID", "ProjectID", "EntryDate"]):
        report.counts["enrolments in the file"] += 1
        fault = _fault(row, seen, projects, people)
        if fault:
            report.refuse("Enrollment.csv", line, *fault)
            continue
        seen.add(row["EnrollmentID"])
        entered = day(row["EntryDate"])
        left, destination = exits.get(row["EnrollmentID"], (None, ""))
        if entered is None or (left and left < entered):
            report.refuse("Enrollment.csv", line, "EntryDate", "is empty" if entered is None else f"is after the exit of {left}")
        elif projects[row["ProjectID"]][0] in HOMES:
            report.counts["enrolments in homes"] += 1
        elif projects[row["ProjectID"]][0] not in SHELTER | {OUTREACH}:
            report.counts["enrolments of other kinds of project, not stays"] += 1
        else:
            report.counts["enrolments in street outreach"] += projects[row["ProjectID"]][0] == OUTREACH
            kept.append(Enrolment(line, row["EnrollmentID"], row["PersonalID"], row["ProjectID"], entered, left, destination))
    for number in exits.keys() - seen:
        report.refuse("Exit.csv", 0, "EnrollmentID", f"{number} is not in Enrollment.csv")
    return sorted(kept, key=lambda one: (one.entered, one.number))


def _fault(
    row: dict[str, str], seen: set[str], projects: dict[str, tuple[str, str]], people: dict[str, Person]
) -> tuple[str, str] | None:
    """The field and reason that make an enrolment impossible, or None."""
    if row["EnrollmentID"] in seen:
        return "EnrollmentID", f"{row['EnrollmentID']} stands twice"
    if row["PersonalID"] not in people:
        return "PersonalID", f"{row['PersonalID'][:40]} is not in Client.csv"
    if row["ProjectID"] not in projects:
        return "ProjectID", f"{row['ProjectID'][:40]} is not in Project.csv"
    try:
        day(row["EntryDate"])
    except ValueError:
        return "EntryDate", f"“{row['EntryDate'][:20]}” is not a date like 2026-12-31"
    return None


def _period(one: Enrolment) -> tuple[datetime, datetime | None]:
    """From the evening of entry to the morning of exit; left the same day, half an hour and no night."""
    start = datetime.combine(one.entered, ARRIVAL, ZONE)
    if one.left is None:
        return start, None
    end = datetime.combine(one.left, DEPARTURE, ZONE)
    return start, end if end > start else start + timedelta(minutes=30)


def _stays(
    enrolments: list[Enrolment], memory: Memory, report: Report, people: dict[str, Person], beds: dict[str, list[Bed]]
) -> None:
    """Place each enrolment in the first bed of its project that is free; a person is in one bed at a time."""
    busy: dict[int, datetime | None] = {}
    last: dict[str, tuple[str, datetime | None]] = {}
    made: list[tuple[str, Stay]] = []
    for one in enrolments:
        start, end = _period(one)
        known = memory.known(f"stay:{one.number}")
        if known:
            report.counts["stays known already"] += 1
            busy[Stay.objects.values_list("bed_id", flat=True).get(pk=known)] = end
            last[one.person] = (one.number, end)
            continue
        before = last.get(one.person)
        if before and (before[1] is None or before[1] > start):
            report.counts["enrolments that overlap another stay of the same person, not kept"] += 1
            report.remark(f"Enrollment.csv:{one.line}: {one.number} overlaps {before[0]} of the same person")
            continue
        bed = _free_bed(beds, memory, report, one.project, busy, start)
        busy[bed.pk], last[one.person] = end, (one.number, end)
        made.append((one.number, _stay(one, people[one.person], bed, start, end)))
        report.counts["stays brought"] += 1
        report.counts["stays brought that have ended"] += end is not None
    Stay.objects.bulk_create([stay for _, stay in made], batch_size=1000)
    for number, stay in made:
        memory.remember(f"stay:{number}", stay)


def _free_bed(
    beds: dict[str, list[Bed]], memory: Memory, report: Report, project: str, busy: dict[int, datetime | None], start: datetime
) -> Bed:
    for bed in beds[project]:
        if bed.pk not in busy or (busy[bed.pk] is not None and busy[bed.pk] <= start):  # type: ignore[operator]
            return bed
    room = beds[project][0].room if beds[project] else _room(memory, project, "Imported", "0")
    bed = _bed(memory, report, room, len(beds[project]) + 1001, beyond=True)
    beds[project].append(bed)
    return bed


def _stay(one: Enrolment, person: Person, bed: Bed, start: datetime, end: datetime | None) -> Stay:
    return Stay(
        person=person, bed=bed, state=StayState.OUT if end else StayState.IN, period=DateTimeTZRange(start, end, "[)"),
        began_at=start, compartment=Compartment.HOUSING, ended_at=end, exit_destination=one.destination if end else "",
    )


register("hmis", bring_hmis)
