"""Pages about complaints and near-misses."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import Refused, require
from intake.person.selectors import person_for

from . import actions, selectors
from .forms import ComplaintForm, FollowForm, PeriodForm
from .models import Complaint
from .states import MOVES


@require_GET
@require("intake.view_complaints")
def complaints(request: HttpRequest) -> HttpResponse:
    """What waits for an answer, and what was closed lately."""
    actor = request.actor
    context = {
        "waiting": selectors.waiting(actor), "closed": selectors.closed(actor), "overdue": selectors.overdue(actor),
        "counts": actor.may("intake.count_complaints"),
    }
    return render(request, "complaints/list.html", context)


@require_http_methods(["GET", "POST"])
@require("intake.record_complaint")
def add(request: HttpRequest) -> HttpResponse:
    """Write down what somebody says, without a name."""
    return _add(request, None)


@require_http_methods(["GET", "POST"])
@require("intake.record_complaint")
def add_for(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same for a person who wants an answer."""
    return _add(request, person_for(request.actor, pk))


def _add(request: HttpRequest, person: Any) -> HttpResponse:
    """The form, and what was written."""
    form = ComplaintForm(request.POST or None, initial={"client_uuid": uuid4(), "source": "person" if person else "anonymous"})
    if request.method == "POST" and form.is_valid():
        made = actions.record_complaint(actor=request.actor, person=person, **form.cleaned_data)
        messages.success(request, _("Sealed. The coordination answers."))
        return redirect("complaint", made.pk)
    context = {"form": form, "person": person}
    return render(request, "complaints/add.html", context, status=422 if form.is_bound else 200)


@require_GET
@require("intake.view_complaints")
def complaint(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One complaint with its follow-up."""
    return _page(request, selectors.complaint_for(request.actor, pk))


def _page(request: HttpRequest, found: Complaint, status: int = 200, form: FollowForm | None = None) -> HttpResponse:
    """The page of a complaint."""
    follows = request.actor.may("intake.follow_complaint")
    context = selectors.opened(request.actor, found) | {"follows": follows, "form": form or FollowForm(moves=MOVES[found.state])}
    return render(request, "complaints/complaint.html", context, status=status)


@require_POST
@require("intake.follow_complaint")
def follow(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Move it along."""
    found = selectors.complaint_for(request.actor, pk)
    form = FollowForm(request.POST, moves=MOVES[found.state])
    if not form.is_valid():
        return _page(request, found, 422, form)
    try:
        actions.follow_complaint(actor=request.actor, complaint=found, **form.cleaned_data)
    except Refused as refusal:
        messages.error(request, refusal.words)
    return redirect("complaint", pk)


@require_GET
@require("intake.count_complaints")
def overview(request: HttpRequest) -> HttpResponse:
    """Counts of a period, to print: nobody is in them."""
    form = PeriodForm(request.GET if "since" in request.GET else None, initial=dict(zip(("since", "until"), selectors.this_year(), strict=True)))
    since, until = form.period(selectors.this_year())
    return render(request, "complaints/overview.html", selectors.overview(request.actor, since, until) | {"form": form})
