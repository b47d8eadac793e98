"""Pages about people to reach: one list, and the short forms of a path."""

from __future__ import annotations

import uuid

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_GET, require_http_methods

from audit.rules import require
from care.paths.asking import ask
from care.paths.selectors import path_for
from centre.shifts import clock

from . import actions, policies, selectors
from .forms import AfterCareForm, LostForm, PrisonChangeForm, PrisonForm, ReleaseForm, SearchForm
from .states import LOST_MOVES


@require_GET
@require("care.view_path")
def reach(request: HttpRequest) -> HttpResponse:
    """Everybody within reach who is lost, in prison, or to be asked how it goes."""
    return render(request, "continuity/reach.html", {"reach": selectors.to_reach(request.actor)})


@require_http_methods(["GET", "POST"])
@require("care.follow_contact")
def lost_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down that somebody is lost from sight."""
    path = path_for(request.actor, pk)
    form = LostForm(request.POST or None, initial={"client_uuid": uuid.uuid4()})
    return ask(
        request, path, form, lambda given: actions.lose_contact(actor=request.actor, path=path, **given),
        beside="last_seen_on", title=pgettext("this person", "Lost from sight"), send=_("Keep"),
        faults=lambda given: policies.loss_faults(given["last_seen_on"], given["look_until"]),
    )


@require_http_methods(["GET", "POST"])
@require("care.follow_contact")
def lost_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Say where a search stands."""
    loss = selectors.loss_for(request.actor, pk)
    form = SearchForm(request.POST or None, moves=LOST_MOVES[loss.state], initial={"found_on": clock.service_day(), "look_until": loss.look_until})
    return ask(
        request, loss.path, form, lambda given: actions.move_search(actor=request.actor, lost=loss, **given),
        beside="state", title=_("Where the search stands"), send=_("Keep"),
        faults=lambda given: policies.search_faults(loss, given["state"], given["found_on"], given["look_until"]),
    )


@require_http_methods(["GET", "POST"])
@require("care.follow_prison")
def prison_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down a stay in prison."""
    path = path_for(request.actor, pk)
    form = PrisonForm(request.POST or None, initial={"client_uuid": uuid.uuid4()})
    return ask(
        request, path, form, lambda given: actions.note_prison(actor=request.actor, path=path, **given),
        beside="entered_on", title=_("In prison"), send=_("Keep"),
        faults=lambda given: policies.prison_faults(given["entered_on"], given["release_on"]),
    )


@require_http_methods(["GET", "POST"])
@require("care.follow_prison")
def prison_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the expected release; say to whom the treatment was handed on."""
    stay = selectors.stay_for(request.actor, pk)
    known = {"release_on": stay.release_on, "handed_on": stay.handed_on, "handed_to": selectors.opened(request.actor, stay)}
    form = PrisonChangeForm(request.POST or None, initial=known)
    return ask(
        request, stay.path, form, lambda given: actions.change_prison(actor=request.actor, stay=stay, **given),
        beside="release_on", title=_("Stay in prison"), send=_("Keep"),
        faults=lambda given: policies.stay_faults(stay, release_on=given["release_on"], handed_on=given["handed_on"]),
    )


@require_http_methods(["GET", "POST"])
@require("care.follow_prison")
def prison_release(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down the release."""
    stay = selectors.stay_for(request.actor, pk)
    form = ReleaseForm(request.POST or None, initial={"released_on": clock.service_day()})
    return ask(
        request, stay.path, form, lambda given: actions.note_release(actor=request.actor, stay=stay, **given),
        beside="released_on", title=_("Released from prison"), send=_("Keep"), faults=lambda given: policies.stay_faults(stay, **given),
    )


@require_http_methods(["GET", "POST"])
@require("care.follow_contact")
def after_care(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what came of a contact after the end of a path."""
    contact = selectors.contact_for(request.actor, pk)
    form = AfterCareForm(request.POST or None)
    return ask(
        request, contact.path, form, lambda given: actions.note_after_care(actor=request.actor, contact=contact, **given),
        beside="state", title=_("Contact after the end"), send=_("Keep"),
    )
