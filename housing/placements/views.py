"""Placements over HTTP: the list, the page of one, and a form for each thing done with it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import Refused, require
from centre.shell import undo
from intake.person.selectors import person_for

from . import actions, choices, panels, selectors
from .enums import PlacementState, Verb
from .forms import (
    ArrearsForm,
    BackForm,
    EndForm,
    EventForm,
    FilterForm,
    LeaseChangeForm,
    LeaseForm,
    MoveInForm,
    PlanForm,
    WorkersForm,
)
from .models import Placement
from .policies import Conflict


@require_GET
@require("housing.view_placements")
def placements(request: HttpRequest) -> HttpResponse:
    """Who is housed where, by state, programme and worker."""
    offered = {"programmes": choices.programmes(), "workers": choices.accompanying(request.actor)}
    form = FilterForm(request.GET or None, **offered)
    asked = form.cleaned_data if form.is_bound and form.is_valid() else {}
    found, more = selectors.listed(request.actor, **asked)
    context = {"form": form, "placements": panels.rows(found), "more": more, "total": len(found) + more}
    return render(request, "housing/placements/list.html", context, status=422 if form.errors else 200)


@require_GET
@require("housing.view_placements")
def placement(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One placement: what stands, what may be done, and everything dated that the reader may see."""
    found = selectors.placement_for(request.actor, pk)
    return render(request, "housing/placements/placement.html", panels.whole(request.actor, found))


@require_GET
@require("housing.view_placements")
def placement_print(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One page on paper: the home, the lease, who accompanies, what comes next; no text of visits."""
    found = selectors.placement_for(request.actor, pk, Verb.PRINTED)
    return render(request, "housing/placements/print.html", panels.summary(request.actor, found))


def _asked(
    request: HttpRequest, form: Any, about: dict[str, Any], act: Callable[..., Any], then: Callable[[Any], HttpResponse], beside: str
) -> HttpResponse:
    """A form on a page of its own. A refusal stands beside its field with 422, a conflict with 409; nothing is lost."""
    status = 200
    if form.is_bound:
        status = 422
        if form.is_valid():
            try:
                return then(act(**form.cleaned_data))
            except Refused as refused:
                form.add_error(beside, refused.words)
            except Conflict as conflict:
                form.add_error(beside, conflict.words)
                status = 409
    return render(request, "housing/placements/form.html", {"form": form} | about, status=status)


def _posted(request: HttpRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _about(found: Placement, title: str, send: str, words: str = "") -> dict[str, Any]:
    """What a form about a placement says around its fields."""
    back = reverse("placement", args=[found.pk])
    return {"person": found.person, "placement": found, "title": title, "send": send, "words": words, "back": back}


def _page(found: Placement) -> HttpResponse:
    return redirect("placement", found.pk)


@require_GET
@require("housing.plan_placement")
def placement_begin(request: HttpRequest, pk: UUID) -> HttpResponse:
    """From the file: to the placement that runs, to the key when there is none yet, else to a new placement."""
    person = person_for(request.actor, pk)
    running = selectors.running_of(request.actor, person)
    if running is None:
        return redirect("placement_plan", person.pk)
    return redirect("placement_move_in" if running.state == PlacementState.PLANNED else "placement", running.pk)


@require_http_methods(["GET", "POST"])
@require("housing.plan_placement")
def placement_plan(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A programme takes somebody on."""
    person = person_for(request.actor, pk)
    form = PlanForm(_posted(request), **choices.plan(request.actor, person))
    about = {"person": person, "placement": None, "title": _("A programme takes somebody on"), "send": _("Take on"), "words": "",
             "back": reverse("person", args=[person.pk])}  # fmt: skip

    def act(programme: int, **given: Any) -> Any:
        return actions.plan_placement(
            actor=request.actor, person=person, programme=choices.programme(programme),
            **choices.from_search(request.actor, person), **given,
        )

    return _asked(request, form, about, act, _page, "enrolled_on")


@require_http_methods(["GET", "POST"])
@require("housing.plan_placement")
def placement_rehouse(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A second home after one that ended within ninety days: the same story goes on."""
    former = selectors.placement_for(request.actor, pk)
    person = selectors.person_of(former)
    form = PlanForm(_posted(request), **choices.plan(request.actor, person, former))
    words = _("Moved in within ninety days, the second home goes on with the same story in the figures.")
    about = _about(former, _("Find a second home"), _("Take on"), words)

    def act(programme: int, **given: Any) -> Any:
        return actions.plan_placement(
            actor=request.actor, person=person, programme=choices.programme(programme), previous=former,
            **choices.from_search(request.actor, person), **given,
        )

    return _asked(request, form, about, act, _page, "enrolled_on")


@require_http_methods(["GET", "POST"])
@require("housing.move_in")
def placement_move_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The day of the key."""
    found = selectors.placement_for(request.actor, pk)
    homes = choices.dwellings(request.actor, found)
    form = MoveInForm(_posted(request), dwellings=homes, initial={"dwelling": found.dwelling_id})

    def act(dwelling: int | None, **given: Any) -> Any:
        return actions.move_in(actor=request.actor, placement=found, dwelling=choices.dwelling(dwelling), **given)

    def then(made: Placement) -> HttpResponse:
        undo.offer(request, _("%(person)s moved in") % {"person": made.person}, reverse("placement_undo_move_in", args=[made.pk]))
        _say_when_closed(request, made.moved_in_on)
        return _page(made)

    return _asked(request, form, _about(found, _("Move in"), _("Moved in")), act, then, "moved_in_on")


def _say_when_closed(request: HttpRequest, day: date | None) -> None:
    """A day of a closed quarter changes no published figure: say so."""
    if day and selectors.figures_closed(day):
        messages.warning(request, _("The figures of that quarter are closed and stay as they were published. This is kept, and counted in what is published next."))


@require_POST
@require("housing.move_in")
def placement_undo_move_in(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a mistaken moving in back."""
    return _taken_back(request, pk, actions.undo_move_in)


@require_POST
@require("housing.end_placement")
def placement_reopen(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a mistaken end back."""
    return _taken_back(request, pk, actions.reopen_placement)


@require_POST
@require("housing.end_placement")
def placement_cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Written down by mistake."""
    return _taken_back(request, pk, actions.cancel_placement)


def _taken_back(request: HttpRequest, pk: UUID, action: Any) -> HttpResponse:
    """Do it, or say why not; back on the page."""
    found = selectors.placement_for(request.actor, pk)
    try:
        action(actor=request.actor, placement=found)
        undo.withdraw(request, request.path)
        messages.success(request, _("Taken back."))
    except (Refused, Conflict) as why:
        messages.error(request, why.words)
    return _page(found)


@require_http_methods(["GET", "POST"])
@require("housing.move_in")
def placement_workers(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Who accompanies the person."""
    found = selectors.placement_for(request.actor, pk)
    offered = choices.workers(request.actor, found.worker, found.cover)
    form = WorkersForm(_posted(request), workers=offered, initial={"worker": found.worker, "cover": found.cover})
    about = _about(found, _("Who accompanies"), _("Save"))
    return _asked(request, form, about, lambda **given: actions.assign_workers(actor=request.actor, placement=found, **given), _page, "cover")


@require_http_methods(["GET", "POST"])
@require("housing.end_placement")
def placement_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Why it ends, and where the person goes."""
    found = selectors.placement_for(request.actor, pk)

    def act(**given: Any) -> Any:
        return actions.end_placement(actor=request.actor, placement=found, **given)

    def then(made: Placement) -> HttpResponse:
        undo.offer(request, _("Placement of %(person)s ended") % {"person": made.person}, reverse("placement_reopen", args=[made.pk]))
        _say_when_closed(request, made.ended_on)
        return _page(made)

    return _asked(request, EndForm(_posted(request)), _about(found, _("End of a placement"), _("End the placement")), act, then, "ended_on")


@require_http_methods(["GET", "POST"])
@require("housing.keep_lease")
def lease_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A lease."""
    found = selectors.placement_for(request.actor, pk)
    form = LeaseForm(_posted(request), **choices.lease(request.actor, found))

    def act(dwelling: int | None, landlord: int | None, **given: Any) -> Any:
        return actions.add_lease(
            actor=request.actor, placement=found, dwelling=choices.dwelling(dwelling), landlord=choices.landlord(landlord), **given
        )

    def then(made: Any) -> HttpResponse:
        words = _("The lease is written down.") if made.ends_on else _("The lease is written down. It has no last day: it runs on until notice.")
        messages.success(request, words)
        return _page(found)

    return _asked(request, form, _about(found, _("A lease"), _("Keep the lease")), act, then, "starts_on")


@require_http_methods(["GET", "POST"])
@require("housing.keep_lease")
def lease_change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The last day, notice and guarantee of a lease."""
    lease = selectors.lease_for(request.actor, pk)
    kept = ("ends_on", "notice_on", "notice_by", "guarantee_paid_on", "guarantee_returned_on")
    form = LeaseChangeForm(_posted(request), initial={name: getattr(lease, name) for name in kept})
    about = _about(lease.placement, _("Lease since %(day)s") % {"day": f"{lease.starts_on:%d/%m/%Y}"}, _("Save"))
    return _asked(
        request, form, about, lambda **given: actions.change_lease(actor=request.actor, lease=lease, **given),
        lambda made: _page(lease.placement), "ends_on",
    )


@require_http_methods(["GET", "POST"])
@require("housing.keep_lease")
def arrears_keep(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The rent of a month that was not paid, or what became of it."""
    found = selectors.placement_for(request.actor, pk)
    about = _about(found, _("Rent of a month"), _("Save"), _("The same month again replaces what was written."))
    return _asked(
        request, ArrearsForm(_posted(request)), about, lambda **given: actions.keep_arrears(actor=request.actor, placement=found, **given),
        lambda made: _page(found), "month",
    )


@require_http_methods(["GET", "POST"])
@require("housing.write_event")
def tenancy_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Something that happened in the home."""
    found = selectors.placement_for(request.actor, pk)
    return _asked(
        request, EventForm(_posted(request)), _about(found, _("What happened"), _("Save")),
        lambda **given: actions.add_event(actor=request.actor, placement=found, **given), lambda made: _page(found), "on",
    )


@require_http_methods(["GET", "POST"])
@require("housing.write_event")
def tenancy_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The person is back home."""
    event = selectors.event_for(request.actor, pk)
    return _asked(
        request, BackForm(_posted(request)), _about(event.placement, _("Back home"), _("Save")),
        lambda **given: actions.end_absence(actor=request.actor, event=event, **given), lambda made: _page(event.placement), "until",
    )
