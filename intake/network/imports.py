"""Reads a partner directory after HSDS 3: a folder of CSV tables, or JSON files of organisations and services.

Source: Open Referral HSDS 3.0 (DOMAIN 11): organization needs id, name; service needs id, name, status.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from centre.imports.registry import Memory, Report, register
from centre.imports.sheets import rows

from .enums import ServiceStatus
from .models import Organization, PartnerService

LARGEST = 50_000_000
Found = tuple[str, int, dict[str, Any]]


def bring_directory(source: Path, memory: Memory, report: Report) -> None:
    """Bring a folder (with `csv/` tables or JSON files) or one JSON file."""
    organizations: dict[str, Organization] = {}
    services: list[Found] = []
    for kind, where, line, row in _read(source, report):
        if kind == "organization":
            _organization(where, line, row, organizations, memory, report)
        else:
            services.append((where, line, row))
    seen: set[str] = set()
    for where, line, row in services:
        _service(where, line, row, organizations, seen, memory, report)
    if not organizations and not services and not report.errors:
        report.refuse(source.name, 0, "path", "no HSDS organisation or service is in it")


def _read(source: Path, report: Report) -> Iterator[tuple[str, str, int, dict[str, Any]]]:
    """(kind, file, line, fields) of every organisation and service of the source."""
    tables = source / "csv" if (source / "csv").is_dir() else source
    if (tables / "organizations.csv").exists() or (tables / "services.csv").exists():
        for line, row in rows(tables / "organizations.csv", report, ["id", "name"]):
            yield "organization", "organizations.csv", line, row
        for line, row in rows(tables / "services.csv", report, ["id", "organization_id", "name", "status"]):
            yield "service", "services.csv", line, row
        return
    for path in sorted(source.glob("*.json")) if source.is_dir() else [source]:
        yield from ((kind, path.name, 0, row) for kind, row in _json(path, report))


def _json(path: Path, report: Report) -> Iterator[tuple[str, dict[str, Any]]]:
    """Organisations and services wherever they stand in a JSON document."""
    if path.stat().st_size > LARGEST:
        report.refuse(path.name, 0, "file", f"larger than {LARGEST:,} bytes")
        return
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except (ValueError, UnicodeDecodeError) as error:
        report.refuse(path.name, getattr(error, "lineno", 0), "file", "not JSON text")
        return
    yield from _walk(document, None)


def _walk(node: Any, owner: str | None) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(node, list):
        for one in node:
            yield from _walk(one, owner)
    elif isinstance(node, dict):
        if "tax_status" in node or "legal_status" in node or isinstance(node.get("services"), list):
            owner = str(node.get("id", ""))
            yield "organization", node
        elif "name" in node and node.get("status") in ServiceStatus.values:
            organization = node.get("organization")
            if isinstance(organization, dict):
                yield from _walk({"tax_status": None, **organization}, None)
                owner = str(organization.get("id", ""))
            yield "service", {"organization_id": owner or "", **node}
        for key, value in node.items():
            if key in {"services", "contents", "organizations", "service"}:
                yield from _walk(value, owner)


def _key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def _organization(
    where: str, line: int, row: dict[str, Any], found: dict[str, Organization], memory: Memory, report: Report
) -> None:
    identity, name = str(row.get("id") or ""), str(row.get("name") or "")
    key = _key(identity)
    if key is None or not name:
        report.refuse(where, line, "id" if key is None else "name", f"“{identity[:40]}” is not a uuid" if key is None else "is empty")
        return
    if identity in found:
        return
    known = memory.known(f"organization:{identity}")
    organization = Organization(id=key, name=name[:200], description=str(row.get("description") or ""), website=_web(row))
    if not known:
        organization.save(force_insert=not Organization.objects.filter(pk=key).exists())
        memory.remember(f"organization:{identity}", organization)
    report.counts["organisations known already" if known else "organisations brought"] += 1
    found[identity] = organization


def _web(row: dict[str, Any]) -> str:
    address = str(row.get("website") or row.get("url") or "")
    return address[:200] if address.startswith(("http://", "https://")) else ""


def _service(
    where: str, line: int, row: dict[str, Any], organizations: dict[str, Organization], seen: set[str], memory: Memory,
    report: Report,
) -> None:
    identity, owner = str(row.get("id") or ""), organizations.get(str(row.get("organization_id") or ""))
    key, status = _key(identity), str(row.get("status") or "")
    fault = (
        ("id", f"“{identity[:40]}” is not a uuid") if key is None
        else ("name", "is empty") if not row.get("name")
        else ("status", f"“{status[:40]}” is not one of {', '.join(ServiceStatus.values)}") if status not in ServiceStatus.values
        else ("organization_id", "is not among the organisations") if owner is None
        else None
    )
    if fault:
        report.refuse(where, line, *fault)
        return
    if identity in seen:
        return
    seen.add(identity)
    known = memory.known(f"service:{identity}")
    if not known:
        service = PartnerService(
            id=key, organization=owner, name=str(row["name"])[:200], description=str(row.get("description") or ""),
            status=status, eligibility=str(row.get("eligibility_description") or ""), verified_on=_day(row.get("assured_date")),
        )
        service.save(force_insert=True)
        memory.remember(f"service:{identity}", service)
    report.counts["services known already" if known else "services brought"] += 1


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text)[:10]) if text else None
    except ValueError:
        return None


register("directory", bring_directory)
