"""Outreach of an HMIS CSV folder (FY2026): each enrolment in street outreach, and each later meeting, is a contact.

Project type 4 is street outreach; `CurrentLivingSituation.csv` holds its later meetings. Such files carry days alone:
a round is made for each project and day, in the evening. Source: HUD HMIS CSV FY2026.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

from centre.imports.registry import Memory, Report
from centre.imports.sheets import rows
from centre.shifts.clock import ZONE, service_day
from intake.outreach.models import Contact, OutreachRound, Zone
from intake.person.models import Person

OUTREACH = "4"
BEGINS, MET, ENDS = time(20), time(20, 30), time(22)
#: Nobody of this house was there.
NOBODY = 0


class Meeting(NamedTuple):
    """Somebody met on a day by the outreach of a project."""

    key: str
    person: Person
    project: str
    day: date


def later_meetings(source: Path, report: Report, enrolled: dict[str, tuple[Person, str]]) -> list[Meeting]:
    """The meetings after enrolment: `enrolled` is enrolment number -> (person, project), street outreach alone."""
    found: list[Meeting] = []
    if not (source / "CurrentLivingSituation.csv").exists():
        return found
    needed = ["CurrentLivingSitID", "EnrollmentID", "InformationDate"]
    for line, row in rows(source / "CurrentLivingSituation.csv", report, needed):
        if row["EnrollmentID"] not in enrolled:
            report.counts["living situations of other kinds of project, not contacts"] += 1
            continue
        try:
            met = date.fromisoformat(row["InformationDate"][:10])
        except ValueError:
            report.refuse("CurrentLivingSituation.csv", line, "InformationDate", f"“{row['InformationDate'][:20]}” is not a date like 2026-12-31")
            continue
        person, project = enrolled[row["EnrollmentID"]]
        found.append(Meeting(f"met:{row['CurrentLivingSitID']}", person, project, met))
    return found


def bring_contacts(meetings: Iterable[Meeting], labels: dict[str, str], memory: Memory, report: Report) -> None:
    """Make a contact of each meeting; two of one person on one day with one project are one. `labels`: by project."""
    rounds: dict[tuple[str, date], OutreachRound] = {}
    seen: set[tuple[object, str, date]] = set()
    made: list[tuple[str, Contact]] = []
    for one in sorted(meetings, key=lambda one: (one.day, one.key)):
        if (one.person.pk, one.project, one.day) in seen:
            report.counts["living situations on the day of another contact, not kept twice"] += 1
            continue
        seen.add((one.person.pk, one.project, one.day))
        if memory.known(f"contact:{one.key}"):
            report.counts["contacts known already"] += 1
            continue
        round = rounds.get((one.project, one.day)) or _round(memory, labels[one.project], one.project, one.day)
        rounds[one.project, one.day] = round
        made.append((one.key, _contact(one, round)))
    Contact.objects.bulk_create([contact for _, contact in made], batch_size=1000)
    for key, contact in made:
        memory.remember(f"contact:{key}", contact)
    report.counts["contacts brought"] += len(made)


def _contact(one: Meeting, round: OutreachRound) -> Contact:
    moment = datetime.combine(one.day, MET, ZONE)
    return Contact(
        round=round, person=one.person, service_day=service_day(moment), at=moment, recorded_late=True, by=NOBODY,
        client_uuid=uuid4(),
    )  # fmt: skip


def _round(memory: Memory, label: str, project: str, day: date) -> OutreachRound:
    """The round of a project on a day; those of earlier runs are found again."""
    zone_key, round_key = f"zone:{project}", f"round:{project}:{day}"
    zone = Zone.objects.filter(pk=memory.known(zone_key) or 0).first()
    if zone is None:
        zone = Zone.objects.create(name=f"{label[:60]} ({project})"[:80])
        memory.remember(zone_key, zone)
    round = OutreachRound.objects.filter(pk=memory.known(round_key) or 0).first()
    if round is None:
        start, end = (datetime.combine(day, hour, ZONE) for hour in (BEGINS, ENDS))
        round = OutreachRound.objects.create(
            zone=zone, team=[], service_day=service_day(start), started_at=start, ended_at=end, by=NOBODY, client_uuid=uuid4()
        )
        memory.remember(round_key, round)
    return round
