"""Tells the invented centre once, into an empty database, and remembers that it was told."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from centre.shifts import clock
from centre.staff.models import User

from .registry import MONTHS, SEED, Story, steps


class NotEmpty(Exception):
    """There are people in this database already: a demonstration never mixes with them."""


def marker() -> Path:
    """The file that says this database is a demonstration."""
    return Path(settings.DATA) / "demonstration.json"


def told() -> bool:
    """Whether this database holds the demonstration and nothing else."""
    return bool(settings.CENTRE_DEMO and marker().exists())


def tell(say: Callable[[str, int, int], None]) -> bool:
    """Fill an empty database, all or nothing. False when it was told before; NotEmpty when others live here."""
    if told():
        return False
    if User.objects.exists():
        raise NotEmpty
    today = clock.service_day()
    story = Story(
        dice=random.Random(SEED),
        days=[today - timedelta(days=back) for back in range(MONTHS * 31, -1, -1)],
        say=say,
    )
    with transaction.atomic():
        for number, step in enumerate(steps(), start=1):
            say(step.label, number, len(steps()))
            step.tell(story)
    marker().write_text(json.dumps({"seed": SEED, "first_day": str(story.days[0]), "last_day": str(today)}))
    return True
