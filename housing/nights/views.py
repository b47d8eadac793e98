"""Nights over HTTP: the occupancy figures."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from audit.rules import require
from centre.shifts import clock
from housing.nights.documents import occupancy_chart
from housing.nights.forms import PeriodForm
from housing.nights.selectors import nights, totals


@require_GET
@require("housing.view_occupancy")
def occupancy(request: HttpRequest) -> HttpResponse:
    """Bed-nights of a period, as a chart and a table with the same numbers."""
    last = clock.service_day() - timedelta(days=1)
    period = {"first": last - timedelta(days=29), "last": last}
    form = PeriodForm(request.GET or None, initial=period)
    if form.is_bound and form.is_valid():
        period = form.cleaned_data
    table = nights(request.actor, period["first"], period["last"])
    context = {"form": form, "nights": table, "totals": totals(table), "chart": occupancy_chart(table)}
    return render(request, "housing/occupancy.html", context, status=422 if form.errors else 200)
