"""Reading product alerts: those that stand, drafts, those of lately."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from centre.shifts import clock
from intake.safety.selectors import overdoses_since

from .enums import State
from .models import Bulletin

if TYPE_CHECKING:
    from centre.staff.models import User

LATELY = timedelta(days=90)
#: So many overdoses in so short a time look like one product.
CLUSTER, CLUSTER_HOURS = 2, 48


def standing() -> QuerySet[Bulletin]:
    """What everybody must know now, the gravest first, then the newest."""
    return Bulletin.objects.standing(clock.now()).order_by("level", "-published_at", "pk")


def bulletin_for(pk: Any) -> Bulletin:
    """One product alert. Raises Http404."""
    return get_object_or_404(Bulletin, pk=pk)


def bulletin_by_uuid(client_uuid: UUID) -> Bulletin | None:
    """The alert that a page's uuid already drafted."""
    return Bulletin.objects.filter(client_uuid=client_uuid).first()


def overview(actor: User) -> dict[str, Any]:
    """Alerts in force, drafts and those of the last three months; and how many overdoses there were in two days."""
    moment = clock.now()
    overdoses = overdoses_since(actor, moment - timedelta(hours=CLUSTER_HOURS))
    lately = Bulletin.objects.filter(ends_at__gt=moment - LATELY).exclude(state=State.DRAFT)
    return {
        "standing": list(standing()),
        "drafts": list(Bulletin.objects.filter(state=State.DRAFT, ends_at__gt=moment).order_by("-drafted_at", "pk")),
        "over": [one for one in lately.order_by("-ends_at", "pk")[:50] if one.state == State.ENDED or one.ends_at <= moment],
        "overdoses": overdoses if overdoses >= CLUSTER else 0, "hours": CLUSTER_HOURS,
    }
