"""A directory as data.inclusion v1 says it: structures and services, in its own vocabularies. Source: DOMAIN 11."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .models import PartnerService
from .vocabularies import (
    AUDIENCES,
    BY_COMING,
    BY_MAIL,
    BY_PHONE,
    EVERYBODY,
    FREE,
    FROM_AFAR,
    ON_SITE,
    PAID,
    THEMES,
)

SOURCE = "centre"


def documents(services: Sequence[PartnerService]) -> dict[str, list[dict[str, Any]]]:
    """`structures` and `services`, each a list of rows; what nobody verified carries no date."""
    organizations = {service.organization_id: service.organization for service in services}
    dates: dict[Any, str | None] = {}
    for service in services:
        dates[service.organization_id] = max(filter(None, (dates.get(service.organization_id), _date(service))), default=None)
    structures = [
        {"id": str(one.pk), "source": SOURCE, "nom": one.name, "date_maj": dates[one.pk], "description": one.description or None, "site_web": one.website or None}
        for one in sorted(organizations.values(), key=lambda one: (one.name, str(one.pk)))
    ]
    return {"structures": structures, "services": [_service(service) for service in services]}


def _service(service: PartnerService) -> dict[str, Any]:
    ways = {BY_COMING: service.address, BY_MAIL: service.email, BY_PHONE: service.phone}
    audiences = sorted({AUDIENCES[flag] for flag in AUDIENCES if getattr(service, flag)})
    return {
        "id": str(service.pk), "source": SOURCE, "structure_id": str(service.organization_id), "nom": service.name,
        "description": service.description or None, "date_maj": _date(service),
        "thematiques": sorted({THEMES[need] for need in service.needs}), "publics": audiences or [EVERYBODY],
        "frais": None if service.free is None else FREE if service.free else PAID,
        "modes_accueil": [ON_SITE] if service.address else [FROM_AFAR] if service.phone or service.email else [],
        "modes_mobilisation": [way for way, known in ways.items() if known],
        "horaires_accueil": service.hours or None, "telephone": service.phone or None, "courriel": service.email or None,
        "adresse": service.address or None, "conditions_acces": service.eligibility or None,
    }


def _date(service: PartnerService) -> str | None:
    return service.verified_on.isoformat() if service.verified_on else None
