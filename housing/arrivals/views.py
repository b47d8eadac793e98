"""Arrivals over HTTP: holds and kept beds whose hours are over, came or did not come; two people, two beds."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import Refused, require
from housing.arrivals import actions
from housing.arrivals.forms import CoupleForm
from housing.arrivals.panels import couple_choices, over_page
from housing.stays.actions import admit_to_bed, mark_returned
from housing.stays.policies import BedTaken
from housing.stays.selectors import bed_for, bed_row, stay_for
from intake.person.selectors import person_for


@require_GET
@require("housing.view_board")
def arrivals(request: HttpRequest) -> HttpResponse:
    """Who did not come yet, and whose kept bed is free again: one tap each."""
    return render(request, "housing/stay_arrivals.html", over_page(request.actor))


def _tap(request: HttpRequest, action: Any, **about: Any) -> HttpResponse:
    """One tap on the list; what stands in the way is said above it."""
    try:
        action(actor=request.actor, **about)
    except BedTaken as taken:
        return render(request, "housing/stay_arrivals.html", over_page(request.actor, taken.words), status=409)
    except Refused as refused:
        if not request.actor.may(refused.permission):
            raise
        return render(request, "housing/stay_arrivals.html", over_page(request.actor, refused.words), status=422)
    return redirect("arrivals")


@require_POST
@require("housing.admit_to_bed")
def stay_came(request: HttpRequest, pk: int) -> HttpResponse:
    """They came after all: the bed is given, unless somebody else has it by now."""
    stay = stay_for(request.actor, pk)
    person = person_for(request.actor, stay.person_id)
    return _tap(request, admit_to_bed, person=person, bed=stay.bed, with_dog=stay.with_dog)


@require_POST
@require("housing.hold_bed")
def stay_not_come(request: HttpRequest, pk: int) -> HttpResponse:
    """They did not come; the request waits again."""
    return _tap(request, actions.record_not_come, stay=stay_for(request.actor, pk))


@require_POST
@require("housing.mark_absent")
def stay_not_back(request: HttpRequest, pk: int) -> HttpResponse:
    """They did not come back; the stay ended when the bed was kept no longer."""
    return _tap(request, actions.record_not_back, stay=stay_for(request.actor, pk))


@require_POST
@require("housing.mark_absent")
def stay_back_late(request: HttpRequest, pk: int) -> HttpResponse:
    """They are back after the bed was kept no longer, and it is still free."""
    return _tap(request, mark_returned, stay=stay_for(request.actor, pk))


@require_http_methods(["GET", "POST"])
@require("housing.admit_to_bed")
def couple(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Two people, two beds of one room: both or neither."""
    return _couple(request, pk, actions.admit_couple, ("with_dog", "override_reason", "client_uuid"))


@require_POST
@require("housing.hold_bed")
def couple_hold(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hold both beds, until they are there."""
    return _couple(request, pk, actions.hold_couple, ("with_dog", "client_uuid"))


def _couple(request: HttpRequest, pk: UUID, action: Any, asked: tuple[str, ...]) -> HttpResponse:
    """The form of the two beds, or what it asks done; what stands in the way is said on it."""
    person = person_for(request.actor, pk)
    form = CoupleForm(request.POST if request.method == "POST" else None, **couple_choices(request.actor, person))
    if form.is_bound and form.is_valid():
        words = _both(request, person, form.cleaned_data, action, asked)
        if words is None:
            return redirect("beds")
        form.add_error(None, words)
    context = {"person": person, "form": form, "title": _("Two beds together")}
    return render(request, "housing/stay_couple.html", context, status=422 if form.errors else 200)


def _both(request: HttpRequest, person: Any, typed: dict[str, Any], action: Any, asked: tuple[str, ...]) -> str | None:
    """Give or hold both beds; the words when one of the two cannot be."""
    people = (person, person_for(request.actor, typed["partner"]))
    first, second = (bed_for(request.actor, bed_row(request.actor, pk)) for pk in typed["beds"])
    more = {key: typed[key] for key in asked if key in typed}
    try:
        action(actor=request.actor, people=people, beds=(first, second), **more)
    except (BedTaken, Refused) as refused:
        return refused.words
    return None
