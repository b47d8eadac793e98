"""Writes the directory for others: HSDS 3 tables, or data.inclusion v1. No note for colleagues ever leaves.

What came from a foreign directory goes out as it was written there; what the house changed since, or wrote itself,
goes out as the house says it now.
"""

from __future__ import annotations

import csv
import json
import uuid
from collections import defaultdict
from pathlib import Path
from typing import Any

from django.db import transaction

from audit.ledger.actions import record
from centre.imports.registry import register_sender

from .enums import Need, Verb
from .facts import DAYS, HOLIDAYS, PLAIN, Source, facts, source_of, week
from .hsds import TABLES, Row
from .inclusion import documents
from .models import Organization, PartnerService, SourceRow
from .vocabularies import FLAG_TERMS, FLAGS, FLAGS_TAXONOMY, NEED_TERMS, NEEDS_TAXONOMY, SPACE, term
from .weeks import line_of

Tables = dict[str, list[Row]]
DAY_CODES = {number: code for code, number in DAYS.items()}
HOLIDAY_WORDS = {known: words for words, known in HOLIDAYS.items()}


@transaction.atomic
def send_hsds(out: Path) -> dict[str, int]:
    """One CSV file for each HSDS table that has rows, in `out/csv`."""
    tables = rows_of_directory()
    folder = out / "csv"
    folder.mkdir(parents=True, exist_ok=True)
    for table, rows in tables.items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as handle:
            writer = csv.DictWriter(handle, TABLES[table], restval="", lineterminator="\r\n")
            writer.writeheader()
            writer.writerows(rows)
    counts = {table: len(rows) for table, rows in tables.items()}
    record(Verb.SENT, data={"format": "hsds", "counts": counts})
    return counts


@transaction.atomic
def send_inclusion(out: Path) -> dict[str, int]:
    """`structures.json` and `services.json` after data.inclusion v1."""
    out.mkdir(parents=True, exist_ok=True)
    counts = {}
    for name, rows in documents(list(_services())).items():
        (out / f"{name}.json").write_text(json.dumps(rows, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
        counts[name] = len(rows)
    record(Verb.SENT, data={"format": "data-inclusion", "counts": counts})
    return counts


def rows_of_directory() -> Tables:
    """Every row of the directory by table, tables in the order of the publication."""
    tables: Tables = defaultdict(list)
    for one in SourceRow.objects.order_by("place", "pk"):
        tables[one.table].append(dict(one.values))
    source = source_of((table, row) for table, rows in tables.items() for row in rows)
    known = {row["id"]: row for row in tables["organizations"]}
    for organization in Organization.objects.order_by("name", "pk"):
        _organization(organization, known, tables)
    services = {row["id"]: row for row in tables["services"]}
    for service in _services():
        _service(service, services, source, tables)
    return {table: tables[table] for table in TABLES if tables.get(table)}


def _services() -> Any:
    return PartnerService.objects.select_related("organization").prefetch_related("week").order_by("name", "pk")


def _organization(organization: Organization, known: dict[str, Row], tables: Tables) -> None:
    said = {"name": organization.name, "description": organization.description, "website": organization.website}
    row = known.get(str(organization.pk))
    if row is None:
        tables["organizations"].append({"id": str(organization.pk), **_some(said)})
    else:
        row.update({column: value for column, value in said.items() if value != row.get(column, "") and value})


def _service(service: PartnerService, known: dict[str, Row], source: Source, tables: Tables) -> None:
    """One service: its own row, and what hangs from it wherever the house says otherwise than the rows do."""
    key = str(service.pk)
    row = known.get(key)
    if row is None:
        row = {"id": key, "organization_id": str(service.organization_id)}
        tables["services"].append(row)
    said = facts(row, source)
    for column, field in PLAIN.items():
        if getattr(service, field) != said[field]:
            row[column] = str(getattr(service, field))
    if service.verified_on != said["verified_on"]:
        row["assured_date"] = service.verified_on.isoformat() if service.verified_on else ""
    if (service.address, service.access) != (said["address"], said["access"]):
        _replace(tables, "service_at_location", key, [])
        _place(service, key, tables)
    if service.phone != said["phone"]:
        _replace(tables, "phones", key, [{"id": _number("phone", key), "service_id": key, "number": service.phone, "type": "voice"}] if service.phone else [])
    if sorted(service.languages) != said["languages"]:
        rows = [{"id": _number("language", key, code), "service_id": key, "name": code, "code": code} for code in sorted(service.languages)]
        _replace(tables, "languages", key, rows)
    _week(service, key, said["hours"], source, tables)
    _terms(service, key, said, tables)


def _place(service: PartnerService, key: str, tables: Tables) -> None:
    if not service.address and not service.access:
        return
    place = _number("place", key)
    tables["locations"].append({"id": place, "location_type": "physical", "name": service.name})
    tables["service_at_location"].append({"id": _number("at", key), "service_id": key, "location_id": place})
    if service.address:
        row = {"id": _number("address", key), "location_id": place, "address_1": service.address, "country": "BE", "address_type": "physical"}
        tables["addresses"].append(row)
    if service.access:
        tables["accessibility"].append({"id": _number("access", key), "location_id": place, "description": service.access})


def _week(service: PartnerService, key: str, said: str, source: Source, tables: Tables) -> None:
    lines = sorted(map(line_of, service.week.all()), key=lambda line: (line.weekdays, line.opens))
    if lines == sorted(week(key, source), key=lambda line: (line.weekdays, line.opens)) and (lines or service.hours == said):
        return
    rows: list[Row] = [
        _some({
            "id": _number("week", key, str(number)), "service_id": key, "freq": "WEEKLY", "interval": "1",
            "byday": ",".join(DAY_CODES[day] for day in line.weekdays), "opens_at": line.opens.isoformat(), "closes_at": line.closes.isoformat(),
            "valid_from": line.valid_from.isoformat() if line.valid_from else "", "valid_to": line.valid_to.isoformat() if line.valid_to else "",
            "notes": HOLIDAY_WORDS.get(line.on_holidays, "") if line.on_holidays is not None else "",
        })
        for number, line in enumerate(lines)
    ]
    if not rows and service.hours:
        rows = [{"id": _number("week", key, "words"), "service_id": key, "description": service.hours}]
    _replace(tables, "schedules", key, rows)


def _terms(service: PartnerService, key: str, said: dict[str, Any], tables: Tables) -> None:
    """Needs and conditions that the rows do not say, as terms of the house."""
    needs = [code for code in service.needs if code not in said["needs"]]
    known = {flag: getattr(service, flag) for flag in FLAGS if getattr(service, flag) is not None and getattr(service, flag) != said.get(flag)}
    wanted = {term(NEEDS_TAXONOMY, code): "yes" for code in needs} | {term(FLAGS_TAXONOMY, flag): "yes" if value else "no" for flag, value in known.items()}
    gone = {number for number, code in NEED_TERMS.items() if code in said["needs"] and code not in service.needs}
    gone |= {number for number, flag in FLAG_TERMS.items() if flag in said and getattr(service, flag) != said[flag]}
    tables["attributes"][:] = [row for row in tables["attributes"] if row.get("link_id") != key or row.get("taxonomy_term_id") not in gone]
    for number, value in wanted.items():
        tables["attributes"].append({
            "id": _number("attribute", key, number), "link_id": key, "taxonomy_term_id": number, "link_type": "attribute",
            "link_entity": "service", "value": value,
        })
        _term(number, tables)


def _term(number: str, tables: Tables) -> None:
    """A term of the house, once, with its taxonomy."""
    if any(row["id"] == number for row in tables["taxonomy_terms"]):
        return
    taxonomy, code = (NEEDS_TAXONOMY, NEED_TERMS[number]) if number in NEED_TERMS else (FLAGS_TAXONOMY, FLAG_TERMS[number])
    whole = str(uuid.uuid5(SPACE, taxonomy))
    label = str(dict(Need.choices)[code]) if number in NEED_TERMS else str(PartnerService._meta.get_field(code).verbose_name)  # type: ignore[union-attr]
    tables["taxonomy_terms"].append({"id": number, "code": code, "name": label, "taxonomy": taxonomy, "taxonomy_id": whole})
    if not any(row["id"] == whole for row in tables["taxonomies"]):
        tables["taxonomies"].append({"id": whole, "name": taxonomy})


def _replace(tables: Tables, table: str, key: str, rows: list[Row]) -> None:
    """The rows of one service in a table give way to others."""
    tables[table][:] = [row for row in tables[table] if row.get("service_id") != key] + rows


def _number(*parts: str) -> str:
    return str(uuid.uuid5(SPACE, "/".join(parts)))


def _some(row: dict[str, str]) -> Row:
    return {column: value for column, value in row.items() if value}


register_sender("directory", "hsds", send_hsds)
register_sender("directory", "data-inclusion", send_inclusion)
