"""What stands agreed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from centre.access.scope import visible
from centre.shifts import clock
from intake.person.models import Person

from .enums import SharedItem, Verb
from .models import Consent


@dataclass(frozen=True)
class ShownConsent:
    """An agreement in words; `state` is "holds", "ended" or "withdrawn"."""

    consent: Consent
    items: tuple[str, ...]
    state: str


def consents_of(actor: Any, person: Person, compartment: str = "") -> list[ShownConsent]:
    """The agreements of the person that the actor may see (of one compartment when given), the latest first.

    The reading is recorded first.
    """
    found = visible(actor, Consent.objects.filter(person=person)).order_by("-given_on", "-pk")
    rows = list(found.filter(compartment=compartment) if compartment else found)
    viewed(Verb.VIEWED, subject=person, count=len(rows), purpose=compartment)
    words, today = dict(SharedItem.choices), clock.service_day()
    return [ShownConsent(one, tuple(str(words[item]) for item in one.items), _state(one, today)) for one in rows]


def _state(consent: Consent, today: date) -> str:
    if consent.withdrawn_at:
        return "withdrawn"
    return "ended" if consent.valid_until < today else "holds"


def consent_for(actor: Any, pk: int) -> Consent:
    """An agreement the actor may see; Http404 otherwise."""
    return get_object_or_404(visible(actor, Consent.objects.select_related("person")), pk=pk)


def standing(actor: Any, person: Any, recipient: UUID, on: date | None = None) -> list[Consent]:
    """The agreements with one partner that hold on a service day (today when none is given)."""
    day = on or clock.service_day()
    found = Consent.objects.filter(
        person=person, recipient=recipient, withdrawn_at=None, given_on__lte=day, valid_until__gte=day
    )
    return list(visible(actor, found).order_by("pk"))


def not_covered(actor: Any, person: Any, recipient: UUID, items: Iterable[str], on: date | None = None) -> set[str]:
    """Of the items to share with a partner, those that no standing agreement covers."""
    agreed = {item for consent in standing(actor, person, recipient, on) for item in consent.items}
    return set(items) - agreed
