"""Reads EmploymentEducation.csv of an HMIS folder (FY2024 to FY2026): each enrolment becomes a journey with what was said.

Persons are those that the reader of the folder's people has brought before, in the same run or an earlier one. Every row
is counted once: kept as a fact, saying nothing (not asked, not known, not answered), or telling of schooling alone.
Codes: HUD HMIS CSV lists R5 (school), R6 (work), 5.03.1 (stage). Nothing else of the folder is looked at here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from centre.access.enums import Compartment, Origin
from centre.access.grants import grant_team
from centre.imports.registry import Memory, Report, register
from centre.imports.sheets import rows
from centre.shifts import clock
from centre.staff.models import Team
from centre.staff.roles import Role
from employment.journeys.enums import (
    ContractKind,
    Employed,
    Employment,
    JourneyState,
    OutcomeKind,
    School,
    Stage,
    WithoutWork,
)
from employment.journeys.models import Journey, JourneyOutcome, WorkFact

FILE = "EmploymentEducation.csv"
COLUMNS = [
    "EmploymentEducationID", "EnrollmentID", "PersonalID", "InformationDate", "LastGradeCompleted", "SchoolStatus", "Employed",
    "EmploymentType", "NotEmployedReason", "DataCollectionStage",
]
STAGES = {"1": Stage.ENTRY, "2": Stage.UPDATE, "3": Stage.EXIT, "5": Stage.YEAR, "6": Stage.AFTER}
EMPLOYED = {"0": Employed.NO, "1": Employed.YES}
EMPLOYMENT = {"1": Employment.FULL, "2": Employment.PART, "3": Employment.NOW_AND_THEN}
WITHOUT = {"1": WithoutWork.LOOKING, "2": WithoutWork.UNABLE, "3": WithoutWork.NOT_LOOKING}
SCHOOL = {
    "1": School.REGULAR, "2": School.IRREGULAR, "3": School.GRADUATED, "4": School.EQUIVALENT, "5": School.LEFT,
    "6": School.SUSPENDED, "7": School.EXPELLED,
}
#: Not known, not answered, not collected.
UNSAID = {"", "8", "9", "99"}
#: Column -> what its codes mean here.
LISTS: dict[str, dict[str, str]] = {
    "SchoolStatus": dict(SCHOOL), "Employed": dict(EMPLOYED), "EmploymentType": dict(EMPLOYMENT), "NotEmployedReason": dict(WITHOUT),
}
REACH_DAYS = 90


class Told(NamedTuple):
    """One row, understood."""

    line: int
    number: str
    enrolment: str
    person: UUID
    stage: str
    on_day: date
    employed: str
    employment: str
    without: str
    school: str
    schooling: bool

    @property
    def says(self) -> bool:
        """Whether it tells anything about work or school."""
        return any((self.employed, self.employment, self.without, self.school))


def bring_journeys(source: Path, memory: Memory, report: Report) -> None:
    """Bring the rows of work and school of the folder `source`; a folder without the file has none."""
    if not (source / FILE).is_file():
        return
    told = _told(source, memory, report)
    if report.errors:
        return
    journeys = _journeys(told, memory, report)
    _facts(told, journeys, memory, report)


def _told(source: Path, memory: Memory, report: Report) -> list[Told]:
    """The rows of the file; each refused one is named with its field."""
    seen: set[str] = set()
    owner: dict[str, str] = {}
    found: list[Told] = []
    for line, row in rows(source / FILE, report, COLUMNS):
        report.counts["rows of work and school in the file"] += 1
        person = memory.known(f"person:{row['PersonalID']}")
        fault = _fault(row, seen, owner, person)
        if fault:
            report.refuse(FILE, line, *fault)
            continue
        seen.add(row["EmploymentEducationID"])
        owner[row["EnrollmentID"]] = row["PersonalID"]
        found.append(
            Told(
                line, row["EmploymentEducationID"], row["EnrollmentID"], UUID(person), STAGES[row["DataCollectionStage"]],
                date.fromisoformat(row["InformationDate"][:10]), EMPLOYED.get(row["Employed"], ""),
                EMPLOYMENT.get(row["EmploymentType"], ""), WITHOUT.get(row["NotEmployedReason"], ""),
                SCHOOL.get(row["SchoolStatus"], ""), row["LastGradeCompleted"] not in UNSAID,
            )
        )
    return sorted(found, key=lambda one: (one.on_day, one.line))


def _fault(row: dict[str, str], seen: set[str], owner: dict[str, str], person: str | None) -> tuple[str, str] | None:
    """The field and reason that make a row impossible, or None."""
    number, enrolment = row["EmploymentEducationID"], row["EnrollmentID"]
    if not number or number in seen:
        return "EmploymentEducationID", f"{number} stands twice" if number else "is empty"
    if not enrolment:
        return "EnrollmentID", "is empty"
    if person is None:
        return "PersonalID", f"{row['PersonalID'][:40]} is not in Client.csv"
    if owner.get(enrolment, row["PersonalID"]) != row["PersonalID"]:
        return "PersonalID", f"{row['PersonalID'][:40]} is not the person of {enrolment[:40]} in the lines before"
    if row["DataCollectionStage"] not in STAGES:
        return "DataCollectionStage", f"“{row['DataCollectionStage'][:20]}” is not 1, 2, 3, 5 or 6"
    for column, meanings in LISTS.items():
        if row[column] not in meanings and row[column] not in UNSAID:
            return column, f"“{row[column][:20]}” is not in its list"
    try:
        date.fromisoformat(row["InformationDate"][:10])
    except ValueError:
        return "InformationDate", f"“{row['InformationDate'][:20]}” is not a date like 2026-12-31"
    return None


def _journeys(told: list[Told], memory: Memory, report: Report) -> dict[str, Journey]:
    """Enrolment number -> its journey; it is ended when the file tells of an exit."""
    by_enrolment: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        by_enrolment[one.enrolment].append(one)
    known = {number: memory.known(f"journey:{number}") for number in by_enrolment}
    before = Journey.objects.in_bulk([int(pk) for pk in known.values() if pk])
    found: dict[str, Journey] = {}
    new: list[tuple[str, Journey]] = []
    for number, lines in by_enrolment.items():
        key = known[number]
        if key and int(key) in before:
            found[number] = before[int(key)]
            report.counts["journeys known already"] += 1
            continue
        found[number] = _journey(lines)
        new.append((number, found[number]))
    Journey.objects.bulk_create([journey for _, journey in new], batch_size=1000)
    for number, journey in new:
        memory.remember(f"journey:{number}", journey)
        report.counts["journeys brought"] += 1
        report.counts["journeys brought that have ended"] += journey.state == JourneyState.ENDED
    _reach({journey.person_id for _, journey in new if journey.person_id}, report)
    return found


def _journey(lines: list[Told]) -> Journey:
    """A journey from the rows of one enrolment, in order of day."""
    last = max((one.on_day for one in lines if one.stage == Stage.EXIT), default=None)
    first = lines[0].on_day
    journey = Journey(person_id=lines[0].person, brought=True, opened_on=first)
    if last is not None:
        journey.state, journey.ended_on = JourneyState.ENDED, max(last, first)
        journey.outcome = OutcomeKind.ELSEWHERE if _works_at_exit(lines) else ""
    return journey


def _works_at_exit(lines: Iterable[Told]) -> bool:
    return any(one.stage == Stage.EXIT and one.employed == Employed.YES for one in lines)


def _reach(persons: set[UUID], report: Report) -> None:
    """Let the teams of day labour see who came with the file for a while, as those of the beds do."""
    work = Compartment.EMPLOYMENT
    teams = list(Team.objects.filter(role__in=(Role.SOCIAL, Role.COORDINATOR), is_active=True, compartments__contains=[work]).order_by("pk"))
    for done, person in enumerate(sorted(persons), start=1):
        for team in teams:
            grant_team(person=person, team=team, compartment=work, days=REACH_DAYS, origin=Origin.IMPORTED)
        if done % 250 == 0 or done == len(persons):
            report.progress("journeys", done, len(persons))


def _facts(told: list[Told], journeys: dict[str, Journey], memory: Memory, report: Report) -> None:
    """What the rows say, and what came of it for those who had work at their exit."""
    new: list[tuple[str, WorkFact]] = []
    outcomes: list[tuple[str, JourneyOutcome]] = []
    for one in told:
        if not one.says:
            report.counts["rows of schooling alone, not kept" if one.schooling else "rows that say nothing of work or school"] += 1
        elif memory.known(f"fact:{one.number}"):
            report.counts["rows of work and school known already"] += 1
        else:
            new.append((one.number, _fact(one, journeys[one.enrolment])))
            report.counts["rows of work and school brought"] += 1
            if one.stage == Stage.EXIT and one.employed == Employed.YES:
                outcomes.append((one.number, _outcome(one, journeys[one.enrolment])))
    WorkFact.objects.bulk_create([fact for _, fact in new], batch_size=1000)
    for number, fact in new:
        memory.remember(f"fact:{number}", fact)
    JourneyOutcome.objects.bulk_create([outcome for _, outcome in outcomes], batch_size=1000)
    for number, outcome in outcomes:
        memory.remember(f"work outcome:{number}", outcome)
    report.counts["outcomes brought: work at the exit"] += len(outcomes)


def _fact(one: Told, journey: Journey) -> WorkFact:
    return WorkFact(
        journey=journey, person_id=one.person, stage=one.stage, on_day=one.on_day, employed=one.employed, employment=one.employment,
        without=one.without, school=one.school, written_at=clock.now(),
    )


def _outcome(one: Told, journey: Journey) -> JourneyOutcome:
    contract = ContractKind.SEASONAL if one.employment == Employment.NOW_AND_THEN else ""
    return JourneyOutcome(
        journey=journey, person_id=one.person, kind=OutcomeKind.ELSEWHERE, contract_kind=contract, on_day=one.on_day, written_at=clock.now()
    )


register("hmis", bring_journeys, order=20)
