"""What is done with the directory: write a partner down, say it was checked, say how many places are free."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from audit.ledger.actions import record
from centre.shifts import clock

from . import policies
from .enums import Verb
from .models import Organization, PartnerService
from .weeks import keep_week

#: The fields of a service that the page of the directory writes.
WRITTEN = (
    "name", "description", "status", "needs", "languages", "address", "phone", "email", "hours", "eligibility", "application",
    "access", "undocumented", "no_identity", "no_insurance", "animals", "couples", "women_only", "minors", "wheelchair", "free",
    "staff_note",
)


@transaction.atomic
def verify_partner(*, actor: Any, service: PartnerService) -> PartnerService:
    """Note that the facts about a service were checked today."""
    policies.verify_partner.check(actor, service=service)
    service.verified_on, service.verified_by = clock.service_day(), actor.pk
    service.save(update_fields=["verified_on", "verified_by"])
    record(Verb.VERIFIED, obj=service)
    return service


@transaction.atomic
def tell_places(*, actor: Any, service: PartnerService, places: int | None) -> PartnerService:
    """Note how many places a service said are free; None when they would not say."""
    policies.tell_places.check(actor, service=service)
    service.places, service.places_at = places, clock.now()
    service.save(update_fields=["places", "places_at"])
    record(Verb.PLACES_TOLD, obj=service, data={"places": places})
    return service


@transaction.atomic
def write_partner(
    *, actor: Any, organization: Organization, values: dict[str, Any], service: PartnerService | None = None
) -> PartnerService:
    """Write a service down, or correct it; writing is checking. Hours that are a plain week become its week."""
    policies.write_partner.check(actor)
    kept, hours = service or PartnerService(), service.hours if service else ""
    kept.organization = organization
    for name in WRITTEN:
        if name in values:
            setattr(kept, name, values[name])
    kept.verified_on, kept.verified_by = clock.service_day(), actor.pk
    kept.save()
    if kept.hours != hours:
        keep_week(kept)
    record(Verb.WRITTEN, obj=kept)
    return kept


@transaction.atomic
def write_organization(*, actor: Any, name: str, website: str = "", kind: str = "") -> Organization:
    """Write a partner organisation down."""
    policies.write_partner.check(actor)
    made = Organization(name=name, website=website, **({"kind": kind} if kind else {}))
    made.save(force_insert=True)
    record(Verb.WRITTEN, obj=made)
    return made

