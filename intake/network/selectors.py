"""Reading the directory and the referrals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from audit.vault.errors import Shredded
from centre.access.scope import visible
from centre.shifts import clock
from intake.consent.enums import SharedItem
from intake.consent.selectors import not_covered
from intake.person.models import Person

from .enums import Need, ReferralState, ServiceStatus, Verb
from .models import PartnerService, Referral
from .states import MOVES, OPEN

PAGE = 60
#: Counts stop here: nobody reads the difference.
MOST = 1000
#: A fact about a partner is to be checked again after this. Source: DOMAIN 11.
FRESH = timedelta(days=180)
FOLLOW_UPS = (7, 30)
FLAGS = (
    "undocumented", "no_identity", "no_insurance", "animals", "couples", "women_only", "minors", "wheelchair", "free",
)


@dataclass(frozen=True)
class ShownService:
    """A partner's service as a line: what is known of it, and whether that is fresh."""

    service: PartnerService
    flags: tuple[str, ...]
    needs: tuple[str, ...]
    to_check: bool


@dataclass(frozen=True)
class ShownReferral:
    """A referral opened: why, what was shared, where it may go, when to ask again."""

    referral: Referral
    reason: str
    items: tuple[str, ...]
    moves: tuple[tuple[str, str], ...]
    follow_up_on: date | None
    silent: bool


def to_check(service: PartnerService, on: date | None = None) -> bool:
    """Whether nobody verified the service in the last 180 days."""
    day = on or clock.service_day()
    return service.verified_on is None or day - service.verified_on > FRESH


def directory(text: str = "", need: str = "", flags: tuple[str, ...] = (), language: str = "") -> list[ShownService]:
    """The services that answer a text, a need, a language (code) and conditions, by name; at most 60.

    What is unknown never hides a service.
    """
    found = PartnerService.objects.select_related("organization").exclude(status=ServiceStatus.DEFUNCT)
    for word in text.split()[:5]:
        found = found.filter(
            Q(name__unaccent__icontains=word) | Q(organization__name__unaccent__icontains=word)
            | Q(description__unaccent__icontains=word)
        )
    if need:
        found = found.filter(needs__contains=[need])
    if language:
        found = found.filter(Q(languages__contains=[language]) | Q(languages=[]))
    for flag in flags:
        if flag in FLAGS:
            found = found.exclude(**{flag: False})
    return [shown(service) for service in found.order_by("name", "pk")[:PAGE]]


def shown(service: PartnerService) -> ShownService:
    """A service with its words."""
    labels = {field.name: str(field.verbose_name) for field in PartnerService._meta.get_fields() if hasattr(field, "verbose_name")}
    needs = dict(Need.choices)
    return ShownService(
        service, tuple(labels[flag] for flag in FLAGS if getattr(service, flag)),
        tuple(str(needs.get(need, need)) for need in service.needs), to_check(service),
    )


def service_for(pk: UUID) -> PartnerService:
    """One service of the directory; Http404 when there is none."""
    return get_object_or_404(PartnerService.objects.select_related("organization"), pk=pk)


def snapshot_of(service: PartnerService) -> dict[str, Any]:
    """The service as it is today, kept with a referral."""
    return {
        "organization": service.organization.name, "service": service.name, "address": service.address,
        "phone": service.phone, "hours": service.hours,
        "verified_on": service.verified_on.isoformat() if service.verified_on else None,
    }


def referrals_of(actor: Any, person: Person, compartment: str) -> list[ShownReferral]:
    """The person's referrals in one compartment, opened, the latest first; the reading is recorded first."""
    mine = visible(actor, Referral.objects.filter(person=person, compartment=compartment))
    found = list(mine.select_related("service").order_by("-made_at", "-pk")[:PAGE])
    viewed(Verb.VIEWED, subject=person, count=len(found), purpose=compartment)
    return [_opened(one) for one in found]


def referral_for(actor: Any, pk: int) -> Referral:
    """A referral the actor may see; Http404 otherwise."""
    return get_object_or_404(visible(actor, Referral.objects.select_related("person", "service", "service__organization")), pk=pk)


def opened(actor: Any, referral: Referral) -> ShownReferral:
    """One referral opened; the reading is recorded first."""
    viewed(Verb.VIEWED, subject=referral.person_id, obj=referral)
    return _opened(referral)


def referral_of_form(actor: Any, client_uuid: UUID) -> Referral | None:
    """The referral a form already made, when it is sent twice."""
    return visible(actor, Referral.objects.filter(client_uuid=client_uuid)).first()


def open_referrals(actor: Any) -> list[Referral]:
    """Referrals still waiting for something, the oldest move first; at most 60; the reading is recorded."""
    found = visible(actor, Referral.objects.filter(state__in=OPEN)).select_related("person", "service")
    waiting = list(found.order_by("moved_at", "pk")[:PAGE])
    viewed(Verb.VIEWED, count=len(waiting))
    return waiting


def figures(actor: Any, day: date) -> dict[str, int]:
    """How many referrals wait for something, and how many of them nobody asked about for a week; each at most 1000."""
    waiting = visible(actor, Referral.objects.filter(state__in=OPEN))
    silent = waiting.filter(state=ReferralState.REQUESTED, made_at__lt=clock.bounds(day - timedelta(days=FOLLOW_UPS[0]))[0])
    return {"waiting": waiting.order_by("pk")[:MOST].count(), "silent": silent.order_by("pk")[:MOST].count()}


def still_agreed(actor: Any, referral: Referral) -> set[str]:
    """Of the items of a referral, those that a standing agreement covers today: a letter says nothing else."""
    missing = not_covered(actor, referral.person, referral.service.organization_id, referral.items)
    return set(referral.items) - missing


def _opened(referral: Referral) -> ShownReferral:
    labels = dict(ReferralState.choices)
    items = dict(SharedItem.choices)
    made_on, today = clock.service_day(referral.made_at), clock.service_day()
    next_one = next((made_on + timedelta(days=n) for n in FOLLOW_UPS if made_on + timedelta(days=n) >= today), None)
    try:
        reason = str(referral.reason.reveal())
    except Shredded:
        reason = ""
    return ShownReferral(
        referral, reason, tuple(str(items[item]) for item in referral.items),
        tuple((move, str(labels[move])) for move in MOVES[referral.state]),
        next_one if referral.state in OPEN else None,
        referral.state == ReferralState.REQUESTED and (today - made_on).days > FOLLOW_UPS[0],
    )
