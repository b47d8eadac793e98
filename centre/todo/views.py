"""The pages of tasks."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import require
from centre.shell import undo, wording

from . import actions, selectors
from .enums import Which
from .forms import MoveForm, TaskForm


@require_GET
@require("centre.view_tasks")
def tasks(request: HttpRequest) -> HttpResponse:
    """The tasks for the reader, all open ones, or those done lately."""
    which = request.GET.get("which", Which.MINE)
    which = which if which in Which.values else Which.MINE
    context = {"shown": selectors.task_list(request.actor, which), "which": which, "choices": Which.choices, "here": request.get_full_path()}
    return render(request, "todo/list.html", context)


@require_http_methods(["GET", "POST"])
@require("centre.add_task")
def task_add(request: HttpRequest) -> HttpResponse:
    """A task about nobody; what looks like a name is pointed at once, and may stay."""
    form = TaskForm(request.POST if request.method == "POST" else None, initial={"client_uuid": uuid.uuid4()})
    found = wording.warnings(request.POST.get("text", ""))
    if request.method == "POST" and form.is_valid() and (not found or "warned" in request.POST):
        actions.add_task(actor=request.actor, **form.given())
        messages.success(request, _("The task is added."))
        return redirect("tasks")
    wrong = request.method == "POST"
    return render(request, "todo/add.html", {"form": form, "warnings": found}, status=422 if wrong else 200)


@require_POST
@require("centre.finish_task")
def task_done(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Done; the undo bar takes it back."""
    task = actions.finish_task(actor=request.actor, task=selectors.task_for(request.actor, pk))
    undo.offer(request, _("Task done"), reverse("task_reopen", args=[task.pk]))
    return _back(request)


@require_POST
@require("centre.finish_task")
def task_reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Not done after all."""
    task = actions.reopen_task(actor=request.actor, task=selectors.task_for(request.actor, pk))
    undo.withdraw(request, reverse("task_reopen", args=[task.pk]))
    return _back(request)


@require_POST
@require("centre.finish_task")
def task_move(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Another hour."""
    task, form = selectors.task_for(request.actor, pk), MoveForm(request.POST)
    if form.is_valid():
        actions.move_task(actor=request.actor, task=task, due_at=form.cleaned_data["due_at"])
    else:
        messages.error(request, _("This is not a day and an hour."))
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    """To the page one came from, when it is one of this house; else to the tasks."""
    target = request.POST.get("next", "")
    return redirect(target if url_has_allowed_host_and_scheme(target, {request.get_host()}) else "tasks")
