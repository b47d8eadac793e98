"""The house over HTTP: one page of everything, and a form for each part."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from audit.rules import require, said_beside
from centre.shifts import clock
from housing.building import actions, selectors
from housing.building.forms import AddBedsForm, BedForm, BuildingForm, RetireForm, RoomForm, WardForm


@require_GET
@require("housing.arrange_beds")
def house(request: HttpRequest) -> HttpResponse:
    """Every building, ward, room and bed."""
    return render(request, "housing/building.html", {"houses": selectors.houses(request.actor), "today": clock.service_day()})


def _data(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _keep(request: HttpRequest, form: Any, title: str, button: str, act: Callable[[dict[str, Any]], Any], **extra: Any) -> HttpResponse:
    """Do what a valid form asks, or show it with what is wrong; nothing typed is lost."""
    if request.method == "POST" and form.is_valid():
        with said_beside(form):
            act(dict(form.cleaned_data))
            messages.success(request, _("Written down."))
            return redirect("house")
    context = {"form": form, "title": title, "button": button, "where": "", "retire": None} | extra
    return render(request, "housing/building_form.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@require("housing.arrange_beds")
def building_add(request: HttpRequest) -> HttpResponse:
    """A new building."""
    form = BuildingForm(_data(request))
    return _keep(request, form, _("A new building"), _("Add"), lambda given: actions.keep_building(actor=request.actor, **given))


@require_http_methods(["GET", "POST"])
@require("housing.arrange_beds")
def building_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a building."""
    found = selectors.building_for(pk)
    form = BuildingForm(_data(request), instance=found)
    change = lambda given: actions.keep_building(actor=request.actor, building=selectors.building_for(pk), **given)  # noqa: E731  handed on
    return _keep(request, form, _("Change a building"), _("Save"), change, where=str(found))


@require_http_methods(["GET", "POST"])
@require("housing.arrange_beds")
def ward_add(request: HttpRequest) -> HttpResponse:
    """A new ward."""
    form = WardForm(_data(request))
    return _keep(request, form, _("A new ward"), _("Add"), lambda given: actions.keep_ward(actor=request.actor, **given))


@require_http_methods(["GET", "POST"])
@require("housing.arrange_beds")
def ward_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a ward."""
    found = selectors.ward_for(pk)
    form = WardForm(_data(request), instance=found)
    change = lambda given: actions.keep_ward(actor=request.actor, ward=selectors.ward_for(pk), **given)  # noqa: E731  handed on
    return _keep(request, form, _("Change a ward"), _("Save"), change, where=str(found))


@require_http_methods(["GET", "POST"])
@require("housing.arrange_beds")
def room_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A new room in a ward."""
    ward = selectors.ward_for(pk)
    form = RoomForm(_data(request), actor=request.actor, initial={"ward": ward})
    add = lambda given: actions.keep_room(actor=request.actor, **given)  # noqa: E731  handed on
    return _keep(request, form, _("A new room"), _("Add"), add, where=str(ward))


@require_http_methods(["GET", "POST"])
@require("housing.arrange_beds")
def room_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a room."""
    found = selectors.room_for(request.actor, pk)
    form = RoomForm(_data(request), actor=request.actor, instance=found)
    change = lambda given: actions.keep_room(actor=request.actor, room=selectors.room_for(request.actor, pk), **given)  # noqa: E731  handed on
    return _keep(request, form, _("Change a room"), _("Save"), change, where=str(found.ward))


@require_http_methods(["GET", "POST"])
@require("housing.arrange_beds")
def beds_add(request: HttpRequest, pk: int) -> HttpResponse:
    """New beds in a room."""
    room = selectors.room_for(request.actor, pk)
    form = AddBedsForm(_data(request), initial={"open_from": clock.service_day()})
    add = lambda given: actions.add_beds(actor=request.actor, room=room, **given)  # noqa: E731  handed on
    return _keep(request, form, _("New beds"), _("Add"), add, where=f"{room.ward} · {room}")


@require_http_methods(["GET", "POST"])
@require("housing.arrange_beds")
def bed_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a bed; the way to take it out of use stands beside."""
    found = selectors.bed_for(request.actor, pk)
    form = BedForm(_data(request), instance=found)
    change = lambda given: actions.change_bed(actor=request.actor, bed=selectors.bed_for(request.actor, pk), **given)  # noqa: E731  handed on
    in_use = found.open_until is None or found.open_until > clock.service_day()
    return _keep(request, form, _("Change a bed"), _("Save"), change, where=f"{found.room} · {found}", retire=found if in_use else None)


@require_http_methods(["GET", "POST"])
@require("housing.arrange_beds")
def bed_retire(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a bed out of use for good."""
    found = selectors.bed_for(request.actor, pk)
    form = RetireForm(_data(request))
    retire = lambda given: actions.retire_bed(actor=request.actor, bed=found, **given)  # noqa: E731  handed on
    return _keep(request, form, _("Take a bed out of use"), _("Take out of use"), retire, where=f"{found.room} · {found}")
