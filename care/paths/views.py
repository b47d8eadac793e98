"""The path of a person, as a page and on paper."""

from __future__ import annotations

import uuid
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import require
from care.notes.selectors import compartments_for
from intake.consent.selectors import consents_of
from intake.person.selectors import person_for

from . import actions, selectors
from .forms import GoalForm, StepForm


@require_GET
@require("care.view_path")
def paths(request: HttpRequest) -> HttpResponse:
    """What the reader still has to do, and every open path within reach."""
    context = {"steps": selectors.steps_of_mine(request.actor), "paths": selectors.open_paths(request.actor)}
    return render(request, "care/paths.html", context)


@require_GET
@require("care.view_path")
def path(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Goals and steps of every compartment the reader holds, or of the one chosen."""
    person = person_for(request.actor, pk)
    shown = selectors.paths_of(request.actor, person)
    open_now = {one.path.compartment for one in shown if one.path.closed_at is None}
    parts, part = dict.fromkeys((one.path.compartment, one.label) for one in shown), request.GET.get("part", "")
    context = {
        "person": person, "parts": list(parts), "part": part,
        "paths": [one for one in shown if part in ("", one.path.compartment)],
        "can_open": [one for one in compartments_for(request.actor) if one[0] not in open_now],
    }
    return render(request, "care/path.html", context)


@require_GET
@require("care.view_path")
def path_summary(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One page to print: the parts chosen, and what may be shared with whom."""
    person = person_for(request.actor, pk)
    shown = selectors.paths_of(request.actor, person)
    chosen = set(request.GET.getlist("part")) or {one.path.compartment for one in shown}
    parts = dict.fromkeys((one.path.compartment, one.label) for one in shown)
    context = {
        "person": person, "parts": [(code, label, code in chosen) for code, label in parts],
        "paths": [one for one in shown if one.path.compartment in chosen],
        "agreed": [one for one in consents_of(request.actor, person) if one.state == "holds"],
    }
    return render(request, "care/path_summary.html", context)


@require_POST
@require("care.open_path")
def path_open(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open the path of one compartment."""
    person = person_for(request.actor, pk)
    actions.open_path(actor=request.actor, person=person, compartment=request.POST.get("compartment", ""))
    return redirect("path", pk)


@require_POST
@require("care.open_path")
def path_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a path."""
    closed = actions.close_path(actor=request.actor, path=selectors.path_for(request.actor, pk))
    return redirect("path", closed.person_id)


@require_http_methods(["GET", "POST"])
@require("care.add_goal")
def goal_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a goal down."""
    found = selectors.path_for(request.actor, pk)
    form = GoalForm(request.POST or None)
    if form.is_valid():
        actions.add_goal(actor=request.actor, path=found, words=form.cleaned_data["words"])
        return redirect("path", found.person_id)
    context = {"path": found, "form": form, "title": _("A goal"), "send": _("Keep the goal")}
    return render(request, "care/path_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@require("care.add_step")
def step_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a step."""
    found = selectors.path_for(request.actor, pk)
    goals = selectors.goal_choices(request.actor, found)
    owners = selectors.colleagues_for(request.actor, found.compartment)
    form = StepForm(
        request.POST or None, goals=goals, owners=owners, initial={"client_uuid": uuid.uuid4(), "owner": request.actor.pk}
    )
    if form.is_valid():
        values = form.cleaned_data
        actions.add_step(
            actor=request.actor, path=found, title=values["title"], due_on=values["due_on"],
            goal_id=int(values["goal"]) if values["goal"] else None, client_uuid=values["client_uuid"],
            owner=int(values["owner"]),
        )
        return redirect("path", found.person_id)
    context = {"path": found, "form": form, "title": _("A step"), "send": _("Keep the step")}
    return render(request, "care/path_form.html", context, status=422 if form.is_bound else 200)


@require_POST
@require("care.move_step")
def step_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a step."""
    moved = actions.move_step(
        actor=request.actor, step=selectors.step_for(request.actor, pk), state=request.POST.get("state", "")
    )
    messages.success(request, _("The step is now: %(state)s.") % {"state": moved.get_state_display()})
    return redirect("path", moved.person_id)
