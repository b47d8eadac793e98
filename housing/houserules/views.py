"""The rules of the house over HTTP."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from audit.rules import require
from housing.houserules import actions
from housing.houserules.forms import HouseRuleForm
from housing.houserules.panels import rules_page
from housing.houserules.selectors import rooms_of


@require("housing.set_house_rules")
def house_rules(request: HttpRequest) -> HttpResponse:
    """What holds today in the house and in its rooms, what was set and by whom, and the form that sets more."""
    form = HouseRuleForm(request.POST if request.method == "POST" else None, rooms=rooms_of(request.actor))
    if form.is_bound and form.is_valid():
        actions.set_house_rules(actor=request.actor, **form.cleaned_data)
        return redirect("house_rules")
    context = rules_page(request.actor) | {"form": form}
    return render(request, "housing/stay_rules.html", context, status=422 if form.errors else 200)
