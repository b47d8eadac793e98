"""What stands agreed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404

from centre.access.scope import visible
from centre.shifts import clock
from intake.person.models import Person

from .models import Consent


def consents_of(actor: Any, person: Person) -> list[Consent]:
    """Every agreement of the person that the actor may see, the latest first."""
    return list(visible(actor, Consent.objects.filter(person=person)).order_by("-given_on", "-pk"))


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
