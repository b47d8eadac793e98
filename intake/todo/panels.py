"""Tasks on a person's page: what is to be done, and the way to add one."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from centre.todo.models import Task
from centre.todo.selectors import tasks_about
from intake.person import casefile
from intake.person.models import Person


def to_do(actor: Any, person: Person) -> dict[str, Any]:
    """The tasks about the person within the actor's reach."""
    return {"shown": tasks_about(actor, person.pk), "person": person}


casefile.register(
    casefile.Panel(
        "tasks", _("To do"), 8, "", "centre.view_tasks", "todo/_panel.html", to_do,
        rows=lambda: Task.objects.filter(person=OuterRef("pk")), bare=lambda person: {"shown": [], "person": person},
    )
)
casefile.register_act(casefile.Act("task", _("Task"), "person_task_add", "list-todo", "centre.add_task", 25))
