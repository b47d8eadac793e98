"""The day itself: who came, hours, the sheet on paper, the end; and the words about a draw for the person."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import Refused, require
from centre.shifts import clock
from employment.places import actions, selectors
from employment.places.forms import AttendanceForm, CardForm, HoursForm, SeveralForm
from employment.places.page import session_page, words_for
from employment.projects.actions import close_session
from employment.projects.selectors import briefing_of, session_for
from employment.projects.views import form_page


def _page(request: HttpRequest, pk: int, words: str, status: int = 409) -> HttpResponse:
    """The session's page again, with why not."""
    context = session_page(request.actor, session_for(request.actor, pk)) | {"found": None, "words": words}
    context["form"] = CardForm(initial={"client_uuid": uuid4(), "way": "desk"})
    return render(request, "employment/session.html", context, status=status)


@require_POST
@require("employment.mark_present")
def session_close(request: HttpRequest, pk: int) -> HttpResponse:
    """The session is over."""
    try:
        close_session(actor=request.actor, session=session_for(request.actor, pk))
    except Refused as refused:
        return _page(request, pk, refused.words)
    return redirect("session", pk)


@require_POST
@require("employment.mark_present")
def attendance(request: HttpRequest, pk: int) -> HttpResponse:
    """Came, did not come, not today, leaves now."""
    entry = selectors.sign_up_for(request.actor, pk)
    form = AttendanceForm(request.POST)
    if not form.is_valid():
        return _page(request, entry.session_id, _("This tap was not understood. Nothing was recorded."), 422)
    try:
        actions.mark_present(actor=request.actor, sign_up=entry, **form.cleaned_data)
    except Refused as refused:
        return _page(request, entry.session_id, refused.words)
    return redirect("session", entry.session_id)


@require_POST
@require("employment.mark_present")
def session_came(request: HttpRequest, pk: int) -> HttpResponse:
    """Everybody ticked came."""
    session = session_for(request.actor, pk)
    known = [one.pk for one in selectors.sign_ups(request.actor, session)]
    form = SeveralForm(request.POST, numbers=known)
    if not form.is_valid() or not form.cleaned_data["sign_up"]:
        return _page(request, pk, _("Tick who came first."), 422)
    try:
        came = actions.mark_several(actor=request.actor, sign_ups=selectors.sign_ups_in(request.actor, session, form.cleaned_data["sign_up"]))
    except Refused as refused:
        return _page(request, pk, refused.words)
    messages.success(request, ngettext("%(n)d person came.", "%(n)d people came.", came) % {"n": came})
    return redirect("session", pk)


@require_http_methods(["GET", "POST"])
@require("employment.mark_present")
def attendance_hours(request: HttpRequest, pk: int) -> HttpResponse:
    """The hours of one person, by the wall clock of that day."""
    entry, words = selectors.sign_up_for(request.actor, pk), ""
    known = getattr(entry, "attendance", None)
    began, ended = (known.began_at, known.ended_at) if known and known.present else (entry.session.starts_at, entry.session.ends_at)
    first = {"came_at": clock.local(began).time(), "left_at": clock.local(ended).time(), "break_minutes": known.break_minutes if known else 0}
    form = HoursForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            actions.mark_present(actor=request.actor, sign_up=entry, present=True, **form.cleaned_data)
            return redirect("session", entry.session_id)
        except Refused as refused:
            words = refused.words
    title = _("Hours of %(person)s") % {"person": entry.person}
    return form_page(request, form, title, _("Save"), words, back=reverse("session", args=[entry.session_id]))


@require_GET
@require("employment.view_sessions")
def session_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The list on paper: numbers, the names used here of those the reader may know, room for hours and a sign."""
    context = session_page(request.actor, session_for(request.actor, pk))
    context["briefing"] = briefing_of(context["session"].project)
    return render(request, "employment/places/sheet.html", context)


@require_GET
@require("employment.view_sessions")
def sign_up_words(request: HttpRequest, pk: int) -> HttpResponse:
    """How the draw went for one person, in three languages, on paper; the reading is recorded."""
    entry = selectors.sign_up_for(request.actor, pk)
    return render(request, "employment/places/words.html", {"sign_up": entry, "told": words_for(request.actor, entry)})
