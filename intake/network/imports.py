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
ADULT = 18
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
        attached = _attached(tables, report)
        for line, row in rows(tables / "services.csv", report, ["id", "organization_id", "name", "status"]):
            yield "service", "services.csv", line, row | attached.get(row["id"], {})
        return
    for path in sorted(source.glob("*.json")) if source.is_dir() else [source]:
        yield from ((kind, path.name, 0, row) for kind, row in _json(path, report))


def _attached(tables: Path, report: Report) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """What further tables say of each service, as the JSON form nests it; a table that is not there says nothing."""
    found: dict[str, dict[str, list[dict[str, Any]]]] = {}
    addresses = {row["location_id"]: row for _, row in _table(tables, "addresses", report, "location_id")}
    for _, row in _table(tables, "service_at_location", report, "service_id", "location_id"):
        if row["location_id"] in addresses:
            places = found.setdefault(row["service_id"], {}).setdefault("service_at_locations", [])
            places.append({"location": {"addresses": [addresses[row["location_id"]]]}})
    for name in ("phones", "languages", "schedules", "cost_options"):
        for _, row in _table(tables, name, report, "service_id"):
            found.setdefault(row["service_id"], {}).setdefault(name, []).append(row)
    return found


def _table(tables: Path, name: str, report: Report, *needed: str) -> Iterator[tuple[int, dict[str, str]]]:
    path = tables / f"{name}.csv"
    return rows(path, report, list(needed)) if path.exists() else iter(())


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
    known = memory.known(f"organization:{identity}") or Organization.objects.filter(pk=key).exists()
    organization = Organization(id=key, name=name[:200], description=str(row.get("description") or ""), website=_web(row))
    if not known:
        organization.save(force_insert=True)
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
    known = memory.known(f"service:{identity}") or (key is not None and PartnerService.objects.filter(pk=key).exists())
    if not known:
        service = PartnerService(
            id=key, organization=owner, name=str(row["name"])[:200], description=str(row.get("description") or ""),
            status=status, eligibility=str(row.get("eligibility_description") or ""), verified_on=_day(row.get("assured_date")),
            **conditions(row),
        )
        service.save(force_insert=True)
        memory.remember(f"service:{identity}", service)
    report.counts["services known already" if known else "services brought"] += 1


def conditions(row: dict[str, Any]) -> dict[str, Any]:
    """Where, when, in which languages and on what conditions, of an HSDS service with what hangs from it.

    Minors: known from the minimum age alone. Free: known from the amounts of the cost options alone.
    """
    places = [place.get("location") or {} for place in _list(row, "service_at_locations")]
    addresses = [_address(one) for place in places for one in _list(place, "addresses")]
    spoken = [str(one.get("code") or "")[:8] for one in _list(row, "languages")]
    amounts = [amount for one in _list(row, "cost_options") if (amount := _number(one.get("amount"))) is not None]
    youngest = _number(row.get("minimum_age"))
    return {
        "address": " · ".join(filter(None, addresses))[:300],
        "phone": " · ".join(filter(None, (str(one.get("number") or "").strip('" ') for one in _list(row, "phones"))))[:60],
        "hours": "; ".join(filter(None, map(_hours, _list(row, "schedules"))))[:200],
        "languages": sorted({code for code in spoken if code}),
        "minors": None if youngest is None else youngest < ADULT,
        "free": not any(amounts) if amounts else None,
    }


def _list(row: dict[str, Any], name: str) -> list[dict[str, Any]]:
    """The objects nested under a name; anything else counts for nothing."""
    nested = row.get(name)
    return [one for one in nested if isinstance(one, dict)] if isinstance(nested, list) else []


def _address(row: dict[str, Any]) -> str:
    town = " ".join(filter(None, (str(row.get(name) or "").strip() for name in ("postal_code", "city"))))
    return ", ".join(filter(None, (str(row.get("address_1") or "").strip(), town)))


def _hours(row: dict[str, Any]) -> str:
    """One schedule as "Th,Fr 10:00-18:00", or in its own words."""
    opens, closes = str(row.get("opens_at") or "")[:5], str(row.get("closes_at") or "")[:5]
    days = ",".join(day.strip().capitalize() for day in str(row.get("byday") or "").split(",") if day.strip())
    return f"{days} {opens}-{closes}".strip() if opens and closes else str(row.get("description") or "").strip()


def _number(text: Any) -> float | None:
    try:
        return float(text) if text not in (None, "") else None
    except (TypeError, ValueError):
        return None


def _day(text: Any) -> date | None:
    try:
        return date.fromisoformat(str(text)[:10]) if text else None
    except ValueError:
        return None


register("directory", bring_directory)
