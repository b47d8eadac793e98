"""Pages about danger assessments. They hold a decision; they never send anything."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import Refused, require, said_beside
from intake.person.selectors import person_for

from . import actions, policies, selectors
from .forms import DangerForm, SignForm


@require_GET
@require("intake.view_dangers")
def dangers(request: HttpRequest) -> HttpResponse:
    """Assessments one wrote, or all for the coordination."""
    return render(request, "dangers/list.html", {"assessments": selectors.assessments(request.actor)})


@require_http_methods(["GET", "POST"])
@require("intake.assess_danger")
def assess(request: HttpRequest) -> HttpResponse:
    """Assess a danger without naming anybody."""
    return _assess(request, None)


@require_http_methods(["GET", "POST"])
@require("intake.assess_danger")
def assess_for(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Assess a danger for a person."""
    return _assess(request, person_for(request.actor, pk))


def _assess(request: HttpRequest, person: Any) -> HttpResponse:
    """The form, and what was written."""
    form = DangerForm(request.POST or None, initial={"client_uuid": uuid4()})
    if request.method == "POST" and form.is_valid():
        with said_beside(form, "options"):
            made = actions.assess_danger(actor=request.actor, person=person, **form.cleaned_data)
            messages.success(request, _("Sealed. A coordinator signs it. Nothing was sent to anybody."))
            return redirect("danger", made.pk)
    context = {"form": form, "person": person}
    return render(request, "dangers/assess.html", context, status=422 if form.is_bound else 200)


@require_GET
@require("intake.view_dangers")
def danger(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One assessment."""
    found = selectors.assessment_for(request.actor, pk)
    no_signing = policies.sign_danger.why_not(request.actor, assessment=found)
    context = selectors.opened(request.actor, found) | {"form": SignForm(), "no_signing": no_signing}
    return render(request, "dangers/danger.html", context)


@require_POST
@require("intake.sign_danger")
def sign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A coordinator signs, or asks to weigh again."""
    found, form = selectors.assessment_for(request.actor, pk), SignForm(request.POST)
    if form.is_valid():
        try:
            actions.sign_danger(actor=request.actor, assessment=found, **form.cleaned_data)
        except Refused as refusal:
            messages.error(request, refusal.words)
    return redirect("danger", pk)
