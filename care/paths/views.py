"""The path of a person, as a page and on paper, and the timeline across the parts of the file."""

from __future__ import annotations

import uuid
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import require
from care.notes.selectors import compartments_for
from centre.shifts import clock
from intake.consent.selectors import consents_of
from intake.person.selectors import person_for

from . import actions, documents, policies, selectors
from .asking import after, ask
from .covered import tasks_covered
from .forms import SECTIONS, AssignForm, CloseForm, CoverForm, GoalForm, NeedForm, ReviewForm, StepForm, SummaryForm
from .registry import beside
from .timeline import timeline_of

#: Reviews due within so many days stand on the list of paths.
SOON = 14


@require_GET
@require("care.view_path")
def paths(request: HttpRequest) -> HttpResponse:
    """What the reader still has to do, the reviews that are due, and every open path within reach."""
    found = selectors.open_paths(request.actor)
    today = clock.service_day()
    context = {
        "steps": selectors.steps_of_mine(request.actor), "paths": found, "today": today, "tasks": tasks_covered(request.actor),
        "reviews": selectors.reviews_due(found, today + timedelta(days=SOON)),
    }
    return render(request, "care/paths.html", context)


@require_GET
@require("care.view_path")
def path(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Needs, goals, steps and reviews of every compartment the reader holds, or of the one chosen."""
    person = person_for(request.actor, pk)
    shown = selectors.paths_of(request.actor, person)
    open_now = {one.path.compartment for one in shown if one.path.closed_at is None}
    parts, part = dict.fromkeys((one.path.compartment, one.label) for one in shown), request.GET.get("part", "")
    chosen = [one for one in shown if part in ("", one.path.compartment)]
    context = {
        "person": person, "parts": list(parts), "part": part, "paths": chosen, "today": clock.service_day(),
        "cards": beside.for_paths(request.actor, person, [one.path for one in chosen]),
        "can_open": [one for one in compartments_for(request.actor) if one[0] not in open_now],
    }
    return render(request, "care/path.html", context)


@require_GET
@require("care.view_timeline")
def timeline(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What happened with a person, the newest first, in the parts of the file that the reader holds."""
    person, of = person_for(request.actor, pk), request.GET.get("of", "")
    page = timeline_of(request.actor, person, of=of, mark=request.GET.get("after", ""))
    return render(request, "care/timeline.html", {"person": person, "page": page, "of": of})


@require_GET
@require("care.print_path")
def path_summary(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The summary before it is printed: what to choose from, and what may be shared with whom."""
    return _summary(request, pk, None)


def _summary(request: HttpRequest, pk: UUID, given: Any, status: int = 200) -> HttpResponse:
    person = person_for(request.actor, pk)
    shown = selectors.paths_of(request.actor, person)
    parts = list(dict.fromkeys((one.path.compartment, one.label) for one in shown))
    everything = {
        "part": [code for code, _label in parts], "section": [code for code, _label in SECTIONS], "language": get_language(),
    }
    form = SummaryForm(given, parts=parts, initial=everything)
    chosen = {name: given.getlist(name) if given and name in given else everything[name] for name in ("part", "section")}
    context = {
        "person": person, "form": form, "sections": chosen["section"],
        "paths": [one for one in shown if one.path.compartment in chosen["part"]],
        "agreed": [one for one in consents_of(request.actor, person) if one.state == "holds"],
    }
    return render(request, "care/path_summary.html", context, status=status)


@require_POST
@require("care.print_path")
def path_paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The summary as a PDF of one page."""
    person = person_for(request.actor, pk)
    parts = [(code, code) for code in selectors.parts_of(request.actor, person)]
    form = SummaryForm(request.POST, parts=parts)
    if not form.is_valid():
        return _summary(request, pk, request.POST, status=422)
    paper = actions.print_path(actor=request.actor, person=person, **form.cleaned_data)
    pdf = documents.summary(paper, language=form.cleaned_data["language"])
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": 'inline; filename="summary.pdf"'})


@require_POST
@require("care.open_path")
def path_open(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open the path of one compartment."""
    person = person_for(request.actor, pk)
    actions.open_path(actor=request.actor, person=person, compartment=request.POST.get("compartment", ""))
    return redirect("path", pk)


@require_http_methods(["GET", "POST"])
@require("care.open_path")
def path_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a path and say why."""
    found = selectors.path_for(request.actor, pk)
    return ask(
        request, found, CloseForm(request.POST or None), lambda given: actions.close_path(actor=request.actor, path=found, **given),
        beside="reason", title=_("Close the path"), send=_("Close it"),
    )


@require_http_methods(["GET", "POST"])
@require("care.assign_path")
def path_assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a path to another referring worker."""
    found = selectors.path_for(request.actor, pk)
    workers = selectors.colleagues_for(request.actor, found.compartment)
    form = AssignForm(request.POST or None, workers=workers, initial={"worker": found.worker})
    return ask(
        request, found, form, lambda given: actions.assign_path(actor=request.actor, path=found, worker=int(given["worker"])),
        beside="worker", title=_("Referring worker"), send=_("Give it to them"),
    )


@require_http_methods(["GET", "POST"])
@require("care.assign_path")
def path_cover(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who stands in during an absence."""
    found = selectors.path_for(request.actor, pk)
    form = CoverForm(request.POST or None, covers=selectors.cover_choices(request.actor, found), initial={"from_on": clock.service_day()})
    return ask(
        request, found, form,
        lambda given: actions.cover_path(actor=request.actor, path=found, **given | {"cover": int(given["cover"])}),
        beside="from_on", title=_("Cover for an absence"), send=_("Keep the cover"),
        faults=lambda given: policies.cover_faults(found, int(given["cover"]), given["from_on"], given["until_on"]),
    )


@require_POST
@require("care.assign_path")
def cover_end(request: HttpRequest, pk: int) -> HttpResponse:
    """The referring worker is back."""
    cover = actions.end_cover(actor=request.actor, cover=selectors.cover_for(request.actor, pk))
    return after(request, cover)


@require_http_methods(["GET", "POST"])
@require("care.name_need")
def need_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a need down."""
    found = selectors.path_for(request.actor, pk)
    form = NeedForm(request.POST or None, initial={"client_uuid": uuid.uuid4()})
    return ask(
        request, found, form, lambda given: actions.name_need(actor=request.actor, path=found, **given),
        beside="area", title=_("A need"), send=_("Keep the need"),
    )


@require_http_methods(["GET", "POST"])
@require("care.add_goal")
def goal_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a goal down."""
    found = selectors.path_for(request.actor, pk)
    form = GoalForm(
        request.POST or None, needs=selectors.need_choices(request.actor, found),
        initial={"client_uuid": uuid.uuid4(), "need": request.GET.get("need", "")},
    )

    def keep(given: dict[str, Any]) -> None:
        need = int(given["need"]) if given["need"] else None
        actions.add_goal(actor=request.actor, path=found, words=given["words"], need_id=need, client_uuid=given["client_uuid"])

    return ask(request, found, form, keep, beside="words", title=_("A goal"), send=_("Keep the goal"))


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

    def keep(given: dict[str, Any]) -> None:
        goal = int(given["goal"]) if given["goal"] else None
        actions.add_step(
            actor=request.actor, path=found, title=given["title"], due_on=given["due_on"], goal_id=goal,
            client_uuid=given["client_uuid"], owner=int(given["owner"]),
        )

    return ask(
        request, found, form, keep, beside="title", title=_("A step"), send=_("Keep the step"),
        faults=lambda given: policies.step_faults(given["due_on"]),
    )


@require_http_methods(["GET", "POST"])
@require("care.review_path")
def review_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Look back with the person."""
    found = selectors.path_for(request.actor, pk)
    form = ReviewForm(request.POST or None, initial={"client_uuid": uuid.uuid4(), "on": clock.service_day()})
    return ask(
        request, found, form, lambda given: actions.review_path(actor=request.actor, path=found, **given),
        beside="on", title=_("A review"), send=_("Keep the review"),
        faults=lambda given: policies.review_faults(found, given["on"], given["next_on"]),
    )


@require_POST
@require("care.name_need")
def need_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Say where a need stands."""
    need = selectors.need_for(request.actor, pk)
    moved = actions.move_need(actor=request.actor, need=need, state=request.POST.get("state", ""))
    messages.success(request, _("The need is now: %(state)s.") % {"state": moved.get_state_display()})
    return redirect("path", moved.person_id)


@require_POST
@require("care.move_goal")
def goal_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Say where a goal stands."""
    goal = selectors.goal_for(request.actor, pk)
    moved = actions.move_goal(actor=request.actor, goal=goal, state=request.POST.get("state", ""))
    messages.success(request, _("The goal is now: %(state)s.") % {"state": moved.get_state_display()})
    return redirect("path", moved.person_id)


@require_POST
@require("care.move_step")
def step_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a step."""
    moved = actions.move_step(
        actor=request.actor, step=selectors.step_for(request.actor, pk), state=request.POST.get("state", "")
    )
    messages.success(request, _("The step is now: %(state)s.") % {"state": moved.get_state_display()})
    return redirect("path", moved.person_id)
