"""Safety at work over HTTP: who heard the briefing, tools by tap, accidents and their declaration."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import Refused, require
from centre.shifts import clock
from employment.places.selectors import sign_up_for, sign_ups_in
from employment.projects.selectors import briefing_of, session_for
from employment.projects.views import form_page
from employment.safety import actions, selectors
from employment.safety.forms import AccidentForm, BriefForm, DeclareForm, ToolForm


def _page(request: HttpRequest, pk: int, words: str = "", status: int = 200) -> HttpResponse:
    """Everybody with a place: briefing, tools, accident."""
    session = session_for(request.actor, pk)
    briefing = briefing_of(session.project_id)
    lines = selectors.lines(request.actor, session, briefing)
    tools = [one.strip() for one in session.project.tools.split(",") if one.strip()]
    form = BriefForm(numbers=[], initial={"language": (get_language() or "fr")[:2]})
    context = {"session": session, "briefing": briefing, "lines": lines, "tools": tools, "words": words, "form": form}
    return render(request, "employment/places/safety.html", context, status=status)


@require_GET
@require("employment.brief")
def session_safety(request: HttpRequest, pk: int) -> HttpResponse:
    """The briefing and the tools of one session."""
    return _page(request, pk)


@require_POST
@require("employment.brief")
def session_briefed(request: HttpRequest, pk: int) -> HttpResponse:
    """Those ticked heard the briefing."""
    session = session_for(request.actor, pk)
    known = [line.sign_up.pk for line in selectors.lines(request.actor, session, None)]
    form = BriefForm(request.POST, numbers=known)
    if not form.is_valid():
        return _page(request, pk, _("Tick who heard it, and the language."), 422)
    heard = sign_ups_in(request.actor, session, form.cleaned_data["sign_up"])
    try:
        actions.brief_several(actor=request.actor, sign_ups=heard, language=form.cleaned_data["language"])
    except Refused as refused:
        return _page(request, pk, refused.words, 409)
    return redirect("session_safety", pk)


@require_POST
@require("employment.brief")
def tool_lend(request: HttpRequest, pk: int) -> HttpResponse:
    """A tool is handed out."""
    entry, form = sign_up_for(request.actor, pk), ToolForm(request.POST)
    if not form.is_valid():
        return _page(request, entry.session_id, _("Say what is handed out."), 422)
    try:
        actions.lend_tool(actor=request.actor, sign_up=entry, **form.cleaned_data)
    except Refused as refused:
        return _page(request, entry.session_id, refused.words, 409)
    return redirect("session_safety", entry.session_id)


@require_POST
@require("employment.brief")
def tool_back(request: HttpRequest, pk: int) -> HttpResponse:
    """A tool is back."""
    loan = selectors.loan_for(request.actor, pk)
    try:
        actions.take_tool_back(actor=request.actor, loan=loan)
    except Refused as refused:
        messages.info(request, refused.words)
    return redirect("session_safety", loan.sign_up.session_id)


@require_http_methods(["GET", "POST"])
@require("employment.report_accident")
def accident_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Write an accident down."""
    entry, words = sign_up_for(request.actor, pk), ""
    near = selectors.incidents_near(request.actor)
    first = {"client_uuid": uuid4(), "where": entry.session.project.place}
    form = AccidentForm(request.POST if request.method == "POST" else None, session=entry.session, incidents=near, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("accident", actions.report_accident(actor=request.actor, sign_up=entry, **form.values()).pk)
        except Refused as refused:
            words = refused.words
    title = _("Accident at work of %(person)s") % {"person": entry.person}
    return form_page(request, form, title, _("Write it down"), words, back=reverse("session_safety", args=[entry.session_id]))


@require_GET
@require("employment.report_accident")
def accidents(request: HttpRequest) -> HttpResponse:
    """Accidents at work, those to declare first."""
    return render(request, "employment/places/accidents.html", {"accidents": selectors.accidents(request.actor)})


@require_http_methods(["GET", "POST"])
@require("employment.report_accident")
def accident(request: HttpRequest, pk: int) -> HttpResponse:
    """One accident: its words for the declaration, the policy, and the day on which it was declared."""
    found, words = selectors.accident_for(request.actor, pk), ""
    form = DeclareForm(request.POST if request.method == "POST" else None, initial={"on": clock.local().date()})
    if request.method == "POST" and form.is_valid():
        try:
            actions.declare_accident(actor=request.actor, accident=found.accident, on=form.cleaned_data["on"])
            return redirect("accident", pk)
        except Refused as refused:
            words = refused.words
    context = {"accident": found.accident, "told": found.words, "form": form, "words": words}
    return render(request, "employment/places/accident.html", context, status=409 if words else 422 if form.errors else 200)
