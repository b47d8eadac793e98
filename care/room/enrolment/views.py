"""Pages of enrolment."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from audit.rules import Refused, require, said_beside
from intake.person.selectors import person_for

from ..ground.selectors import latest_rules
from ..ground.views import form_page
from . import actions, selectors
from .forms import DecideForm, DescribeForm, EndForm, EnrolForm, RefuseForm
from .models import Enrolment


@require_http_methods(["GET", "POST"])
@require("care.enrol_in_room")
def room_enrol(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Enrol somebody; a minor is told what is open instead."""
    person, form = person_for(request.actor, pk), EnrolForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with said_beside(form, "age_check"):
            actions.enrol(actor=request.actor, person=person, **form.answers())
            messages.success(request, _("Enrolled."))
            return redirect("room_person", pk)
    return form_page(
        request, form, _("Enrolment in the room"), _("Enrol"), reverse("room_person", args=[pk]), person=person, rules=latest_rules(),
        instead=reverse("room_refuse", args=[pk]),
    )


@require_http_methods(["GET", "POST"])
@require("care.enrol_in_room")
def room_refuse(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Somebody with a file cannot be enrolled: what was offered instead."""
    person = person_for(request.actor, pk)
    return _refuse(request, person, reverse("room_person", args=[pk]))


@require_http_methods(["GET", "POST"])
@require("care.enrol_in_room")
def room_refuse_unnamed(request: HttpRequest) -> HttpResponse:
    """Somebody without a file cannot be enrolled."""
    return _refuse(request, None, reverse("room"))


def _refuse(request: HttpRequest, person: Any, back: str) -> HttpResponse:
    form = RefuseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.refuse_enrolment(actor=request.actor, person=person, **form.cleaned_data)
        messages.success(request, _("Written down, with what you offered."))
        return redirect(back)
    note = _("Under 18, the booths are closed; everything else in the house is open. Nobody leaves with nothing.")
    return form_page(request, form, _("Cannot be enrolled"), _("Write it down"), back, person=person, note=note, to_say=True)


def _on(request: HttpRequest, enrolment: Enrolment, form: Any, act: Any, title: str, button: str) -> HttpResponse:
    """Do something about an enrolment, then back to the person; a refusal is said on the same page."""
    back = reverse("room_person", args=[enrolment.person_id])
    if request.method == "POST" and form.is_valid():
        with said_beside(form):
            act(actor=request.actor, enrolment=enrolment, **form.cleaned_data)
            messages.success(request, _("Written down."))
            return redirect(back)
    return form_page(request, form, title, button, back, person=enrolment.person)


@require_POST
@require("care.enrol_in_room")
def room_rules_sign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The person signed the rules as they stand."""
    enrolment = selectors.enrolment_for(request.actor, pk)
    try:
        actions.sign_rules(actor=request.actor, enrolment=enrolment)
        messages.success(request, _("Signed."))
    except Refused as refused:
        messages.warning(request, refused.words)
    return redirect("room_person", enrolment.person_id)


@require_http_methods(["GET", "POST"])
@require("care.enrol_in_room")
def room_decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A decision taken with the person."""
    enrolment = selectors.enrolment_for(request.actor, pk)
    ground = next(iter(selectors.grounds_to_decide(enrolment)), "")
    form = DecideForm(request.POST or None, initial={"ground": ground})
    return _on(request, enrolment, form, actions.decide_clinically, _("A decision with the person"), _("Write it down"))


@require_http_methods(["GET", "POST"])
@require("care.enrol_in_room")
def room_describe(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What changed since the enrolment."""
    enrolment = selectors.enrolment_for(request.actor, pk)
    known = {name: getattr(enrolment, name) for name in ("area", "first_time", "pregnant")}
    form = DescribeForm(request.POST or None, initial=known)
    return _on(request, enrolment, form, actions.describe_enrolment, _("What changed"), _("Keep"))


@require_http_methods(["GET", "POST"])
@require("care.enrol_in_room")
def room_enrolment_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End an enrolment."""
    enrolment = selectors.enrolment_for(request.actor, pk)
    return _on(request, enrolment, EndForm(request.POST or None), actions.end_enrolment, _("End the enrolment"), _("End it"))
