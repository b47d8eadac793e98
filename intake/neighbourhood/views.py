"""The log of activities and its sums."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import require
from centre.shifts.clock import service_day
from intake.neighbourhood import actions, selectors
from intake.neighbourhood.forms import ActivityForm, PeriodForm
from intake.neighbourhood.models import Activity


@require_GET
@require("intake.keep_activity")
def activities(request: HttpRequest) -> HttpResponse:
    """The activities of a period and their sums."""
    today = service_day()
    form = PeriodForm(request.GET or {"first": today.replace(month=1, day=1), "last": today + timedelta(days=31)})
    if not form.is_valid():
        return render(request, "neighbourhood/activities.html", {"form": form, "activities": [], "sums": []}, status=422)
    first, last, kind = (form.cleaned_data[name] for name in ("first", "last", "kind"))
    context = {"form": form, "activities": selectors.activities(first, last, kind), "sums": selectors.sums(first, last)}
    return render(request, "neighbourhood/activities.html", context)


@require_http_methods(["GET", "POST"])
@require("intake.keep_activity")
def edit(request: HttpRequest, pk: int = 0) -> HttpResponse:
    """Write an activity, or correct one."""
    activity = selectors.activity_for(pk) if pk else Activity(held_on=service_day())
    form = ActivityForm(request.POST or None, instance=activity)
    if not form.is_valid():
        context = {"form": form, "pk": pk}
        return render(request, "neighbourhood/activity.html", context, status=422 if form.is_bound else 200)
    actions.keep_activity(actor=request.actor, activity=form.save(commit=False))
    messages.success(request, _("Kept."))
    return redirect("activities")


@require_POST
@require("intake.keep_activity")
def strike(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an activity out of the counts."""
    actions.strike_activity(actor=request.actor, activity=selectors.activity_for(pk))
    messages.success(request, _("Struck. It stays in the history."))
    return redirect("activities")
