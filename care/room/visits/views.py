"""The live board of the room, the person before it, and each visit. Nothing personal but a file's uuid is in an address."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import Refused, require, said_beside
from care.vitals.actions import Implausible
from intake.person.cards import MistypedCard, looks_like_card
from intake.person.selectors import UnknownCard, find_card, person_for, search_alias, words_for

from ..ground.forms import CloseForm
from ..ground.views import form_page
from . import actions, board, selectors
from .forms import ArriveForm, EmergencyForm, EquipmentForm, FindForm, LeaveForm, LookForm, SeatForm, UseForm
from .models import RoomVisit
from .panels import person_page, visit_context

VIEWS = ("room", "hallway")


def _asked(request: HttpRequest) -> str:
    """Which view of the board: with names, or without for a wall."""
    view = request.GET.get("view", "")
    return view if view in VIEWS else "room"


@require_GET
@require("care.view_room")
def room(request: HttpRequest) -> HttpResponse:
    """The board."""
    return _room(request)


def _room(request: HttpRequest, status: int = 200, **more: Any) -> HttpResponse:
    view, revision = _asked(request), board.fingerprint(_asked(request))
    context = board.draw(request.actor, board.read(request.actor), view) | {
        "revision": revision, "live_url": f"{reverse('room_live')}?view={view}", "find_form": FindForm(),
        "found": None, "words": "", "emergency_uuid": uuid4(), "kinds": EmergencyForm().fields["kind"].choices,  # type: ignore[attr-defined]
    }
    return render(request, "room/board.html", context | more, status=status)


@require_GET
@require("care.view_room")
def room_live(request: HttpRequest) -> HttpResponse:
    """The part of the board that refreshes itself; 304 when nothing has changed since the revision that the page holds."""
    view = _asked(request)
    revision = board.fingerprint(view)
    known = request.headers.get("HX-PTag") or request.headers.get("If-None-Match", "").strip('W/"')
    if known == revision:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = render(request, "room/_board.html", board.draw(request.actor, board.read(request.actor), view))
    response["HX-PTag"], response["ETag"] = revision, f'"{revision}"'
    patch_vary_headers(response, ["Cookie", "HX-PTag"])
    return response


@require_POST
@require("care.view_room")
def room_find(request: HttpRequest) -> HttpResponse:
    """A card opens its person before the room; a word lists the names used here."""
    form = FindForm(request.POST)
    text = form.cleaned_data["q"].strip() if form.is_valid() else ""
    if not text:
        return redirect("room")
    if not looks_like_card(text):
        return _room(request, found=[one.person for one in search_alias(request.actor, text)], find_form=form)
    try:
        return redirect("room_person", find_card(request.actor, text).pk)
    except (MistypedCard, UnknownCard) as slip:
        return _room(request, 422, words=words_for(slip), find_form=form)


@require_GET
@require("care.view_room")
def room_person(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Somebody before the room: what is needed before a booth, what was agreed, the visits."""
    return _person(request, pk)


def _person(request: HttpRequest, pk: UUID, status: int = 200, **more: Any) -> HttpResponse:
    context = person_page(request.actor, person_for(request.actor, pk)) | {"arrive_form": ArriveForm(), "words": ""}
    return render(request, "room/person.html", context | more, status=status)


@require_POST
@require("care.run_room")
def room_arrive(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Into the queue."""
    form = ArriveForm(request.POST)
    if not form.is_valid():
        return _person(request, pk, 422, arrive_form=form)
    try:
        actions.arrive(actor=request.actor, person=person_for(request.actor, pk), **form.cleaned_data)
    except Refused as refused:
        return _person(request, pk, 409, words=refused.words, arrive_form=form)
    return redirect("room")


@require_GET
@require("care.view_room")
def room_visit(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One visit with what may be done now."""
    return _visit(request, selectors.visit_for(request.actor, pk))


def _visit(request: HttpRequest, visit: RoomVisit, status: int = 200, words: str = "") -> HttpResponse:
    extra = {"words": words, "leave_form": LeaveForm(), "emergency_form": EmergencyForm()}
    return render(request, "room/visit.html", visit_context(request.actor, visit) | extra, status=status)


def _tap(request: HttpRequest, pk: UUID, act: Any, back: str = "", **said: Any) -> HttpResponse:
    """One tap on a visit; when it cannot be, the page of the visit says why, and who was quicker."""
    visit = selectors.visit_for(request.actor, pk)
    try:
        act(actor=request.actor, visit=visit, **said)
    except Refused as refused:
        return _visit(request, selectors.visit_for(request.actor, pk), 409, refused.words)
    return redirect(back) if back else redirect("room_visit", pk)


@require_POST
@require("care.run_room")
def room_call(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Call the person."""
    return _tap(request, pk, actions.call)


@require_POST
@require("care.run_room")
def room_seat(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give a booth."""
    form = SeatForm(request.POST)
    if not form.is_valid():
        return _visit(request, selectors.visit_for(request.actor, pk), 422, _("Choose a booth."))
    return _tap(request, pk, actions.seat, booth=form.cleaned_data["booth"])


@require_POST
@require("care.run_room")
def room_watch(request: HttpRequest, pk: UUID) -> HttpResponse:
    """From the booth to the observation."""
    return _tap(request, pk, actions.begin_watch)


@require_POST
@require("care.run_room")
def room_leave(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The person leaves, when it is time or before it."""
    form = LeaveForm(request.POST)
    if not form.is_valid():
        return _visit(request, selectors.visit_for(request.actor, pk), 422, _("This tap was not understood. Nothing was recorded."))
    return _tap(request, pk, actions.leave, "room", **form.cleaned_data)


@require_http_methods(["GET", "POST"])
@require("care.run_room")
def room_use(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write what was used."""
    visit, form = selectors.visit_for(request.actor, pk), UseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = {name: form.cleaned_data[name] for name in ("otherwise", "advice", "client_uuid")}
        with said_beside(form):
            actions.record_use(actor=request.actor, visit=visit, lines=form.lines(), **said)
            return redirect("room_visit", pk)
    context = {"form": form, "visit": visit, "person": visit.person}
    return render(request, "room/use.html", context, status=422 if form.errors else 200)


@require_POST
@require("care.run_room")
def room_use_strike(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Strike a use that was wrong."""
    rows = selectors.use_for(request.actor, pk)
    try:
        actions.strike_use(actor=request.actor, rows=rows)
        messages.success(request, _("Struck. It stays in the history."))
    except Refused as refused:
        messages.warning(request, refused.words)
    return redirect("room_visit", rows[0].visit_id)


@require_http_methods(["GET", "POST"])
@require("care.run_room")
def room_look(request: HttpRequest, pk: UUID) -> HttpResponse:
    """How somebody is, and what was measured; an unusual number is asked once more."""
    visit, form = selectors.visit_for(request.actor, pk), LookForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_values() | {"client_uuid": form.cleaned_data["client_uuid"]}
        try:
            actions.look_after(actor=request.actor, visit=visit, confirmed=form.confirmed(), **said)
            return redirect("room_visit", pk)
        except Implausible as doubt:
            form.ask(doubt)
        except Refused as refused:
            form.add_error(None, refused.words)
    return form_page(request, form, _("How is this person?"), _("Keep"), reverse("room_visit", args=[pk]), person=visit.person, columns=True)


@require_http_methods(["GET", "POST"])
@require("care.run_room")
def room_equipment(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Hand out equipment in a visit."""
    visit = selectors.visit_for(request.actor, pk)
    form = EquipmentForm(request.POST or None, items=selectors.equipment_items())
    if request.method == "POST" and form.is_valid():
        actions.give_equipment(actor=request.actor, visit=visit, packs=form.packs(), client_uuid=form.cleaned_data["client_uuid"])
        return redirect("room_visit", pk)
    return form_page(request, form, _("Equipment given"), _("Give"), reverse("room_visit", args=[pk]), person=visit.person, columns=True)


def _emergency(request: HttpRequest, visit: RoomVisit | None) -> HttpResponse:
    form = EmergencyForm(request.POST)
    if not form.is_valid():
        return redirect("incident_start")
    incident = actions.start_emergency(actor=request.actor, visit=visit, **form.cleaned_data)
    return redirect("incident_clock", incident.pk)


@require_POST
@require("care.run_room")
def room_emergency(request: HttpRequest) -> HttpResponse:
    """The clock starts at once, for nobody in particular."""
    return _emergency(request, None)


@require_POST
@require("care.run_room")
def room_emergency_for(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The clock starts at once; whom it concerns stands in the room alone."""
    return _emergency(request, selectors.visit_for(request.actor, pk))


@require_POST
@require("care.open_room")
def room_shut(request: HttpRequest) -> HttpResponse:
    """Close the room; who still waits leaves the queue because it closes."""
    form = CloseForm(request.POST, auto_id="close_%s")
    if not form.is_valid():
        return redirect("room_opening")
    try:
        actions.shut_room(actor=request.actor, **form.cleaned_data)
        messages.success(request, _("The room is closed."))
    except Refused as refused:
        messages.warning(request, refused.words)
        return redirect("room_opening")
    return redirect("room")
