"""Reading the directory: find a service, say whether it is open, what is to be checked again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from centre.shifts import clock
from intake.person.enums import Language

from .enums import Need, OrganizationKind, ServiceStatus
from .hours import Opening, opening
from .models import Organization, PartnerService
from .vocabularies import FLAGS
from .weeks import line_of

PAGE = 60
#: Read before hours are looked at, when only what is open now is wanted.
MOST = 500
#: What was said of free places is worth nothing after this.
PLACES_FRESH = timedelta(hours=12)


@dataclass(frozen=True)
class ShownService:
    """A partner's service as a line: what is known of it, whether that is fresh, whether it is open."""

    service: PartnerService
    flags: tuple[str, ...]
    needs: tuple[str, ...]
    languages: tuple[str, ...]
    to_check: bool
    opening: Opening
    open_words: str
    places: int | None


def fresh_days() -> int:
    """After how many days a service is to be checked again."""
    return int(settings.CENTRE_DIRECTORY_FRESH_DAYS)


def to_check(service: PartnerService, on: date | None = None) -> bool:
    """Whether nobody verified the service for the days of the setting."""
    day = on or clock.service_day()
    return service.verified_on is None or day - service.verified_on > timedelta(days=fresh_days())


def directory(
    text: str = "", need: str = "", flags: tuple[str, ...] = (), language: str = "", open_now: bool = False, places: bool = False,
) -> list[ShownService]:
    """The services that answer a text, a need, a language (code) and conditions, by name; at most 60.

    What is unknown never hides a service, except where it was asked for: open now, and places free today.
    """
    found = _standing()
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
    if places:
        found = found.filter(places__gt=0, places_at__gt=clock.now() - PLACES_FRESH)
    if not open_now:
        return [shown(service) for service in found[:PAGE]]
    return [one for one in map(shown, found[:MOST]) if one.opening.now][:PAGE]


def _standing() -> QuerySet[PartnerService]:
    found = PartnerService.objects.select_related("organization").prefetch_related("week")
    return found.exclude(status__in=[ServiceStatus.DEFUNCT, ServiceStatus.INACTIVE]).order_by("name", "pk")


def everything() -> list[ShownService]:
    """Every service that is given, for the plain list: by organisation, then by name."""
    return [shown(service) for service in _standing().order_by("organization__name", "name", "pk")[:MOST]]


def waiting_for_a_check() -> list[ShownService]:
    """What nobody checked for long, the longest first; at most 60."""
    limit = clock.service_day() - timedelta(days=fresh_days())
    found = _standing().filter(Q(verified_on=None) | Q(verified_on__lt=limit))
    return [shown(service) for service in found.order_by("verified_on", "name", "pk")[:PAGE]]


def shown(service: PartnerService) -> ShownService:
    """A service with its words."""
    labels = {name: str(PartnerService._meta.get_field(name).verbose_name) for name in FLAGS}  # type: ignore[union-attr]
    needs = dict(Need.choices)
    spoken, now = dict(Language.choices), opening_of(service)
    return ShownService(
        service, tuple(labels[flag] for flag in FLAGS if getattr(service, flag)),
        tuple(str(needs.get(need, need)) for need in service.needs), tuple(str(spoken.get(code, code)) for code in service.languages),
        to_check(service), now, open_words(now), places_of(service),
    )


def opening_of(service: PartnerService, moment: datetime | None = None) -> Opening:
    """Whether a service is open at an instant, now when none is given."""
    if service.status == ServiceStatus.CLOSED:
        return Opening(False)
    return opening([line_of(one) for one in service.week.all()], moment or clock.now())


def open_words(found: Opening) -> str:
    """Open or not, and until when, in words; that it is not known is said too."""
    if found.now is None:
        return _("hours not known: call first")
    if found.until is None:
        return _("open now") if found.now else _("closed now")
    change = clock.local(found.until)
    when = {"day": date_format(change, "l"), "time": date_format(change, "H:i")}
    if found.now:
        return _("open until %(day)s %(time)s") % when if change - clock.local() > timedelta(hours=20) else _("open until %(time)s") % when
    return _("closed, opens %(day)s at %(time)s") % when


def places_of(service: PartnerService) -> int | None:
    """The free places told in the last hours; None when nobody told."""
    fresh = service.places_at is not None and clock.now() - service.places_at <= PLACES_FRESH
    return service.places if fresh else None


def service_for(pk: UUID) -> PartnerService:
    """One service of the directory; Http404 when there is none."""
    return get_object_or_404(PartnerService.objects.select_related("organization").prefetch_related("week"), pk=pk)


def organization_for(pk: UUID) -> Organization:
    """One partner; Http404 when there is none."""
    return get_object_or_404(Organization, pk=pk)


def organizations() -> QuerySet[Organization]:
    """Every partner, by name."""
    return Organization.objects.order_by("name", "pk")


def figures(actor: Any) -> dict[str, int]:
    """How many services are to be checked again."""
    limit = clock.service_day() - timedelta(days=fresh_days())
    return {"to_check": _standing().filter(Q(verified_on=None) | Q(verified_on__lt=limit)).order_by().count()}


def snapshot_of(service: PartnerService) -> dict[str, Any]:
    """The service as it is today, kept with a referral."""
    return {
        "organization": service.organization.name, "service": service.name, "address": service.address,
        "phone": service.phone, "hours": service.hours, "eligibility": service.eligibility, "application": service.application,
        "verified_on": service.verified_on.isoformat() if service.verified_on else None,
    }


def recipients() -> QuerySet[Organization]:
    """The partners with whom something may be shared: police and justice are not among them."""
    return organizations().exclude(kind=OrganizationKind.JUSTICE)
