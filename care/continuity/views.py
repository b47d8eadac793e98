"""Pages about people to reach: one list, and the short forms of a path."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from audit.rules import Refused, require
from care.paths.models import CarePath
from care.paths.selectors import path_for
from centre.shifts import clock

from . import actions, selectors
from .forms import AfterCareForm, LostForm, PrisonChangeForm, PrisonForm, ReleaseForm, SearchForm
from .states import LOST_MOVES


@require_GET
@require("care.view_path")
def reach(request: HttpRequest) -> HttpResponse:
    """Everybody within reach who is lost, in prison, or to be asked how it goes."""
    return render(request, "continuity/reach.html", {"reach": selectors.to_reach(request.actor)})


def _ask(
    request: HttpRequest, path: CarePath, form: forms.Form, deed: Callable[[dict[str, Any]], Any], beside: str, title: str, send: str
) -> HttpResponse:
    """A form of a path: the deed is done with what was typed, or its refusal stands beside the field `beside`."""
    if form.is_valid():
        try:
            deed(form.cleaned_data)
        except Refused as refusal:
            form.add_error(beside, refusal.words)
        else:
            return redirect("path", path.person_id)
    context = {"path": path, "form": form, "title": title, "send": send}
    return render(request, "care/path_form.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@require("care.follow_contact")
def lost_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down that somebody is lost from sight."""
    path = path_for(request.actor, pk)
    form = LostForm(request.POST or None, initial={"client_uuid": uuid.uuid4()})
    return _ask(
        request, path, form, lambda given: actions.lose_contact(actor=request.actor, path=path, **given), "last_seen_on",
        pgettext("this person", "Lost from sight"), _("Keep"),
    )


@require_http_methods(["GET", "POST"])
@require("care.follow_contact")
def lost_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Say where a search stands."""
    loss = selectors.loss_for(request.actor, pk)
    form = SearchForm(request.POST or None, moves=LOST_MOVES[loss.state], initial={"found_on": clock.service_day(), "look_until": loss.look_until})
    return _ask(
        request, loss.path, form, lambda given: actions.move_search(actor=request.actor, lost=loss, **given), "state",
        _("Where the search stands"), _("Keep"),
    )


@require_http_methods(["GET", "POST"])
@require("care.follow_prison")
def prison_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a stay in prison."""
    path = path_for(request.actor, pk)
    form = PrisonForm(request.POST or None, initial={"client_uuid": uuid.uuid4()})
    return _ask(
        request, path, form, lambda given: actions.note_prison(actor=request.actor, path=path, **given), "entered_on",
        _("In prison"), _("Keep"),
    )


@require_http_methods(["GET", "POST"])
@require("care.follow_prison")
def prison_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the expected release; say to whom the treatment was handed on."""
    stay = selectors.stay_for(request.actor, pk)
    known = {"release_on": stay.release_on, "handed_on": stay.handed_on, "handed_to": selectors.opened(request.actor, stay)}
    form = PrisonChangeForm(request.POST or None, initial=known)
    return _ask(
        request, stay.path, form, lambda given: actions.change_prison(actor=request.actor, stay=stay, **given), "release_on",
        _("Stay in prison"), _("Keep"),
    )


@require_http_methods(["GET", "POST"])
@require("care.follow_prison")
def prison_release(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down the release."""
    stay = selectors.stay_for(request.actor, pk)
    form = ReleaseForm(request.POST or None, initial={"released_on": clock.service_day()})
    return _ask(
        request, stay.path, form, lambda given: actions.note_release(actor=request.actor, stay=stay, **given), "released_on",
        _("Released from prison"), _("Keep"),
    )


@require_http_methods(["GET", "POST"])
@require("care.follow_contact")
def after_care(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what came of a contact after the end of a path."""
    contact = selectors.contact_for(request.actor, pk)
    form = AfterCareForm(request.POST or None)
    return _ask(
        request, contact.path, form, lambda given: actions.note_after_care(actor=request.actor, contact=contact, **given), "state",
        _("Contact after the end"), _("Keep"),
    )
