"""What the house takes from the rows of an HSDS directory about one service. What they do not say stays unknown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, time
from typing import Any, NamedTuple

from .hours import Hours
from .hsds import Row
from .vocabularies import FLAG_TERMS, NEED_TERMS

ADULT = 18
DAYS = {"MO": 1, "TU": 2, "WE": 3, "TH": 4, "FR": 5, "SA": 6, "SU": 7}
#: What a line says of public holidays, as OpenStreetMap writes it.
HOLIDAYS = {"PH open": True, "PH off": False}
#: Rules of a schedule that a plain week cannot hold: such a line is shown in words and never computed.
BEYOND_A_WEEK = ("byweekno", "bymonthday", "byyearday", "count")
#: Columns of a service that are taken as they stand -> the field that keeps them.
PLAIN = {
    "name": "name", "description": "description", "status": "status", "eligibility_description": "eligibility",
    "application_process": "application", "email": "email",
}


class Source(NamedTuple):
    """The rows of a directory, by table and in order, with those that hang from each thing at hand."""

    rows: dict[str, list[Row]]
    hanging: dict[tuple[str, str, str], list[Row]]

    def of(self, table: str, column: str, key: str) -> list[Row]:
        """The rows of a table whose column names a thing."""
        return self.hanging.get((table, column, key), [])


def source_of(rows: Iterable[tuple[str, Row]]) -> Source:
    """Rows in order, gathered by what they hang from."""
    tables: dict[str, list[Row]] = defaultdict(list)
    hanging: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for table, row in rows:
        tables[table].append(row)
        for column, value in row.items():
            if value and column.endswith("_id"):
                hanging[table, column, value].append(row)
    return Source(dict(tables), dict(hanging))


def facts(service: Row, source: Source) -> dict[str, Any]:
    """The fields of a service as its rows say them."""
    key = service.get("id", "")
    return {
        **{field: service.get(column, "") for column, field in PLAIN.items()},
        "verified_on": day(service.get("assured_date")),
        "address": address(key, source), "phone": phone(key, source), "languages": languages(key, source),
        "hours": "; ".join(filter(None, map(words, source.of("schedules", "service_id", key))))[:200],
        "access": " ".join(filter(None, (row.get("description", "") for place in _places(key, source) for row in source.of("accessibility", "location_id", place)))),
        "needs": [NEED_TERMS[one] for one in _terms(key, source) if one in NEED_TERMS],
        **flags(service, source),
    }


def flags(service: Row, source: Source) -> dict[str, bool]:
    """What is known of whom it takes. Minors follow from the minimum age, free from the amounts, unless said outright."""
    key, found = service.get("id", ""), {}
    youngest = number(service.get("minimum_age"))
    if youngest is not None:
        found["minors"] = youngest < ADULT
    amounts = [amount for row in source.of("cost_options", "service_id", key) if (amount := number(row.get("amount"))) is not None]
    if amounts:
        found["free"] = not any(amounts)
    for row in source.of("attributes", "link_id", key):
        if row.get("taxonomy_term_id") in FLAG_TERMS:
            found[FLAG_TERMS[row["taxonomy_term_id"]]] = row.get("value") == "yes"
    return found


def address(key: str, source: Source) -> str:
    """Where a service is given; several places side by side."""
    found = [row for place in _places(key, source) for row in source.of("addresses", "location_id", place)]
    towns = [(row.get("address_1", ""), " ".join(filter(None, (row.get("postal_code"), row.get("city"))))) for row in found]
    return " · ".join(dict.fromkeys(filter(None, (", ".join(filter(None, town)) for town in towns))))[:300]


def phone(key: str, source: Source) -> str:
    return " · ".join(filter(None, (row.get("number", "").strip('" ') for row in source.of("phones", "service_id", key))))[:60]


def languages(key: str, source: Source) -> list[str]:
    return sorted({code for row in source.of("languages", "service_id", key) if (code := row.get("code", "")[:8])})


def words(row: Row) -> str:
    """One schedule as "Th,Fr 10:00-18:00", or in its own words."""
    opens, closes = row.get("opens_at", "")[:5], row.get("closes_at", "")[:5]
    days = ",".join(one.strip().capitalize() for one in row.get("byday", "").split(",") if one.strip())
    return f"{days} {opens}-{closes}".strip() if opens and closes else row.get("description", "")


def week(key: str, source: Source) -> list[Hours]:
    """The weekly lines of a service; a rule that is not plainly weekly gives none."""
    lines = []
    for row in source.of("schedules", "service_id", key):
        opens, closes = at(row.get("opens_at")), at(row.get("closes_at"))
        days = tuple(DAYS[one.strip()] for one in row.get("byday", "").upper().split(",") if one.strip() in DAYS)
        plain = row.get("freq", "").upper() in {"", "WEEKLY"} and row.get("interval", "") in {"", "1"}
        if plain and days and opens is not None and closes is not None and not any(row.get(one) for one in BEYOND_A_WEEK):
            last = day(row.get("valid_to")) or day(row.get("until"))
            lines.append(Hours(days, opens, closes, day(row.get("valid_from")), last, HOLIDAYS.get(row.get("notes", ""))))
    return lines


def number(text: str | None) -> float | None:
    """A number, or None for nothing; a text that is no number counts for nothing."""
    try:
        return float(text) if text else None
    except ValueError:
        return None


def day(text: str | None) -> date | None:
    """A day, or None for nothing; a text that is no day counts for nothing."""
    try:
        return date.fromisoformat(text[:10]) if text else None
    except ValueError:
        return None


def at(text: str | None) -> time | None:
    """A time of day, or None for nothing; a text that is no time counts for nothing."""
    try:
        return time.fromisoformat(text).replace(tzinfo=None) if text else None
    except ValueError:
        return None


def _places(key: str, source: Source) -> list[str]:
    return [row["location_id"] for row in source.of("service_at_location", "service_id", key) if row.get("location_id")]


def _terms(key: str, source: Source) -> list[str]:
    return [row.get("taxonomy_term_id", "") for row in source.of("attributes", "link_id", key)]
