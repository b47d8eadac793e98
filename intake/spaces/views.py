"""The page of a space, for its team. A walled space of others answers like one that does not exist."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import require
from centre.shifts.clock import local
from intake.person.cards import MistypedCard, looks_like_card
from intake.person.selectors import UnknownCard, find_card, person_for, search_alias, words_for
from intake.spaces import actions, selectors
from intake.spaces.forms import WEEK, PresenceForm, SpaceFindForm, SpaceForm
from intake.spaces.hours import open_at
from intake.spaces.models import Space


@require_GET
@require("intake.enter_space")
def spaces(request: HttpRequest) -> HttpResponse:
    """The spaces this worker may work in."""
    context = {"spaces": selectors.with_hours(request.actor), "may_edit": request.actor.may("intake.edit_space")}
    return render(request, "spaces/spaces.html", context)


@require_GET
@require("intake.enter_space")
def space(request: HttpRequest, code: str) -> HttpResponse:
    """Who is in, and the box to let somebody in."""
    return _page(request, selectors.space_for(request.actor, code))


def _page(request: HttpRequest, place: Space, status: int = 200, **extra: Any) -> HttpResponse:
    """The page of a space with its present people."""
    present, hours = selectors.present_in(request.actor, place), selectors.hours_of(place)
    context = {
        "space": place, "present": present, "found": None, "words": "", "form": SpaceFindForm(), "hours": hours,
        "week": WEEK, "heads": selectors.heads(present), "open_now": open_at(selectors.week_of(hours), local()),
    } | extra  # fmt: skip
    return render(request, "spaces/space.html", context, status=status)


@require_POST
@require("intake.find_person")
def find(request: HttpRequest, code: str) -> HttpResponse:
    """What was typed or scanned on the page of a space: who could come in."""
    place = selectors.space_for(request.actor, code)
    form = SpaceFindForm(request.POST)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    if not text:
        return redirect("space", place.code)
    if not looks_like_card(text):
        found = [one.person for one in search_alias(request.actor, text)]
        return _page(request, place, found=found)
    try:
        return _page(request, place, found=[find_card(request.actor, text)])
    except (MistypedCard, UnknownCard) as slip:
        return _page(request, place, status=422, words=words_for(slip))


@require_POST
@require("intake.enter_space")
def enter(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody comes into the space, with a name or without."""
    place = selectors.space_for(request.actor, code)
    form = PresenceForm(request.POST)
    if not form.is_valid():
        return _page(request, place, status=422, words=_("This number of children was not understood. Nothing was recorded."))
    data = form.cleaned_data
    person = person_for(request.actor, data["person"]) if data["person"] else None
    actions.enter_space(
        actor=request.actor, space=place, person=person, children=data["children"] or 0, client_uuid=data["client_uuid"]
    )
    messages.success(request, _("Recorded."))
    return redirect("space", place.code)


@require_POST
@require("intake.leave_space")
def leave(request: HttpRequest, code: str) -> HttpResponse:
    """Somebody leaves the space."""
    place = selectors.space_for(request.actor, code)
    form = PresenceForm(request.POST)
    if form.is_valid() and form.cleaned_data["person"]:
        person = person_for(request.actor, form.cleaned_data["person"])
        actions.leave_space(actor=request.actor, space=place, person=person)
        messages.success(request, _("Leaving recorded."))
    return redirect("space", place.code)


@require_POST
@require("intake.leave_space")
def leave_unnamed(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Somebody without a name leaves the space."""
    place = selectors.space_for(request.actor, code)
    actions.leave_unnamed(actor=request.actor, space=place, passage=selectors.passage_in(request.actor, place, pk))
    messages.success(request, _("Leaving recorded."))
    return redirect("space", place.code)


@require_http_methods(["GET", "POST"])
@require("intake.edit_space")
def edit(request: HttpRequest, code: str) -> HttpResponse:
    """Hours, places and what is agreed in a space."""
    place = selectors.any_space(code)
    form = SpaceForm(request.POST or None, instance=place, hours=selectors.hours_of(place))
    if not form.is_valid():
        context = {"form": form, "space": place}
        return render(request, "spaces/edit.html", context, status=422 if form.is_bound else 200)
    actions.save_space(actor=request.actor, space=form.save(commit=False), week=form.week())
    messages.success(request, _("Kept."))
    return redirect("spaces")
