"""Closures over HTTP: the list, one with its changes, a whole room, and the past of a bed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import require, said_beside
from housing.beds.forms import CloseBedForm
from housing.beds.models import Closure
from housing.closures import actions, policies, selectors
from housing.closures.forms import CancelForm, PastForm, ReviseForm
from housing.closures.panels import revisions


@require_GET
@require("housing.close_bed")
def closures(request: HttpRequest) -> HttpResponse:
    """Beds out of service, those that will be, and the latest that were."""
    return render(request, "housing/closures.html", selectors.overview(request.actor))


@require_GET
@require("housing.close_bed")
def closure(request: HttpRequest, pk: int) -> HttpResponse:
    """One closure with everything that was said of it."""
    return _page(request, selectors.closure_for(request.actor, pk), CancelForm())


def _page(request: HttpRequest, found: Closure, form: Any) -> HttpResponse:
    """The page of a closure; 422 with errors."""
    context = {
        "closure": found, "revisions": revisions(found), "cancel": form,
        "why_not": policies.cancel_closure.why_not(request.actor, closure=found),
    }
    return render(request, "housing/closure.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@require("housing.close_bed")
def closure_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a closure; a refusal stands above what was typed."""
    found = selectors.closure_for(request.actor, pk)
    form = ReviseForm(request.POST if request.method == "POST" else None, closure=found)
    if request.method == "POST" and form.is_valid():
        with said_beside(form):
            actions.revise_closure(actor=request.actor, closure=found, **form.cleaned_data)
            messages.success(request, _("The closure is changed."))
            return redirect("closure", pk)
    context = {"closure": found, "form": form}
    return render(request, "housing/closure_form.html", context, status=422 if form.errors else 200)


@require_POST
@require("housing.close_bed")
def closure_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel a closure."""
    found, form = selectors.closure_for(request.actor, pk), CancelForm(request.POST)
    if form.is_valid():
        with said_beside(form):
            actions.cancel_closure(actor=request.actor, closure=found, **form.cleaned_data)
            messages.success(request, _("The closure is cancelled."))
            return redirect("closure", pk)
    return _page(request, found, form)


@require_http_methods(["GET", "POST"])
@require("housing.close_bed")
def room_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close every bed of a room in one go."""
    room = selectors.room_for(request.actor, pk)
    form = CloseBedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with said_beside(form):
            made = len(actions.close_room(actor=request.actor, room=room, **form.cleaned_data))
            messages.success(request, ngettext("%(n)d bed is closed.", "%(n)d beds are closed.", made) % {"n": made})
            return redirect("closures")
    context = {"room": room, "form": form, "beds": selectors.beds_of(request.actor, room)}
    return render(request, "housing/closure_room.html", context, status=422 if form.errors else 200)


@require_GET
@require("housing.view_board")
def bed_history(request: HttpRequest, pk: int) -> HttpResponse:
    """What happened to a bed: closures, cleanings, nights."""
    bed = selectors.bed_known(request.actor, pk)
    past = selectors.past_of(request.actor, bed, PastForm(request.GET).asked())
    return render(request, "housing/bed_history.html", past | {"bed": bed})
