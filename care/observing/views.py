"""The time after a dose over HTTP: who stays, what came up, who leaves."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from audit.rules import require
from care.dispensing.models import Dose
from care.dispensing.selectors import dose_for
from care.register.hands import refused
from centre.shifts import clock

from . import actions, selectors
from .forms import AnswerForm, EventForm, LeaveForm, WatchForm


@require_GET
@require("care.view_doses")
def staying(request: HttpRequest) -> HttpResponse:
    """Everybody under observation after a dose."""
    return render(request, "observing/staying.html", {"stays": selectors.staying(request.actor)})


def _after(request: HttpRequest, dose: Dose, given: dict[str, Any], words: str = "") -> HttpResponse:
    """What came after one dose, and the forms for what comes now."""
    stays = dose.stay_until is not None and dose.left_at is None
    events, watches = selectors.events_of(request.actor, dose), selectors.watches_of(request.actor, dose)
    context = {
        "dose": dose, "person": dose.person, "events": events, "open_event": next((one for one, *_more in events if not one.decision_id), None),
        "watches": watches, "alarming": bool(watches) and watches[0][0].alarming,
        "words": words, "stays": stays, "over": bool(dose.stay_until and clock.now() >= dose.stay_until),
        "event_form": EventForm(initial={"client_uuid": uuid4()}, auto_id="event_%s"), "answer_form": AnswerForm(doctor=request.actor.may("care.decide_dose"), initial={"client_uuid": uuid4()}, auto_id="answer_%s"),
        "watch_form": WatchForm(initial={"client_uuid": uuid4()}, auto_id="watch_%s"), "leave_form": LeaveForm(auto_id="leave_%s"),
    }
    bad = any(form.errors for form in given.values())
    return render(request, "observing/after.html", context | given, status=409 if words else 422 if bad else 200)


@require_GET
@require("care.view_doses")
def dose_after(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The time after one dose."""
    return _after(request, dose_for(request.actor, pk), {})


@require_POST
@require("care.give_dose")
def dose_event(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Note that the dose came up."""
    dose, form = dose_for(request.actor, pk), EventForm(request.POST, auto_id="event_%s")
    if not form.is_valid():
        return _after(request, dose, {"event_form": form})
    words = refused(lambda: actions.note_event(actor=request.actor, dose=dose, **form.cleaned_data))
    if words:
        return _after(request, dose, {"event_form": form}, words)
    messages.warning(request, _("No other dose follows by itself: ask the doctor."))
    return redirect("dose_after", pk)


@require_POST
@require("care.give_dose")
def dose_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """What the doctor decided."""
    event, form = selectors.event_for(request.actor, pk), AnswerForm(request.POST, doctor=request.actor.may("care.decide_dose"), auto_id="answer_%s")
    dose = dose_for(request.actor, event.dose_id)
    if not form.is_valid():
        return _after(request, dose, {"answer_form": form})
    words = refused(lambda: actions.answer_event(actor=request.actor, event=event, **form.values()))
    return _after(request, dose, {"answer_form": form}, words) if words else redirect("dose_after", dose.pk)


@require_POST
@require("care.give_dose")
def dose_watch(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One look at somebody who stays."""
    dose, form = dose_for(request.actor, pk), WatchForm(request.POST, auto_id="watch_%s")
    if not form.is_valid():
        return _after(request, dose, {"watch_form": form})
    words = refused(lambda: actions.watch(actor=request.actor, dose=dose, **form.cleaned_data))
    return _after(request, dose, {"watch_form": form}, words) if words else redirect("dose_after", pk)


@require_POST
@require("care.give_dose")
def dose_leave(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Somebody leaves, after the minutes or before."""
    dose, form = dose_for(request.actor, pk), LeaveForm(request.POST, auto_id="leave_%s")
    if not form.is_valid():
        return _after(request, dose, {"leave_form": form})
    words = refused(lambda: actions.leave(actor=request.actor, dose=dose, **form.cleaned_data))
    return _after(request, dose, {"leave_form": form}, words) if words else redirect("staying")
