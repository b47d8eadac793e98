"""The page that gives workstations their names."""
from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from audit.rules import require

from . import actions, selectors, session
from .forms import NameForm


@require_http_methods(["GET", "POST"])
@require("centre.name_workstation")
def workstations(request: HttpRequest) -> HttpResponse:
    """Every workstation in use, each with a form for its name; a refused form comes back as it was typed."""
    typed = NameForm(request.POST) if request.method == "POST" else None
    if typed is not None and typed.is_valid():
        actions.name_workstation(actor=request.actor, **typed.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("workstations")
    asked = typed["number"].value() if typed is not None else ""
    places = [
        (one, typed if typed is not None and one.number == asked else _form(one))
        for one in selectors.known_workstations(request.actor)
    ]
    context = {"places": places, "here": session.number_of(request)}
    return render(request, "workstations/list.html", context, status=422 if typed is not None else 200)


def _form(place: selectors.Place) -> NameForm:
    return NameForm(initial={"number": place.number, "name": place.name}, auto_id=f"id_{place.number}_%s")
