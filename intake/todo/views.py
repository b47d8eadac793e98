"""Adding a task from a person's page. Its words travel in the body of a request only."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from audit.rules import require
from centre.todo.actions import add_task
from centre.todo.forms import TaskForm
from intake.person.selectors import person_for

from .selectors import compartments_for


@require_http_methods(["GET", "POST"])
@require("centre.add_task")
def person_task_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is to be done for this person, sealed in one part of their file."""
    person = person_for(request.actor, pk)
    posted = request.POST if request.method == "POST" else None
    form = TaskForm(posted, compartments=compartments_for(request.actor, person), initial={"client_uuid": uuid.uuid4()})
    if form.is_valid():
        add_task(actor=request.actor, person=person.pk, **form.given())
        messages.success(request, _("The task is added."))
        return redirect("person", pk)
    return render(request, "todo/person_add.html", {"form": form, "person": person}, status=422 if posted else 200)
