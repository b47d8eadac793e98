"""Reads a partner directory after HSDS 3: a folder of CSV tables, or JSON files. Whole or not at all.

Every row is kept as it was written; from the rows of a service the house takes what it searches by.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from centre.imports.registry import Memory, Report, register
from centre.imports.sheets import rows

from . import facts as reading
from .enums import OrganizationKind, ServiceStatus
from .facts import Source, facts, source_of, week
from .hsds import LOCATION_TYPES, NEEDED, TABLES, Row, unfold
from .models import Organization, PartnerService, ServiceHours, SourceRow
from .vocabularies import is_justice

LARGEST = 50_000_000


class Line(NamedTuple):
    """A row with its table and where it stood."""

    table: str
    file: str
    number: int
    row: Row


def bring_directory(source: Path, memory: Memory, report: Report) -> None:
    """Bring a folder (with `csv/` tables or JSON files) or one JSON file."""
    lines = list(_read(source, report))
    if not any(line.table in {"organizations", "services"} for line in lines) and not report.errors:
        report.refuse(source.name, 0, "path", "no HSDS organisation or service is in it")
    known = {
        "organizations": set(map(str, Organization.objects.values_list("pk", flat=True))),
        "services": set(map(str, PartnerService.objects.values_list("pk", flat=True))),
        "locations": set(SourceRow.objects.filter(table="locations").values_list("key", flat=True)),
    }
    here = {table: {line.row.get("id", "") for line in lines if line.table == table} | known[table] for table in known}
    for line in lines:
        for field, reason in _faults(line, here):
            report.refuse(line.file, line.number, field, reason)
    if not report.errors:
        _keep(lines, known, memory, report)


def _read(source: Path, report: Report) -> Iterator[Line]:
    tables = source / "csv" if (source / "csv").is_dir() else source
    if (tables / "organizations.csv").exists() or (tables / "services.csv").exists():
        for table in TABLES:
            path = tables / f"{table}.csv"
            if path.exists() or table in {"organizations", "services"}:
                for number, row in rows(path, report, list(NEEDED.get(table, ()))):
                    yield Line(table, path.name, number, {column: row[column] for column in TABLES[table] if row.get(column)})
        return
    seen: set[tuple[str, str]] = set()
    for path in sorted(source.glob("*.json")) if source.is_dir() else [source]:
        for table, row in unfold(_json(path, report)):
            if (table, row.get("id", "")) not in seen or not row.get("id"):
                seen.add((table, row.get("id", "")))
                yield Line(table, path.name, 0, row)


def _json(path: Path, report: Report) -> object:
    if path.stat().st_size > LARGEST:
        report.refuse(path.name, 0, "file", f"larger than {LARGEST:,} bytes")
        return None
    try:
        return json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, UnicodeDecodeError, RecursionError) as error:
        report.refuse(path.name, getattr(error, "lineno", 0), "file", "not JSON text")
        return None


def _faults(line: Line, here: dict[str, set[str]]) -> Iterator[tuple[str, str]]:
    """What is wrong with a row, field by field."""
    table, row = line.table, line.row
    identity = row.get("id", "")
    if table in here and _uuid(identity) is None:
        yield "id", f"“{identity[:40]}” is not a uuid"
    for column in NEEDED.get(table, ()):
        if column != "id" and not row.get(column):
            yield column, "is empty"
    if row.get("status") and table == "services" and row["status"] not in ServiceStatus.values:
        yield "status", f"“{row['status'][:40]}” is not one of {', '.join(ServiceStatus.values)}"
    if row.get("location_type") and row["location_type"] not in LOCATION_TYPES:
        yield "location_type", f"“{row['location_type'][:40]}” is not one of {', '.join(LOCATION_TYPES)}"
    if table == "services" and row.get("organization_id") and row["organization_id"] not in here["organizations"]:
        yield "organization_id", "is not among the organisations"
    if row.get("service_id") and row["service_id"] not in here["services"]:
        yield "service_id", "is not among the services"
    if table in {"service_at_location", "addresses", "accessibility"} and row.get("location_id") and row["location_id"] not in here["locations"]:
        yield "location_id", "is not among the places"
    yield from _misread(table, row)


def _misread(table: str, row: Row) -> Iterator[tuple[str, str]]:
    """Numbers, days and times that are none."""
    wanted = {
        "services": (("minimum_age", reading.number, "a number"), ("maximum_age", reading.number, "a number"), ("assured_date", reading.day, "a day (2026-11-22)")),
        "schedules": (
            ("opens_at", reading.at, "a time (19:00)"), ("closes_at", reading.at, "a time (19:00)"),
            ("valid_from", reading.day, "a day (2026-11-22)"), ("valid_to", reading.day, "a day (2026-11-22)"),
        ),
    }
    for column, read, what in wanted.get(table, ()):
        if row.get(column) and read(row[column]) is None:
            yield column, f"“{row[column][:40]}” is not {what}"
    if table == "schedules":
        strange = [one for one in row.get("byday", "").upper().split(",") if one.strip() and one.strip()[-2:] not in reading.DAYS]
        if strange:
            yield "byday", f"“{strange[0][:10]}” is not a day (MO, TU, …)"
        first, last = reading.day(row.get("valid_from")), reading.day(row.get("valid_to"))
        if first and last and last < first:
            yield "valid_to", "is before valid_from"


def _keep(lines: list[Line], known: dict[str, set[str]], memory: Memory, report: Report) -> None:
    """Write what is new: each row, then the organisations, the services and their week."""
    source = source_of((line.table, line.row) for line in lines)
    _rows(lines, memory, report)
    brought: set[str] = set()
    for line in lines:
        identity = str(_uuid(line.row.get("id", "")))
        if line.table not in {"organizations", "services"} or f"{line.table}/{identity}" in brought:
            continue
        brought.add(f"{line.table}/{identity}")
        what = "organisations" if line.table == "organizations" else "services"
        new = identity not in known[line.table]
        if new:
            known[line.table].add(identity)
            _organization(line.row, memory) if what == "organisations" else _service(line.row, source, memory)
        report.counts[f"{what} brought" if new else f"{what} known already"] += 1


def _rows(lines: list[Line], memory: Memory, report: Report) -> None:
    there = set(SourceRow.objects.values_list("table", "key"))
    start = SourceRow.objects.count()
    for place, line in enumerate(lines):
        key = (line.row.get("id") or f"#{place}")[:80]
        if (line.table, key) not in there:
            there.add((line.table, key))
            kept = SourceRow(table=line.table, key=key, place=start + place, values=line.row)
            kept.save(force_insert=True)
            memory.remember(f"row:{line.table}:{key}"[:120], kept)
            report.counts["rows kept as they were written"] += 1


def _organization(row: Row, memory: Memory) -> None:
    address = row.get("website", "")
    made = Organization(
        id=uuid.UUID(row["id"]), name=row["name"][:200], description=row.get("description", ""),
        website=address[:200] if address.startswith(("http://", "https://")) else "",
        kind=OrganizationKind.JUSTICE if is_justice(row["name"]) else OrganizationKind.PARTNER,
    )
    made.save(force_insert=True)
    memory.remember(f"organization:{row['id']}", made)


def _service(row: Row, source: Source, memory: Memory) -> None:
    said = facts(row, source)
    made = PartnerService(
        id=uuid.UUID(row["id"]), organization_id=uuid.UUID(row["organization_id"]),
        **(said | {"name": said["name"][:200], "email": said["email"][:120]}),
    )
    made.save(force_insert=True)
    memory.remember(f"service:{row['id']}", made)
    for line in week(row["id"], source):
        hours = ServiceHours(
            service=made, weekdays=list(line.weekdays), opens=line.opens, closes=line.closes, valid_from=line.valid_from,
            valid_to=line.valid_to, on_holidays=line.on_holidays,
        )
        hours.save(force_insert=True)
        memory.remember(f"hours:{hours.pk}", hours)


def _uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


register("directory", bring_directory)
