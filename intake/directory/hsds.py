"""HSDS 3.0 as data: its tables and columns, and how its nested form unfolds into them.

Source: Open Referral HSDS 3.0 (DOMAIN 11); the columns are those of the published tabular example.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

_COLUMNS = {
    "organizations": """
        id name alternate_name description email website tax_status tax_id year_incorporated legal_status logo uri
        parent_organization_id
    """,
    "programs": "id organization_id name alternate_name description",
    "services": """
        id organization_id program_id name alternate_name description url email status interpretation_services
        application_process fees_description wait_time fees accreditations eligibility_description minimum_age
        maximum_age assured_date assurer_email licenses alert last_modified
    """,
    "service_at_location": "id service_id location_id description",
    "locations": """
        id location_type url organization_id name alternate_name description transportation latitude longitude
        external_identifier external_identifier_type
    """,
    "addresses": "id location_id attention address_1 address_2 city region state_province postal_code country address_type",
    "phones": """
        id location_id service_id organization_id contact_id service_at_location_id number extension type
        description
    """,
    "contacts": "id organization_id service_id service_at_location_id location_id name title department email",
    "schedules": """
        id service_id location_id service_at_location_id valid_from valid_to dtstart timezone until count wkst freq
        interval byday byweekno bymonthday byyearday description opens_at closes_at schedule_link attending_type
        notes
    """,
    "service_areas": "id service_id name description extent extent_type uri",
    "languages": "id service_id location_id phone_id name code note",
    "accessibility": "id location_id description details url",
    "cost_options": "id service_id valid_from valid_to option currency amount amount_description",
    "funding": "id organization_id service_id source",
    "required_documents": "id service_id document uri",
    "organization_identifiers": "id organization_id identifier_scheme identifier_type identifier",
    "taxonomies": "id name description uri version",
    "taxonomy_terms": "id code name description parent_id taxonomy language taxonomy_id term_uri",
    "attributes": "id link_id taxonomy_term_id link_type link_entity value",
    "metadata": """
        id resource_id resource_type last_action_date last_action_type field_name previous_value replacement_value
        updated_by
    """,
    "meta_table_descriptions": "id name language character_set",
}
#: Table -> its columns, both in the order of the publication.
TABLES: dict[str, tuple[str, ...]] = {name: tuple(columns.split()) for name, columns in _COLUMNS.items()}
#: Columns without which a row says nothing.
NEEDED = {
    "organizations": ("id", "name"), "services": ("id", "organization_id", "name", "status"),
    "service_at_location": ("id", "service_id", "location_id"), "locations": ("id", "location_type"),
}
#: HSDS location.location_type.
LOCATION_TYPES = ("physical", "postal", "virtual")
#: A name in the nested form -> the table it unfolds into.
_NESTED = {
    **{name: name for name in TABLES}, "service_at_locations": "service_at_location", "location": "locations",
    "organization": "organizations", "program": "programs", "service": "services", "taxonomy_term": "taxonomy_terms",
    "taxonomy_detail": "taxonomies",
}
#: Table -> the column by which the rows that hang from it name it.
_NAMED = {
    "organizations": "organization_id", "services": "service_id", "locations": "location_id", "programs": "program_id",
    "contacts": "contact_id", "phones": "phone_id", "service_at_location": "service_at_location_id",
    "taxonomies": "taxonomy_id", "taxonomy_terms": "taxonomy_term_id",
}
#: Things that a thing of the nested form names although they hang from it.
_UPWARD = {"organization", "program", "location", "service", "taxonomy_term", "taxonomy_detail"}
#: Links that the tables know only through a thing of their own.
_BY_LINK = {"attributes": "link_id", "metadata": "resource_id"}

Row = dict[str, str]


def unfold(document: Any) -> Iterator[tuple[str, Row]]:
    """(table, row) of everything in a nested document; what stands in it twice comes once, its links together."""
    rows: dict[tuple[str, str], Row] = {}
    for number, (table, row) in enumerate(_walk(document, "", {})):
        known = rows.setdefault((table, row.get("id") or f"#{number}"), row)
        known.update({column: value for column, value in row.items() if not known.get(column)})
    for (table, _key), row in rows.items():
        yield table, row


def kind_of(node: dict[str, Any]) -> str:
    """The table of a thing that stands in no named list: an organisation, a service, a place; "" when it is none."""
    if "status" in node and "name" in node:
        return "services"
    if "location_type" in node:
        return "locations"
    if "location" in node and "service" in node:
        return "service_at_location"
    if "taxonomy_detail" in node:
        return "taxonomy_terms"
    named = {"legal_status", "tax_status", "services", "website", "organization_identifiers"}
    return "organizations" if "name" in node and named & set(node) else ""


def _walk(node: Any, table: str, links: Row) -> Iterator[tuple[str, Row]]:
    if isinstance(node, list):
        for one in node:
            yield from _walk(one, table, links)
        return
    if not isinstance(node, dict):
        return
    if isinstance(node.get("contents"), list):
        yield from _walk(node["contents"], "", {})
        return
    table = table or kind_of(node)
    row = {column: _text(node[column]) for column in TABLES.get(table, ()) if not isinstance(node.get(column), (list, dict, type(None)))}
    row |= {column: value for column, value in links.items() if column in TABLES.get(table, ())}
    below = {_NAMED[table]: row["id"]} if table in _NAMED and row.get("id") else {}
    below |= {column: row["id"] for column in _BY_LINK.values() if row.get("id")}
    for name, value in node.items():
        if name in _UPWARD and isinstance(value, dict):
            target = _NESTED[name]
            if value.get("id") and _NAMED[target] in TABLES.get(table, ()):
                row[_NAMED[target]] = _text(value["id"])
            yield from _walk(value, target, {})
        elif name in _NESTED and isinstance(value, list):
            yield from _walk(value, _NESTED[name], below)
    if row:
        yield table, row


def _text(value: Any) -> str:
    return str(value).strip()
