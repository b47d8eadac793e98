"""Money over HTTP: what was paid for a session, on paper too; the legal ceilings."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from audit.rules import Refused, require
from employment.allowances import actions, selectors
from employment.allowances.forms import AllowanceForm, CapForm
from employment.allowances.models import euros
from employment.places.selectors import sign_up_for
from employment.projects.selectors import session_for


def _form_page(request: HttpRequest, form: Any, extra: dict[str, Any], template: str, words: str = "") -> HttpResponse:
    """A form with its one button; 422 with errors, 409 with the words of the rule."""
    context = {"form": form, "words": words, "action": request.path, "person": None} | extra
    status = 409 if words else 422 if form.errors else 200
    return render(request, template, context, status=status)


@require("employment.write_allowance")
def allowance_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what a person received; above a ceiling nothing is written and the ceiling is said."""
    entry = sign_up_for(request.actor, pk)
    form = AllowanceForm(request.POST if request.method == "POST" else None, initial={"client_uuid": uuid4()})
    words = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.write_allowance(actor=request.actor, sign_up=entry, **form.values())
            return redirect("allowances", entry.session_id)
        except Refused as refused:
            words = refused.words
    extra = {"title": _("Allowance"), "button": _("Write down"), "person": entry.person}
    return _form_page(request, form, extra, "employment/form.html", words)


@require_GET
@require("employment.write_allowance")
def allowances(request: HttpRequest, pk: int) -> HttpResponse:
    """The allowances of a session, to print and sign."""
    session = session_for(request.actor, pk)
    lines = selectors.paid_lines(request.actor, session)
    total = sum(line.allowance.amount_cents for line in lines if line.allowance)
    context = {"session": session, "lines": lines, "total": euros(total)}
    return render(request, "employment/allowances.html", context)


@require("employment.set_cap")
def caps(request: HttpRequest) -> HttpResponse:
    """The legal ceilings, and a form to enter those of a year."""
    form = CapForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.set_cap(actor=request.actor, **form.values())
        return redirect("caps")
    known = [(law.label, year, euros(day), euros(whole)) for (law, year), (day, whole) in selectors.KNOWN_CAPS.items()]
    extra = {"caps": selectors.caps(request.actor), "known": known}
    return _form_page(request, form, extra, "employment/caps.html")
