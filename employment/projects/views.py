"""Sessions as a list; opening a project, planning a session."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from audit.rules import require
from employment.projects import actions, selectors
from employment.projects.forms import ProjectForm, SessionForm


@require_GET
@require("employment.view_sessions")
def sessions(request: HttpRequest) -> HttpResponse:
    """Sessions from a week back to five weeks ahead."""
    actor = request.actor
    context = {
        "sessions": selectors.with_counts(selectors.sessions(actor)),
        "may_plan": actor.may("employment.plan_session"),
        "may_open": actor.may("employment.open_project"),
        "may_cap": actor.may("employment.set_cap"),
    }
    return render(request, "employment/sessions.html", context)


def _form_page(request: HttpRequest, form: Any, title: str, button: str) -> HttpResponse:
    """A form with its one button; 422 with errors."""
    context = {"form": form, "title": title, "button": button, "action": request.path, "person": None, "words": ""}
    return render(request, "employment/form.html", context, status=422 if form.errors else 200)


@require("employment.plan_session")
def session_new(request: HttpRequest) -> HttpResponse:
    """Plan a session."""
    form = SessionForm(request.POST if request.method == "POST" else None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        session = actions.plan_session(actor=request.actor, **form.cleaned_data)
        return redirect("session", session.pk)
    return _form_page(request, form, _("Plan a session"), _("Plan the session"))


@require("employment.open_project")
def project_new(request: HttpRequest) -> HttpResponse:
    """Open a project."""
    form = ProjectForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.open_project(actor=request.actor, **form.cleaned_data)
        return redirect("session_new")
    return _form_page(request, form, _("Open a project"), _("Open the project"))
