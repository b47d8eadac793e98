"""Support visits over HTTP: what is due, one visit, writing one down, homes that need attention."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from audit.rules import require, said_beside
from housing.placements import choices
from housing.placements import selectors as placements
from intake.person.selectors import person_for

from . import actions, panels, policies, selectors
from .forms import AddForm, RhythmForm, VisitForm, WeeksForm, last_weeks


@require_GET
@require("housing.view_visits")
def visits(request: HttpRequest) -> HttpResponse:
    """The next visit of everybody, the earliest first, and how many took place each week."""
    period = last_weeks()
    form = WeeksForm(request.GET or None, initial=period)
    if form.is_bound and form.is_valid():
        period = form.cleaned_data
    weeks = selectors.visits_by_week(request.actor, period["first"], period["last"])
    context = {"form": form, "due": selectors.due_visits(request.actor), "weeks": weeks}
    return render(request, "housing/support/visits.html", context, status=422 if form.errors else 200)


@require_GET
@require("housing.view_visits")
def attention(request: HttpRequest) -> HttpResponse:
    """Rent not paid, visits that are late, leases that end, guarantees that did not come back."""
    return render(request, "housing/support/attention.html", {"needs": panels.needs(request.actor)})


@require_GET
@require("housing.record_visit")
def visit_begin(request: HttpRequest, pk: UUID) -> HttpResponse:
    """From the file to the form of a visit; without a placement there is none to visit."""
    person = person_for(request.actor, pk)
    running = placements.running_of(request.actor, person)
    if running is None:
        messages.warning(request, _("Nobody accompanies this person in a home now."))
        return redirect("person", person.pk)
    return redirect("visit_add", running.pk)


def _form_page(
    request: HttpRequest, form: Any, context: dict[str, Any], act: Callable[..., Any], beside: str,
    template: str = "housing/placements/form.html",
) -> HttpResponse:
    """A form on a page of its own; what is refused stands beside its field and nothing is lost."""
    if form.is_bound and form.is_valid():
        with said_beside(form, beside):
            act(**form.cleaned_data)
            return redirect(context["back"])
    return render(request, template, {"form": form} | context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@require("housing.record_visit")
def visit_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A visit, kept or not."""
    found = placements.placement_for(request.actor, pk)
    colleagues = [one for one in choices.workers(request.actor) if one[0] != request.actor.pk]
    parts = policies.parts_for(request.actor, found)
    form = VisitForm(request.POST if request.method == "POST" else None, parts=parts, colleagues=colleagues)
    context = {
        "person": found.person, "placement": found, "title": _("A visit"), "send": _("Keep the visit"),
        "words": _("That there was a visit is known to the housing team. What was said is read in one part of the file alone."),
        "back": reverse("placement", args=[found.pk]),
    }
    return _form_page(
        request, form, context, lambda **given: actions.record_visit(actor=request.actor, placement=found, **given), "at",
        "housing/support/visit_add.html",
    )


@require_http_methods(["GET", "POST"])
@require("housing.view_visits")
def visit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One visit with the texts the reader may read; what is added later stands under them."""
    found = selectors.visit_for(request.actor, pk)
    parts = policies.parts_for(request.actor, found.placement)
    form = AddForm(request.POST if request.method == "POST" else None, parts=parts, initial={"client_uuid": uuid4()})
    if form.is_bound and form.is_valid():
        with said_beside(form, "part"):
            actions.add_to_visit(actor=request.actor, visit=found, **form.cleaned_data)
            return redirect("visit", found.pk)
    (shown,) = selectors.opened(request.actor, [found])
    context = {"shown": shown, "visit": found, "form": form, "adds": bool(parts) and request.actor.may("housing.record_visit")}
    return render(request, "housing/support/visit.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@require("housing.agree_visits")
def visit_rhythm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How often to visit."""
    found = placements.placement_for(request.actor, pk)
    now = selectors.every_days(request.actor, found)
    form = RhythmForm(request.POST if request.method == "POST" else None, initial={"every_days": now})
    agreed = panels.agreed(request.actor, found)
    context = {
        "person": found.person, "placement": found, "title": _("How often to visit"), "send": _("Save"),
        "words": agreed, "back": reverse("placement", args=[found.pk]),
    }
    return _form_page(
        request, form, context, lambda **given: actions.agree_visits(actor=request.actor, placement=found, **given), "from_on"
    )
