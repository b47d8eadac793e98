"""Reading samples. Nobody stands in them."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.shortcuts import get_object_or_404

from .enums import AlertLevel
from .models import Sample

SHOWN = 100


def samples() -> list[Sample]:
    """The latest hundred, those without a result first."""
    waiting = Sample.objects.filter(told_at=None).select_related("bulletin").order_by("taken_at", "pk")
    told = Sample.objects.filter(told_at__isnull=False).select_related("bulletin").order_by("-taken_at", "-pk")
    return [*waiting[:SHOWN], *told[:SHOWN]]


def sample_for(pk: Any) -> Sample:
    """One sample. Raises Http404."""
    return get_object_or_404(Sample.objects.select_related("bulletin"), pk=pk)


def sample_by_uuid(client_uuid: UUID) -> Sample | None:
    """The sample that a page's uuid already took in."""
    return Sample.objects.filter(client_uuid=client_uuid).first()


def counted(first: date, last: date) -> dict[str, int]:
    """Samples of the service days `first` to `last`, by what they meant; `all` of them."""
    rows = Sample.objects.filter(service_day__gte=first, service_day__lte=last).order_by("level").values("level").annotate(n=Count("pk"))
    found = {row["level"]: row["n"] for row in rows}
    return {"all": sum(found.values()), "danger": found.get(AlertLevel.DANGER, 0)}
