"""Services of an HMIS CSV folder (FY2026) as acts: help of a social kind given to somebody on a day.

Record types 144 and 152 are services and money of a programme for families; type 200 is a night in a bed, which its
stay says already. Amounts are never kept. Days alone are known: noon stands for the hour. Source: HUD HMIS CSV FY2026.
"""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path
from uuid import uuid4

from centre.access.enums import Compartment
from centre.imports.registry import Memory, Report
from centre.imports.sheets import rows
from centre.shifts.clock import ZONE, now, service_day
from intake.desk.models import Passage, Service
from intake.person.models import Person

#: Record type and type provided -> service of the house; "*" is any other type. 144/1 is outreach.
ACTS = {("144", "1"): "outreach", ("144", "*"): "social", ("152", "*"): "social"}
BED_NIGHT = "200"
NOON = time(12)
NOBODY = 0


def bring_acts(source: Path, memory: Memory, report: Report, people: dict[str, Person]) -> None:
    """Make a passage of each service of `Services.csv`; `people` by foreign number. A folder without the file has none."""
    if not (source / "Services.csv").exists():
        return
    services = {one.code: one for one in Service.objects.filter(code__in=set(ACTS.values()))}
    made: list[tuple[str, Passage]] = []
    needed = ["ServicesID", "PersonalID", "DateProvided", "RecordType", "TypeProvided"]
    for line, row in rows(source / "Services.csv", report, needed):
        report.counts["services in the file"] += 1
        passage = _passage(line, row, report, people, services)
        if passage is None:
            continue
        if memory.known(f"act:{row['ServicesID']}"):
            report.counts["acts known already"] += 1
            continue
        made.append((row["ServicesID"], passage))
    if report.errors:
        return
    Passage.objects.bulk_create([passage for _, passage in made], batch_size=1000)
    for number, passage in made:
        memory.remember(f"act:{number}", passage)
    report.counts["acts brought"] += len(made)


def _passage(
    line: int, row: dict[str, str], report: Report, people: dict[str, Person], services: dict[str, Service]
) -> Passage | None:
    """The act of one line; None, and counted or refused, when it is none."""
    kind = row["RecordType"]
    code = ACTS.get((kind, row["TypeProvided"])) or ACTS.get((kind, "*"))
    if code is None:
        report.counts["nights in a bed, said by their stay" if kind == BED_NIGHT else "services of other kinds, not acts"] += 1
        return None
    if row["PersonalID"] not in people:
        report.refuse("Services.csv", line, "PersonalID", f"{row['PersonalID'][:40]} is not in Client.csv")
        return None
    try:
        moment = datetime.combine(date.fromisoformat(row["DateProvided"][:10]), NOON, ZONE)
    except ValueError:
        report.refuse("Services.csv", line, "DateProvided", f"“{row['DateProvided'][:20]}” is not a date like 2026-12-31")
        return None
    return Passage(
        person=people[row["PersonalID"]], service=services[code], compartment=Compartment.DESK, service_day=service_day(moment),
        at=moment, recorded_at=now(), recorded_late=True, by=NOBODY, client_uuid=uuid4(),
    )  # fmt: skip
