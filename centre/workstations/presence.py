"""When a presence at a workstation begins and ends: part of signing in and out, which leave the events."""
from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone

from .models import Presence


def begin(user: Any, workstation: str) -> Presence:
    """Both factors were passed here: the user's PIN is enough until the shift is over (12 h, setting)."""
    end(user, workstation)
    hours = getattr(settings, "CENTRE_SHIFT_HOURS", 12)
    return Presence.objects.create(user=user, workstation=workstation, until=timezone.now() + timedelta(hours=hours))


def end(user: Any, workstation: str = "") -> None:
    """The user's PIN opens nothing any more at this workstation, or anywhere when none is named."""
    running = Presence.objects.filter(user=user, ended_at__isnull=True)
    if workstation:
        running = running.filter(workstation=workstation)
    running.update(ended_at=timezone.now())
