"""What stands agreed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from centre.access.scope import visible
from centre.shifts import clock
from centre.shifts.registry import MOST_ENTRIES, Entry, Span
from intake.person.models import Person

from .enums import SharedItem, Verb
from .models import Consent, Sharing

PAGE = 60


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
    return [shown(one) for one in rows]


def shown(consent: Consent) -> ShownConsent:
    """One agreement in words."""
    words = dict(SharedItem.choices)
    return ShownConsent(consent, tuple(str(words[item]) for item in consent.items), _state(consent, clock.service_day()))


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


@dataclass(frozen=True)
class ShownSharing:
    """Something that was shared, in words."""

    sharing: Sharing
    items: tuple[str, ...]


def sharings_of(actor: Any, person: Person) -> list[ShownSharing]:
    """What was shared about the person, as far as the actor may see, the latest first; the reading is recorded first."""
    rows = list(visible(actor, Sharing.objects.filter(person=person)).order_by("-at", "-pk")[:PAGE])
    viewed(Verb.SHARINGS_VIEWED, subject=person, count=len(rows))
    words = dict(SharedItem.choices)
    return [ShownSharing(one, tuple(str(words[item]) for item in one.items)) for one in rows]


def _ending(actor: Any, day: date) -> Any:
    """Agreements that hold today and end soon, unless a later one with the same partner says the same."""
    days = int(settings.CENTRE_CONSENT_ASK_AGAIN_DAYS)
    later = Consent.objects.filter(
        person=OuterRef("person"), recipient=OuterRef("recipient"), items__contains=OuterRef("items"), withdrawn_at=None,
        valid_until__gt=OuterRef("valid_until"),
    )
    found = Consent.objects.filter(
        withdrawn_at=None, given_on__lte=day, valid_until__gte=day, valid_until__lte=day + timedelta(days=days)
    )
    return visible(actor, found.filter(~Exists(later)))


def ending_soon(actor: Any) -> list[ShownConsent]:
    """Agreements to ask again before they end, the first to end first; at most 60; the reading is recorded."""
    today = clock.service_day()
    rows = list(_ending(actor, today).select_related("person").order_by("valid_until", "pk")[:PAGE])
    viewed(Verb.VIEWED, count=len(rows))
    return [shown(one) for one in rows]


def ending_entries(actor: Any, span: Span) -> list[Entry]:
    """Agreements that end soon after the span, for the handover: one line each, behind the wall of its compartment."""
    found = _ending(actor, span.service_day).order_by("valid_until", "pk")
    return [
        Entry(one.person_id, one.compartment, "ends", str(one.pk), at=clock.bounds(one.valid_until)[0], facts={"partner": one.recipient_name})
        for one in found[:MOST_ENTRIES]
    ]


def figures(actor: Any, day: date) -> dict[str, int]:
    """How many agreements end soon."""
    return {"ending": _ending(actor, day).order_by().count()}
