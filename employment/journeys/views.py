"""Journeys over HTTP: the list by phase, the page of a person, one page to print, and each deed with its form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import Refused, require
from centre.shifts import clock
from employment.journeys import actions, policies, selectors
from employment.journeys.forms import (
    EndForm,
    FactForm,
    FilterForm,
    GiveForm,
    MoveForm,
    OpenForm,
    OutcomeForm,
    StepForm,
    StepMoveForm,
)
from employment.journeys.models import Journey
from intake.person.selectors import person_for


@require_GET
@require("employment.view_journeys")
def journeys(request: HttpRequest) -> HttpResponse:
    """Journeys by phase, those under way unless asked otherwise."""
    form = FilterForm(request.GET)
    rows, more = selectors.listed(request.actor, **form.chosen())
    context = {
        "form": form, "rows": rows, "more": more, "counted": selectors.by_phase(request.actor),
        "steps": selectors.steps_due(request.actor), "again": selectors.to_ask_again(request.actor),
    }
    return render(request, "employment/journeys/list.html", context)


@require_GET
@require("employment.view_journeys")
def journey(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The journey of a person: phases, steps, sessions, money; earlier ones under it."""
    actor, person = request.actor, person_for(request.actor, pk)
    every = selectors.journeys_of(actor, person)
    context: dict[str, Any] = {
        "person": person, "shown": selectors.shown(actor, every[0]) if every else None, "others": every[1:],
        "worked": selectors.worked(actor, person), "ceiling": selectors.money_of_year(actor, person),
        "why_not_open": policies.open_journey.why_not(actor, opened_on=clock.local().date()),
        "may_keep": actor.may("employment.keep_journey"), "may_plan": actor.may("employment.plan_step"),
    }
    if every:
        context["give_form"] = GiveForm(colleagues=selectors.colleagues_for(actor), initial={"referent": every[0].referent})
    return render(request, "employment/journeys/person.html", context)


@require_GET
@require("employment.view_journeys")
def journey_print(request: HttpRequest, pk: int) -> HttpResponse:
    """One page to print."""
    found = selectors.journey_for(request.actor, pk)
    context = {
        "shown": selectors.shown(request.actor, found), "person": found.person,
        "worked": selectors.worked(request.actor, found.person, found.opened_on) if found.person else None,
    }
    return render(request, "employment/journeys/print.html", context)


@require_http_methods(["GET", "POST"])
@require("employment.keep_journey")
def journey_open(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Open the journey of a person."""
    person, actor = person_for(request.actor, pk), request.actor
    first = {"client_uuid": uuid4(), "opened_on": clock.local().date(), "referent": actor.pk}
    form = OpenForm(request.POST or None, colleagues=selectors.colleagues_for(actor), initial=first)
    words = ""
    if form.is_valid():
        words = _refused(lambda: actions.open_journey(actor=actor, person=person, **form.cleaned_data))
        if not words:
            return redirect("journey", pk)
    page = {"title": _("Open a journey"), "send": _("Open the journey"), "person": person, "action": request.path}
    return _form_page(request, form, words, page)


def _refused(act: Callable[[], Any]) -> str:
    """The words with which a deed was refused; empty when it was done."""
    try:
        act()
    except Refused as refused:
        return refused.words
    return ""


def _form_page(request: HttpRequest, form: Any, words: str, page: dict[str, Any]) -> HttpResponse:
    """A form with its one button; 422 with errors, 409 with the words of the rule."""
    status = 409 if words else 422 if form.errors else 200
    return render(request, "employment/journeys/form.html", {"form": form, "words": words} | page, status=status)


def _deed(request: HttpRequest, found: Journey, form: Any, act: Callable[..., Any], title: str, send: str) -> HttpResponse:
    """Show a form about a journey, or do what it asks and go back to the journey."""
    words = ""
    if form.is_valid():
        words = _refused(lambda: act(actor=request.actor, journey=found, **form.cleaned_data))
        if not words:
            return redirect("journey", found.person_id)
    page = {"title": title, "send": send, "person": found.person, "action": request.path}
    return _form_page(request, form, words, page)


def _first(**more: Any) -> dict[str, Any]:
    return {"client_uuid": uuid4()} | more


@require_http_methods(["GET", "POST"])
@require("employment.keep_journey")
def journey_phase(request: HttpRequest, pk: int) -> HttpResponse:
    """To another phase, forwards or back."""
    found = selectors.journey_for(request.actor, pk)
    form = MoveForm(request.POST or None, initial=_first(on_day=clock.local().date(), seen=found.phase))
    return _deed(request, found, form, actions.move_phase, _("Another phase"), _("Move the journey"))


@require_http_methods(["GET", "POST"])
@require("employment.keep_journey")
def journey_end(request: HttpRequest, pk: int) -> HttpResponse:
    """The end, with what came of it."""
    found = selectors.journey_for(request.actor, pk)
    form = EndForm(request.POST or None, initial=_first(ended_on=clock.local().date()))
    return _deed(request, found, form, actions.end_journey, _("End the journey"), _("End the journey"))


@require_http_methods(["GET", "POST"])
@require("employment.keep_journey")
def journey_outcome(request: HttpRequest, pk: int) -> HttpResponse:
    """What came of it, now or some months later."""
    found = selectors.journey_for(request.actor, pk)
    form = OutcomeForm(request.POST or None, initial=_first(on_day=clock.local().date()))
    return _deed(request, found, form, actions.write_outcome, _("What came of it"), _("Write down"))


@require_http_methods(["GET", "POST"])
@require("employment.plan_step")
def journey_fact(request: HttpRequest, pk: int) -> HttpResponse:
    """Work and school, as the person says."""
    found = selectors.journey_for(request.actor, pk)
    form = FactForm(request.POST or None, initial=_first(on_day=clock.local().date()))
    return _deed(request, found, form, actions.write_fact, _("Work and school"), _("Write down"))


@require_http_methods(["GET", "POST"])
@require("employment.plan_step")
def journey_step(request: HttpRequest, pk: int) -> HttpResponse:
    """A step, agreed with the person."""
    found = selectors.journey_for(request.actor, pk)
    form = StepForm(request.POST or None, colleagues=selectors.colleagues_for(request.actor), initial=_first(owner=request.actor.pk))
    return _deed(request, found, form, actions.agree_step, _("A step"), _("Keep the step"))


def _tap(request: HttpRequest, found: Journey, act: Callable[..., Any], **given: Any) -> HttpResponse:
    """A deed without a form of its own; refused, its words stand on the page."""
    words = _refused(lambda: act(actor=request.actor, journey=found, **given))
    if words:
        messages.warning(request, words)
    return redirect("journey", found.person_id)


@require_POST
@require("employment.keep_journey")
def journey_pause(request: HttpRequest, pk: int) -> HttpResponse:
    """Pause it."""
    return _tap(request, selectors.journey_for(request.actor, pk), actions.pause_journey)


@require_POST
@require("employment.keep_journey")
def journey_resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it up again."""
    return _tap(request, selectors.journey_for(request.actor, pk), actions.resume_journey)


@require_POST
@require("employment.keep_journey")
def journey_give(request: HttpRequest, pk: int) -> HttpResponse:
    """Another colleague sees to it."""
    found, form = selectors.journey_for(request.actor, pk), GiveForm(request.POST, colleagues=selectors.colleagues_for(request.actor))
    if not form.is_valid():
        messages.warning(request, _("Choose a colleague of your teams."))
        return redirect("journey", found.person_id)
    return _tap(request, found, actions.give_journey, **form.cleaned_data)


@require_POST
@require("employment.plan_step")
def journey_step_move(request: HttpRequest, pk: int) -> HttpResponse:
    """A step goes on: planned for a day, done, dropped, taken up again."""
    step, form = selectors.step_for(request.actor, pk), StepMoveForm(request.POST)
    words = _("Say by when.")
    if form.is_valid():
        words = _refused(lambda: actions.move_step(actor=request.actor, step=step, **form.cleaned_data))
    if words:
        messages.warning(request, words)
    return redirect("journey", step.person_id)
