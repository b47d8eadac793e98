"""Fidelity over HTTP: scores by domain over time, and the checklist of the principles."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from audit.rules import Refused, require, said_beside
from centre.shell import undo
from housing.fidelity import actions, policies, selectors
from housing.fidelity.documents import fidelity_chart
from housing.fidelity.forms import FidelityForm, PrinciplesForm
from housing.homes.letting import programme_for
from housing.homes.models import Programme
from housing.homes.policies import HomeTaken, edit_homes


@require_http_methods(["GET", "POST"])
@require("housing.view_homes")
def fidelity(request: HttpRequest, pk: int) -> HttpResponse:
    """Assessments of a programme as chart and table; a coordinator writes the next one."""
    programme, status = programme_for(request.actor, pk), 200
    assessed = selectors.assessments(request.actor, programme)
    form = FidelityForm(request.POST if request.method == "POST" else None, initial=selectors.last_maxima(assessed))
    if form.is_bound:
        edit_homes.check(request.actor)
        status = 422
        if form.is_valid():
            try:
                return _assess(request, programme, form)
            except (HomeTaken, Refused) as refusal:
                form.add_error(None, refusal.words)
                status = 409 if isinstance(refusal, HomeTaken) else 422
    context = {
        "programme": programme, "assessed": assessed, "table": selectors.by_domain(assessed), "chart": fidelity_chart(assessed),
        "form": form, "may_edit": edit_homes.allows(request.actor),
    }
    return render(request, "housing/fidelity/fidelity.html", context, status=status)


def _assess(request: HttpRequest, programme: Programme, form: FidelityForm) -> HttpResponse:
    """Write it down; the undo bar strikes it out."""
    data: dict[str, Any] = {name: form.cleaned_data[name] for name in ("on", "instrument", "note", "client_uuid")}
    made = actions.assess_fidelity(actor=request.actor, programme=programme, scores=form.scores, **data)
    undo.offer(request, _("Assessment written down"), reverse("fidelity_strike", args=[made.pk]))
    return redirect("fidelity", programme.pk)


@require_POST
@require("housing.edit_homes")
def fidelity_strike(request: HttpRequest, pk: int) -> HttpResponse:
    """Strike out an assessment written by mistake."""
    found = selectors.assessment_for(request.actor, pk)
    if policies.strike_assessment.allows(request.actor, struck=found.struck_at is not None):
        actions.strike_assessment(actor=request.actor, assessment=found)
    undo.withdraw(request, request.path)
    return redirect("fidelity", found.programme_id)


@require_http_methods(["GET", "POST"])
@require("housing.view_homes")
def principles(request: HttpRequest, pk: int) -> HttpResponse:
    """The eight principles, review by review; a coordinator writes the next one."""
    programme = programme_for(request.actor, pk)
    form = PrinciplesForm(request.POST if request.method == "POST" else None)
    if form.is_bound:
        edit_homes.check(request.actor)
    if form.is_bound and form.is_valid():
        data: dict[str, Any] = {name: form.cleaned_data[name] for name in ("on", "client_uuid")}
        with said_beside(form):
            actions.review_principles(actor=request.actor, programme=programme, answers=form.answers, **data)
            return redirect("principles", pk)
    context = {
        "programme": programme, "reviews": selectors.reviews(request.actor, programme), "form": form,
        "may_edit": edit_homes.allows(request.actor),
    }
    return render(request, "housing/fidelity/principles.html", context, status=422 if form.is_bound else 200)
