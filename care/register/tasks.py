"""What the worker does for the register: at each change of shift it asks the nurses for a count."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from audit.queue import schedule_every_minute
from centre.staff.roles import Role
from centre.todo.models import Task

from .selectors import shift_to_count, task_of_count, to_count


@transaction.atomic
def ask_for_count() -> int:
    """One task for the nurses when a shift begins and accounts are not counted for it; how many were added.

    It is asked in the name of the doctor who opened the account, and done by itself with the last count.
    """
    shift = shift_to_count()
    number, missing = task_of_count(shift), to_count(None, shift)
    if not missing or Task.objects.filter(client_uuid=number).exists():
        return 0
    with translation.override(settings.LANGUAGE_CODE):
        words = _("Count the controlled drugs (change of shift)")
    Task.objects.create(text=words, role=Role.NURSE, added_by_id=missing[0].opened_by, due_at=shift.start, client_uuid=number)
    return 1


schedule_every_minute("care.register.tasks.ask_for_count", "ask for the count of controlled drugs")
