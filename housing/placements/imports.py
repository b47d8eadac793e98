"""Reads the enrolments in homes of an HMIS CSV folder (FY2026) whose persons another room has brought before.

Rapid rehousing (project type 13) and permanent supportive housing (3) become placements: taken on at EntryDate, moved in
at MoveInDate, ended at ExitDate with its destination; a programme for each project. A MoveInDate before the entry is kept
as the day of entry, one after the exit is left out: both are counted and named. An enrolment with a move-in that begins
within ninety days of the end of a former home of the same person follows it. Sources: HUD HMIS CSV FY2026; DOMAIN 3.3, 5.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from centre.access.enums import Compartment, Origin
from centre.access.grants import grant_role_teams
from centre.imports.registry import Memory, Report, register
from centre.imports.sheets import rows
from housing.homes.enums import ProgrammeKind
from housing.homes.models import Programme
from housing.stays.enums import Destination
from housing.stays.imports import HOMES, day

from .enums import ExitReason, PlacementState
from .models import Placement
from .policies import rehouse_days

#: How a project of homes is called here: rapid rehousing lasts a time, permanent supportive housing is there to stay.
KINDS = {"13": ProgrammeKind.MEDIUM_TERM, "3": ProgrammeKind.HOUSING_FIRST}
REACH_DAYS = 90
OVERLAP = "enrolments in homes that overlap another of the same person, not kept"


class Home(NamedTuple):
    """One enrolment in a home, its days in order."""

    line: int
    number: str
    person: str
    project: str
    entered: date
    moved_in: date | None
    left: date | None
    destination: str


def bring_placements(source: Path, memory: Memory, report: Report) -> None:
    """Bring the enrolments in homes of the folder `source`; nothing when a line of it was refused."""
    if not source.is_dir():
        return
    told = Report()  # what is wrong with the files themselves was said by whoever read them first
    projects = {
        row["ProjectID"]: (row["ProjectType"], row["ProjectName"])
        for _line, row in rows(source / "Project.csv", told, ["ProjectID", "ProjectType", "ProjectName"])
        if row["ProjectType"] in HOMES
    }
    exits = {
        row["EnrollmentID"]: (row["ExitDate"], row["Destination"])
        for _line, row in rows(source / "Exit.csv", told, ["EnrollmentID", "ExitDate", "Destination"])
    }
    found = _enrolments(source, report, projects, exits) if projects else []
    if report.errors or told.errors:
        return
    programmes = {number: _programme(memory, report, number, *projects[number]) for number in sorted({one.project for one in found})}
    _placements(found, programmes, memory, report)


def _enrolments(
    source: Path, report: Report, projects: dict[str, tuple[str, str]], exits: dict[str, tuple[str, str]]
) -> list[Home]:
    """The enrolments in homes in order of entry; a move-in that is no date is refused."""
    kept: list[Home] = []
    needed = ["EnrollmentID", "PersonalID", "ProjectID", "EntryDate"]
    for line, row in rows(source / "Enrollment.csv", Report(), needed):
        if row["ProjectID"] not in projects:
            continue
        if "MoveInDate" not in row:
            report.refuse("Enrollment.csv", 1, "MoveInDate", "the column is missing")
            return []
        try:
            moved_in = day(row["MoveInDate"])
        except ValueError:
            report.refuse("Enrollment.csv", line, "MoveInDate", f"“{row['MoveInDate'][:20]}” is not a date like 2026-12-31")
            continue
        if report.errors:
            continue
        entered, (left, destination) = day(row["EntryDate"]), exits.get(row["EnrollmentID"], ("", ""))
        if entered is not None:
            home = Home(line, row["EnrollmentID"], row["PersonalID"], row["ProjectID"], entered, moved_in, day(left), destination)
            kept.append(_in_order(home, report))
    return sorted(kept, key=lambda one: (one.entered, one.left or date.max, one.number))


def _in_order(one: Home, report: Report) -> Home:
    """The enrolment with a move-in that lies between its entry and its exit, or none."""
    if one.moved_in is None:
        return one
    if one.left is not None and one.moved_in > one.left:
        report.counts["move-ins after the exit, left out"] += 1
        report.remark(f"Enrollment.csv:{one.line}: {one.number} moved in on {one.moved_in}, after the exit of {one.left}")
        return one._replace(moved_in=None)
    if one.moved_in < one.entered:
        report.counts["move-ins before the entry, kept as the day of entry"] += 1
        report.remark(f"Enrollment.csv:{one.line}: {one.number} moved in on {one.moved_in}, before the entry of {one.entered}")
        return one._replace(moved_in=one.entered)
    return one


def _programme(memory: Memory, report: Report, number: str, kind: str, label: str) -> Programme:
    """The programme of a project, that of an earlier run when there was one."""
    key = f"programme:{number}"
    found = Programme.objects.filter(pk=memory.known(key) or 0).first()
    if found is None:
        found = Programme.objects.create(kind=KINDS[kind], name=f"{label[:80]} ({number})")
        memory.remember(key, found)
        report.counts["programmes brought"] += 1
    return found


def _placements(found: list[Home], programmes: dict[str, Programme], memory: Memory, report: Report) -> None:
    """Make each enrolment a placement; a person is in one at a time, a second home follows a former one."""
    last: dict[str, tuple[Home, UUID]] = {}
    made: list[tuple[str, Placement]] = []
    for one in found:
        before = last.get(one.person)
        known = memory.known(f"placement:{one.number}")
        if known:
            report.counts["placements known already"] += 1
            last[one.person] = (one, UUID(known))
            continue
        if before and (before[0].left is None or before[0].left > one.entered):
            report.counts[OVERLAP] += 1
            report.remark(f"Enrollment.csv:{one.line}: {one.number} overlaps {before[0].number} of the same person")
            continue
        former = before[1] if before and _follows(before[0], one) else None
        placement = _placement(one, UUID(str(memory.known(f"person:{one.person}"))), programmes[one.project], former)
        last[one.person] = (one, placement.pk)
        made.append((one.number, placement))
        _count(one, former, report)
    Placement.objects.bulk_create([placement for _number, placement in made], batch_size=1000)
    for done, (number, placement) in enumerate(made, start=1):
        memory.remember(f"placement:{number}", placement)
        if placement.ended_on is None:
            for part in (Compartment.DESK, Compartment.HOUSING):
                grant_role_teams("social", person=placement.person_id, compartment=part, days=REACH_DAYS, origin=Origin.IMPORTED)
        if done % 250 == 0 or done == len(made):
            report.progress("placements", done, len(made))


def _follows(former: Home, one: Home) -> bool:
    """Whether this is a second home: moved in both times, and taken on within ninety days."""
    if former.left is None or former.moved_in is None or one.moved_in is None or former.destination == Destination.DECEASED:
        return False
    return one.entered <= former.left + timedelta(days=rehouse_days())


def _placement(one: Home, person: UUID, programme: Programme, former: UUID | None) -> Placement:
    died = one.left is not None and one.destination == Destination.DECEASED
    known = one.destination if one.destination in Destination.values else Destination.NOT_COLLECTED
    state = PlacementState.ENDED if one.left else PlacementState.HOUSED if one.moved_in else PlacementState.PLANNED
    return Placement(
        person_id=person, programme=programme, previous_id=former, state=state, enrolled_on=one.entered,
        moved_in_on=one.moved_in, ended_on=one.left, died=died, exit_destination=known if one.left else "",
        exit_reason=ExitReason.DIED if died else "",
    )


def _count(one: Home, former: UUID | None, report: Report) -> None:
    report.counts["placements brought"] += 1
    report.counts["placements brought with a move-in"] += one.moved_in is not None
    report.counts["placements brought that have ended"] += one.left is not None
    report.counts["placements brought that follow a former home"] += former is not None


register("hmis", bring_placements, order=10)
