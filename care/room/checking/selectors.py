"""Reading samples. Nobody stands in them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404

from .models import Sample

SHOWN = 100


def samples() -> list[Sample]:
    """Those without a result, the oldest first, then the latest with one; a hundred of each."""
    waiting = Sample.objects.filter(told_at=None).select_related("bulletin").order_by("taken_at", "pk")
    told = Sample.objects.filter(told_at__isnull=False).select_related("bulletin").order_by("-taken_at", "-pk")
    return [*waiting[:SHOWN], *told[:SHOWN]]


def sample_for(pk: Any) -> Sample:
    """One sample. Raises Http404."""
    return get_object_or_404(Sample.objects.select_related("bulletin"), pk=pk)


def sample_by_uuid(client_uuid: UUID) -> Sample | None:
    """The sample that a page's uuid already took in."""
    return Sample.objects.filter(client_uuid=client_uuid).first()
