"""Who adds and finishes tasks: everybody who works with people; one about a person needs that part of the file."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from audit.rules import rule
from centre.access.scope import holds


@rule("centre.view_tasks")
def view_tasks(actor: Any) -> Any:
    """Reading the tasks within reach."""
    return None


@rule("centre.add_task")
def add_task(actor: Any, *, person: Any = None, compartment: str = "") -> Any:
    """A task about a person stands in a compartment that one holds on that person."""
    if person is not None and not holds(actor, person, compartment):
        return _("This person is not with you.")
    return None


@rule("centre.finish_task")
def finish_task(actor: Any, *, task: Any = None, done: bool | None = None) -> Any:
    """Saying that a task is done, or is not; the words tell when it was so already."""
    if task is not None and done is False and task.done_at is None:
        return _("This task is still open.")
    return None
