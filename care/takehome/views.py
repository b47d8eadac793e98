"""Bottles over HTTP: out and back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from audit.rules import require
from care.dispensing.enums import BroughtBack
from care.dispensing.selectors import bottles_of
from care.prescribing.selectors import kept_file, prescription_for
from care.register.hands import refused
from centre.shifts import clock

from . import actions, selectors
from .forms import BackForm, BottlesForm


@require_http_methods(["GET", "POST"])
@require("care.give_dose")
def bottles(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Give bottles to take home, and see which are out."""
    plan, words = prescription_for(request.actor, pk), ""
    begun = {"client_uuid": uuid4(), "first": clock.service_day() + timedelta(days=1), "number": max(1, min(plan.home_most, len(plan.home_days)))}
    form = BottlesForm(request.POST if request.method == "POST" else None, initial=begun)
    if form.is_valid():
        given: list[Any] = []
        words = refused(lambda: given.extend(actions.give_bottles(actor=request.actor, prescription=plan, **form.cleaned_data)))
        if not words:
            days = ", ".join(date_format(one.for_day, "D j F") for one in given)
            messages.success(request, _("Written down, here and in the drug register: bottles for %(days)s.") % {"days": days})
            return redirect("bottles", pk)
    person = kept_file(plan.about)
    out = bottles_of(request.actor, person, today=clock.service_day())
    context = {"prescription": plan, "person": person, "form": form, "words": words, "bottles": out, "ways": BroughtBack.choices}
    return render(request, "takehome/bottles.html", context, status=409 if words else 422 if form.is_bound else 200)


@require_POST
@require("care.give_dose")
def bottle_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a bottle back as it comes."""
    bottle, form = selectors.bottle_for(request.actor, pk), BackForm(request.POST)
    if form.is_valid():
        words = refused(lambda: actions.take_back_bottle(actor=request.actor, bottle=bottle, **form.cleaned_data))
        if words:
            messages.error(request, words)
        elif form.cleaned_data["back_as"] == BroughtBack.LOST:
            messages.warning(request, _("A bottle is lost: tell the prescriber before the next one goes home."))
        elif form.cleaned_data["back_as"] in (BroughtBack.FULL, BroughtBack.PART):
            messages.warning(request, _("What is left in it goes into the drug register, in the account for destruction."))
    return redirect("bottles", bottle.prescription_id)
