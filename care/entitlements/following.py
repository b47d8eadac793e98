"""What is to be done next for a file stands among the tasks of its referring worker, with the file's own deadline."""

from __future__ import annotations

from uuid import uuid4

from django.utils import translation
from django.utils.translation import gettext as _

from centre.access.enums import Compartment
from centre.access.scope import visible
from centre.staff.models import User
from centre.todo.actions import add_task, finish_task
from centre.todo.models import Task

from .deadlines import by_when
from .enums import Due, Hand
from .models import Entitlement
from .states import NEXT


def follow_up(*, actor: User, file: Entitlement) -> None:
    """The task of the former step is done; the next one is written down when there is a deadline, for the referring worker."""
    if file.task is not None:
        former = visible(actor, Task.objects.filter(pk=file.task, done_at=None)).first()
        if former is not None:
            finish_task(actor=actor, task=former)
    task = None
    if file.is_open and file.due_on is not None and file.person_id is not None:
        worker = User.objects.filter(pk=file.worker).first()
        until = by_when(file.due_on)
        task = add_task(
            actor=actor, text=_words(file, worker), client_uuid=uuid4(), due_at=until, person=file.person_id,
            compartment=Compartment.SOCIAL, user=worker,
        )
    file.task = task.pk if task else None
    file.save(update_fields=["task"])


def remind(file: Entitlement) -> None:
    """The deadline of a file moved by itself: its task moves with it, or is written down for the referring worker."""
    worker = User.objects.filter(pk=file.worker).first()
    if file.due_on is None or file.person_id is None or worker is None:
        return
    until = by_when(file.due_on)
    known = Task.objects.filter(pk=file.task, done_at=None).first() if file.task else None
    if known is not None:
        known.due_at = until
        known.save(update_fields=["due_at"])
        return
    task = Task(
        person=file.person_id, compartment=Compartment.SOCIAL, sealed=_words(file, worker), user=worker, due_at=until, added_by=worker
    )
    task.save(force_insert=True)
    file.task = task.pk


def _words(file: Entitlement, worker: User | None) -> str:
    """What is to be done, in the language of who does it."""
    with translation.override(worker.language if worker and worker.language else translation.get_language()):
        who, what = NEXT[file.state]
        why = str(Due(file.due_for).label) if file.due_for else ""
        line = _("%(file)s: %(why)s. %(what)s") % {"file": str(file), "why": why, "what": str(what)}
        return line if who == Hand.WORKER else _("%(line)s Next: %(who)s.") % {"line": line, "who": str(who.label)}
