"""The pages of the rota."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import Refused, require
from centre.access.identity import acting
from centre.access.middleware import public
from centre.shifts import hours
from centre.shifts.hours import Shift

from . import actions, documents, policies, selectors
from .enums import SwapState
from .forms import AbsenceForm, DayForm, LeastForm, PlanForm, SwapForm

WEEK = timedelta(days=7)


@require_GET
@require("centre.view_rota")
def rota(request: HttpRequest) -> HttpResponse:
    """One week: shifts down, days across."""
    day = DayForm(request.GET).asked()
    days, rows = selectors.week(request.actor, day)
    context = {
        "days": days, "rows": rows, "before": days[0] - WEEK, "after": days[0] + WEEK, "today": hours.shift_now().service_day,
        "may_plan": policies.plan_rota.allows(request.actor), "on_duty": selectors.on_duty(),
    }
    return render(request, "rota/week.html", context)


@require_GET
@require("centre.view_rota")
def rota_month(request: HttpRequest) -> HttpResponse:
    """One month: colleagues down, days across."""
    days, rows = selectors.month(request.actor, DayForm(request.GET).asked())
    context = {"days": days, "rows": rows, "before": days[0] - timedelta(days=1), "after": days[-1] + timedelta(days=1)}
    return render(request, "rota/month.html", context)


@require_http_methods(["GET", "POST"])
@require("centre.plan_rota")
def rota_plan(request: HttpRequest) -> HttpResponse:
    """One day: who works, who is added, who is taken off."""
    day = DayForm(request.GET).asked()
    form = PlanForm(request.POST if request.method == "POST" else None, day=day)
    if form.is_valid():
        given = form.given()
        about = {"away": selectors.is_away(given["user"], day), "taken": selectors.works(given["user"], given["shift"])}
        words = policies.plan_rota.why_not(request.actor, user=given["user"], role=given["role"], **about)
        if words is None:
            actions.plan_duty(actor=request.actor, **given)
            return redirect(_on("rota_plan", day))
        form.refuse(words)
    grid = selectors.cells(request.actor, day, 1)
    context = {"day": day, "cells": [grid[Shift(day, one.code)] for one in hours.day_hours()], "form": form}
    return render(request, "rota/plan.html", context, status=422 if form.errors else 200)


@require_POST
@require("centre.plan_rota")
def rota_copy(request: HttpRequest) -> HttpResponse:
    """Plan a week like the one before."""
    monday = selectors.first_of_week(DayForm(request.POST).asked())
    number = actions.copy_week(actor=request.actor, monday=monday)
    messages.success(request, ngettext("%(n)d shift planned.", "%(n)d shifts planned.", number) % {"n": number})
    return redirect(_on("rota", monday))


@require_http_methods(["GET", "POST"])
@require("centre.plan_rota")
def rota_least(request: HttpRequest) -> HttpResponse:
    """How many of each role each shift needs."""
    roles = sorted({role for _user, held in selectors.plannable() for role in held})
    form = LeastForm(request.POST if request.method == "POST" else None, leasts=selectors.leasts(), roles=roles)
    if form.is_valid():
        for code, role, number in form.changed():
            actions.set_least(actor=request.actor, code=code, role=role, number=number)
        messages.success(request, _("Saved."))
        return redirect("rota")
    return render(request, "rota/least.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@require("centre.plan_rota")
def rota_absences(request: HttpRequest) -> HttpResponse:
    """Everybody's absences, and a new one."""
    people = [user for user, _roles in selectors.plannable()]
    form = AbsenceForm(request.POST if request.method == "POST" else None, people=people)
    if form.is_valid():
        actions.note_absence(actor=request.actor, **form.given(request.actor))
        return redirect("rota_absences")
    context = {"form": form, "absences": selectors.absences(request.actor)}
    return render(request, "rota/absences.html", context, status=422 if form.errors else 200)


@require_GET
@require("centre.view_rota")
def rota_mine(request: HttpRequest) -> HttpResponse:
    """One's own shifts, what colleagues offer, absences, the calendar."""
    return _mine(request, {})


@require_POST
@require("centre.note_absence")
def rota_absence(request: HttpRequest) -> HttpResponse:
    """One's own absence."""
    form = AbsenceForm(request.POST)
    if form.is_valid():
        actions.note_absence(actor=request.actor, **form.given(request.actor))
        messages.success(request, _("Noted. Who plans the rota sees it."))
        return redirect("rota_mine")
    return _mine(request, {"absence_form": form})


@require_POST
@require("centre.note_absence")
def rota_absence_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take an absence back."""
    absence = selectors.absence_for(request.actor, pk)
    actions.end_absence(actor=request.actor, absence=absence)
    return redirect("rota_mine" if absence.user_id == request.actor.pk else "rota_absences")


@require_POST
@require("centre.view_rota")
def rota_address(request: HttpRequest) -> HttpResponse:
    """A new calendar address, shown once; or the end of the one in use."""
    if "end" in request.POST:
        actions.end_address(actor=request.actor)
        messages.success(request, _("The calendar address has ended."))
        return redirect("rota_mine")
    token = actions.make_address(actor=request.actor)
    return _mine(request, {"address": request.build_absolute_uri(reverse("rota_calendar", args=[token]))})


@require_POST
@require("centre.plan_rota")
def duty_cancel(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take somebody off a shift."""
    duty = actions.cancel_duty(actor=request.actor, duty=selectors.duty_for(request.actor, pk))
    return redirect(_on("rota_plan", duty.service_day))


@require_http_methods(["GET", "POST"])
@require("centre.swap_duty")
def duty_swap(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Offer one's shift."""
    duty = selectors.duty_for(request.actor, pk)
    policies.swap_duty.check(request.actor, duty=duty)
    form = SwapForm(request.POST if request.method == "POST" else None, duty=duty)
    if form.is_valid():
        actions.ask_swap(actor=request.actor, duty=duty, offered_to=form.colleague())
        messages.success(request, _("Offered. It stays yours until a colleague takes it."))
        return redirect("rota_mine")
    return render(request, "rota/swap.html", {"duty": duty, "form": form}, status=422 if form.errors else 200)


@require_POST
@require("centre.swap_duty")
def swap_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take, refuse or withdraw; what does not fit is said in words on the page."""
    to = request.POST.get("to", "")
    if to not in (SwapState.TAKEN, SwapState.REFUSED, SwapState.WITHDRAWN):
        raise Http404
    try:
        actions.answer_swap(actor=request.actor, swap=selectors.swap_for(request.actor, pk), to=SwapState(to))
    except Refused as refusal:
        messages.error(request, refusal.words)
    return redirect("rota_mine")


@public
@require_GET
def rota_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """One's own shifts for a calendar program that knows the secret address; 404 for any other."""
    owner = selectors.owner_of(token)
    if owner is None:
        raise Http404
    with acting(owner, workstation="calendar"):
        text = documents.calendar(selectors.calendar_duties(owner))
    return HttpResponse(text, content_type="text/calendar; charset=utf-8")


def _on(name: str, day: date) -> str:
    return f"{reverse(name)}?day={day.isoformat()}"


def _mine(request: HttpRequest, forms: dict[str, Any]) -> HttpResponse:
    actor = request.actor
    context = {
        "duties": [(*line, policies.swap_duty.allows(actor, duty=line[0])) for line in selectors.my_duties(actor)],
        "offered": selectors.offered(actor), "absences": selectors.my_absences(actor),
        "absence_form": AbsenceForm() if policies.note_absence.allows(actor) else None, "address": "",
        "has_address": selectors.has_address(actor), "may_swap": policies.swap_duty.allows(actor),
    }
    wrong = any(getattr(one, "errors", None) for one in forms.values())
    return render(request, "rota/mine.html", context | forms, status=422 if wrong else 200)
