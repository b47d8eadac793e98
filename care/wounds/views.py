"""Pages about wounds: the body, one wound over time, a look at it, photographs beside one another."""

from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import require, said_beside
from centre.scans.answers import file_answer
from intake.person.selectors import person_for

from . import actions, policies, selectors
from .drawing import healing_chart
from .forms import CloseForm, LookForm, PhotoForm, ReasonForm, WoundForm
from .sites import BACK, FRONT


@require_GET
@require("care.view_wounds")
def wounds(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The wounds of a person, on the body and as a list."""
    person = person_for(request.actor, pk)
    if not policies.view_wounds.allows(request.actor, person=person):
        raise Http404
    lines = selectors.list_of(request.actor, person)
    sites = {line.wound.site for line in lines if not line.wound.closed_at}
    context = {"person": person, "lines": lines, "front": [one for one in FRONT if one.site in sites], "back": [one for one in BACK if one.site in sites]}
    return render(request, "care/wounds.html", context)


@require_http_methods(["GET", "POST"])
@require("care.record_wound")
def wound_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A new wound, and then the first look at it."""
    person = person_for(request.actor, pk)
    form = WoundForm(request.POST or None, initial={"client_uuid": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        with said_beside(form):
            wound = actions.note_wound(actor=request.actor, person=person, **form.cleaned_data)
            return redirect("wound_look", wound.pk)
    chosen = str(form["site"].value() or "")
    context = {"person": person, "form": form, "maps": (FRONT, BACK), "chosen": chosen}
    return render(request, "care/wound_add.html", context, status=422 if form.is_bound else 200)


@require_GET
@require("care.view_wounds")
def wound(request: HttpRequest, pk: int) -> HttpResponse:
    """One wound over time: the chart, every look, what to do next."""
    return _story(request, pk, CloseForm())


@require_GET
@require("care.view_wounds")
def wound_photos(request: HttpRequest, pk: int) -> HttpResponse:
    """The photographs of one wound beside one another, the oldest first."""
    story = selectors.story_of(request.actor, selectors.wound_for(request.actor, pk))
    return render(request, "care/wound_photos.html", {"story": story, "wound": story.wound, "person": story.wound.person})


@require_http_methods(["GET", "POST"])
@require("care.record_wound")
def wound_look(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at a wound: measures, what is seen, what is done, perhaps a photograph."""
    found = selectors.wound_for(request.actor, pk)
    form = LookForm(request.POST or None, request.FILES or None, initial={"client_uuid": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        with said_beside(form):
            _look(request, found, form)
            messages.success(request, _("The look is written down."))
            return redirect("wound", pk)
    context = {"wound": found, "person": found.person, "form": form, "before": selectors.last_look(request.actor, found)}
    return render(request, "care/wound_look.html", context, status=422 if form.is_bound else 200)


def _look(request: HttpRequest, found: Any, form: LookForm) -> None:
    """The look, and its photograph under a number of its own made from the look's."""
    look = actions.look_at_wound(actor=request.actor, wound=found, **form.seen())
    if form.pictured():
        number = uuid.uuid5(look.client_uuid, "photo")
        actions.keep_photo(actor=request.actor, look=look, client_uuid=number, **form.pictured())


@require_http_methods(["GET", "POST"])
@require("care.record_wound")
def wound_look_strike(request: HttpRequest, pk: int) -> HttpResponse:
    """Strike out a look that was written down by mistake."""
    look = selectors.look_for(request.actor, pk)
    form = ReasonForm(request.POST or None)
    why_not = policies.strike_look.why_not(request.actor, look=look)
    if request.method == "POST" and form.is_valid() and not why_not:
        actions.strike_look(actor=request.actor, look=look, why=form.cleaned_data["why"])
        return redirect("wound", look.wound_id)
    context = {"look": look, "wound": look.wound, "form": form, "why_not": why_not or ""}
    return render(request, "care/wound_look_strike.html", context, status=409 if why_not and form.is_bound else 422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@require("care.record_wound")
def wound_photo_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A photograph for a look that is written down."""
    look = selectors.look_for(request.actor, pk)
    form = PhotoForm(request.POST or None, request.FILES or None, initial={"client_uuid": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        with said_beside(form):
            actions.keep_photo(actor=request.actor, look=look, client_uuid=form.cleaned_data["client_uuid"], **form.pictured())
            return redirect("wound", look.wound_id)
    context = {"look": look, "wound": look.wound, "form": form}
    return render(request, "care/wound_photo_add.html", context, status=422 if form.is_bound else 200)


@require_GET
@require("care.view_wounds")
def wound_photo_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The photograph itself, for its page alone; each time is written in the ledger."""
    photo = selectors.photo_for(request.actor, pk)
    if photo.removed_at:
        raise Http404
    return file_answer(selectors.bytes_of(request.actor, photo), photo.form, f"photo-{photo.pk}", shown=True)


@require_http_methods(["GET", "POST"])
@require("care.record_wound")
def wound_photo_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a photograph, with the reason."""
    photo = selectors.photo_for(request.actor, pk)
    form = ReasonForm(request.POST or None)
    why_not = policies.remove_photo.why_not(request.actor, photo=photo)
    if request.method == "POST" and form.is_valid() and not why_not:
        actions.remove_photo(actor=request.actor, photo=photo, why=form.cleaned_data["why"])
        messages.success(request, _("The photograph is gone."))
        return redirect("wound", photo.wound_id)
    context = {"photo": photo, "wound": photo.wound, "form": form, "why_not": why_not or ""}
    return render(request, "care/wound_photo_remove.html", context, status=409 if why_not and form.is_bound else 422 if form.is_bound else 200)


@require_POST
@require("care.record_wound")
def wound_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow a wound no longer."""
    found = selectors.wound_for(request.actor, pk)
    form = CloseForm(request.POST)
    if not form.is_valid():
        return _story(request, pk, form, status=422)
    if words := policies.close_wound.why_not(request.actor, wound=found):
        messages.warning(request, words)
    else:
        actions.close_wound(actor=request.actor, wound=found, outcome=form.cleaned_data["outcome"])
    return redirect("wound", pk)


@require_POST
@require("care.record_wound")
def wound_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Follow a wound again."""
    found = selectors.wound_for(request.actor, pk)
    if words := policies.reopen_wound.why_not(request.actor, wound=found):
        messages.warning(request, words)
    else:
        actions.reopen_wound(actor=request.actor, wound=found)
    return redirect("wound", pk)


def _story(request: HttpRequest, pk: int, form: CloseForm, status: int = 200) -> HttpResponse:
    story = selectors.story_of(request.actor, selectors.wound_for(request.actor, pk))
    context = {"story": story, "wound": story.wound, "person": story.wound.person, "chart": healing_chart(story), "form": form}
    return render(request, "care/wound.html", context, status=status)
