"""Pages of vital signs: taking them, how they went, and who was measured in the last day."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from audit.rules import Refused, require, said_beside
from centre.shifts import clock
from intake.person.selectors import person_for

from . import actions, news, policies, selectors
from .chart import curves
from .forms import StrikeForm, VitalsForm

#: Days a drawing may look back.
SPANS = (1, 7, 30, 365)
USUAL_SPAN = 30


@require_http_methods(["GET", "POST"])
@require("care.record_vitals")
def vitals_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take vital signs on one page; what is unusual comes back once, with words beside it."""
    person, parts = person_for(request.actor, pk), selectors.compartments_for(request.actor)
    start = {"client_uuid": uuid4(), "taken_at": clock.local(), "scale": selectors.scale_of(request.actor, person)}
    form = VitalsForm(request.POST or None, initial=start, compartments=parts)
    if request.method == "POST" and form.is_valid():
        about = {name: form.cleaned_data[name] for name in ("compartment", "client_uuid", "taken_at", "occasion", "remark")}
        try:
            actions.record_vitals(actor=request.actor, person=person, confirmed=form.confirmed(), **about, **form.cleaned_values())
        except actions.Implausible as refusal:
            form.ask(refusal)
        except Refused as refusal:
            form.add_error(None, refusal.words)
        else:
            return redirect("vitals", person.pk)
    context = {"person": person, "form": form, "credit": news.CREDIT}
    return render(request, "vitals/add.html", context, status=422 if form.errors else 200)


@require_GET
@require("care.view_vitals")
def vitals(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The takings of a person with their scores, and the curves; a part of the file one does not hold is not there."""
    person = person_for(request.actor, pk)
    if not policies.view_vitals.allows(request.actor, person=person):
        raise Http404
    asked = request.GET.get("days", "")
    days = int(asked) if asked in map(str, SPANS) else USUAL_SPAN
    taken, before = selectors.page_of(request.actor, person, _instant(request.GET.get("before", "")))
    drawn = curves(selectors.curve_of(request.actor, person, clock.now() - timedelta(days=days)))
    spans = [(one, ngettext("%(n)s day", "%(n)s days", one) % {"n": one}) for one in SPANS]
    context = {
        "person": person, "taken": taken, "before": before, "curves": drawn, "days": days, "spans": spans,
        "credit": news.CREDIT,
    }
    return render(request, "vitals/vitals.html", context)


def _instant(text: str) -> datetime | None:
    """Where a page begins; None for what is no instant."""
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


@require_http_methods(["GET", "POST"])
@require("care.record_vitals")
def vitals_strike(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Strike one taking out, with the reason."""
    found = selectors.vitals_for(request.actor, pk)
    person = person_for(request.actor, found.person_id)
    form = StrikeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        with said_beside(form, "because"):
            actions.strike_vitals(actor=request.actor, vitals=found, **form.cleaned_data)
            messages.success(request, _("It is struck out. It stays in sight."))
            return redirect("vitals", person.pk)
    context = {"person": person, "form": form, "taken": selectors.opened(request.actor, found)}
    return render(request, "vitals/strike.html", context, status=422 if form.errors else 200)


@require_GET
@require("care.view_vitals")
def vitals_lately(request: HttpRequest) -> HttpResponse:
    """Whoever was measured in the last day, with what asks for a doctor on top."""
    context = {"lately": selectors.lately(request.actor), "credit": news.CREDIT}
    return render(request, "vitals/lately.html", context)
