"""The minor pathway of one person."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from audit.rules import Refused, require
from intake.person.models import Person
from intake.person.selectors import person_for
from intake.youth import actions, policies, selectors
from intake.youth.forms import DecisionForm, EndForm, MarkForm


def _page(request: HttpRequest, person: Person, status: int = 200, **extra: Any) -> HttpResponse:
    """What is known, what stays open, what was decided."""
    decides = policies.decide_guardianship.allows(request.actor, person=person)
    context = {
        "person": person, "mark": selectors.minor(request.actor, person), "mark_form": MarkForm(), "end_form": EndForm(),
        "decides": decides, "decided": selectors.decisions(request.actor, person) if decides else [], "form": DecisionForm(),
    } | extra  # fmt: skip
    return render(request, "youth/minor.html", context, status=status)


@require_GET
@require("intake.mark_minor")
def minor(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The page."""
    return _page(request, person_for(request.actor, pk))


@require_POST
@require("intake.mark_minor")
def mark(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Somebody is or may be a minor."""
    person = person_for(request.actor, pk)
    form = MarkForm(request.POST)
    if not form.is_valid():
        return _page(request, person, status=422, mark_form=form)
    actions.mark_minor(actor=request.actor, person=person, basis=form.cleaned_data["basis"])
    messages.success(request, _("Kept. Everything but the consumption room stays open."))
    return redirect("minor", person.pk)


@require_POST
@require("intake.mark_minor")
def end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Somebody is no longer taken to be one."""
    person = person_for(request.actor, pk)
    form, known = EndForm(request.POST), selectors.minor(request.actor, person)
    if not form.is_valid():
        return _page(request, person, status=422, end_form=form)
    if known is not None:
        actions.end_minor(actor=request.actor, mark=known, ending=form.cleaned_data["ending"])
    messages.success(request, _("Kept."))
    return redirect("minor", person.pk)


@require_POST
@require("intake.decide_guardianship")
def decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A decision about the guardianship service."""
    person = person_for(request.actor, pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, person, status=422, form=form)
    try:
        actions.decide_guardianship(actor=request.actor, person=person, **form.cleaned_data)
    except Refused as refusal:
        form.add_error("again_on", refusal.words)
        return _page(request, person, status=422, form=form)
    messages.success(request, _("Kept. Nothing has been sent to anybody."))
    return redirect("minor", person.pk)
