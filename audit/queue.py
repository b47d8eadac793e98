"""Queued work. The only module that knows django-q2: rooms name a function by its path."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django_q.models import Schedule
from django_q.tasks import async_task

#: Work done every minute by the worker: name -> dotted path of a function without arguments.
EVERY_MINUTE: dict[str, str] = {}


def enqueue(path: str, *arguments: Any, name: str = "") -> None:
    """Queue `path(*arguments)` once the transaction under way is kept. Arguments are ids, never texts or names."""
    transaction.on_commit(lambda: async_task(path, *arguments, task_name=name or path, save=True))


def schedule_every_minute(path: str, name: str) -> None:
    """Register work for each minute; `ensure_schedules` writes it for the worker."""
    EVERY_MINUTE[name] = path


def ensure_schedules() -> None:
    """Write the registered schedules where the worker reads them. Safe to repeat."""
    for name, path in EVERY_MINUTE.items():
        Schedule.objects.update_or_create(
            name=name, defaults={"func": path, "schedule_type": Schedule.MINUTES, "minutes": 1, "repeats": -1}
        )
