"""Sessions as a list, a week, a month; planning one or a row, moving, changing, cancelling."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods

from audit.rules import Refused, require
from employment.projects import actions, selectors
from employment.projects.forms import ChangeForm, DayForm, MoveForm, ReasonForm, SeriesForm, SessionForm

WEEK = timedelta(days=7)


@require_GET
@require("employment.view_sessions")
def sessions(request: HttpRequest) -> HttpResponse:
    """Sessions from a week back to five weeks ahead."""
    context = {"sessions": selectors.with_counts(selectors.sessions(request.actor)), "view": "list"}
    return render(request, "employment/sessions.html", context)


@require_GET
@require("employment.view_sessions")
def sessions_week(request: HttpRequest) -> HttpResponse:
    """One week, day by day."""
    days = selectors.week(request.actor, DayForm(request.GET).asked())
    context = {"days": days, "before": days[0].on - WEEK, "after": days[0].on + WEEK, "view": "week"}
    return render(request, "employment/sessions_week.html", context)


@require_GET
@require("employment.view_sessions")
def sessions_month(request: HttpRequest) -> HttpResponse:
    """One month, week by week."""
    day = DayForm(request.GET).asked().replace(day=1)
    weeks = selectors.month(request.actor, day)
    after = (day + timedelta(days=32)).replace(day=1)
    context = {"weeks": weeks, "month": day, "before": day - timedelta(days=1), "after": after, "view": "month"}
    return render(request, "employment/sessions_month.html", context)


def form_page(request: HttpRequest, form: Any, title: str, button: str, words: str = "", **extra: Any) -> HttpResponse:
    """A form with its one button; 422 with errors, 409 with the words of the rule."""
    context = {"form": form, "title": title, "button": button, "action": request.path, "words": words, "back": reverse("sessions")} | extra
    status = 409 if words else 422 if form.errors else 200
    return render(request, "employment/session_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
@require("employment.plan_session")
def session_new(request: HttpRequest) -> HttpResponse:
    """Plan a session."""
    first = {"project": request.GET.get("project"), "first_timer_places": 0, "filling": "draw"}
    form = SessionForm(request.POST if request.method == "POST" else None, actor=request.actor, initial=first)
    words = ""
    if request.method == "POST" and form.is_valid():
        try:
            session = actions.plan_session(actor=request.actor, **form.cleaned_data)
            return redirect("session", session.pk)
        except Refused as refused:
            words = refused.words
    return form_page(request, form, _("Plan a session"), _("Plan the session"), words)


@require_http_methods(["GET", "POST"])
@require("employment.plan_session")
def session_row(request: HttpRequest) -> HttpResponse:
    """Plan sessions in a row; what was left out is said."""
    first = {"project": request.GET.get("project"), "first_timer_places": 0, "filling": "draw", "client_uuid": uuid4()}
    form = SeriesForm(request.POST if request.method == "POST" else None, actor=request.actor, initial=first)
    words = ""
    if request.method == "POST" and form.is_valid():
        try:
            _row, made, left_out = actions.plan_series(actor=request.actor, **form.cleaned_data)
            _say_row(request, len(made), left_out)
            return redirect(f"{reverse('sessions_month')}?day={form.cleaned_data['from_on'].isoformat()}")
        except Refused as refused:
            words = refused.words
    return form_page(request, form, _("Plan sessions in a row"), _("Plan the row"), words)


def _say_row(request: HttpRequest, planned: int, left_out: list[Any]) -> None:
    """How many were planned, and which days were left out."""
    messages.success(request, ngettext("%(n)d session planned.", "%(n)d sessions planned.", planned) % {"n": planned})
    if left_out:
        days = ", ".join(date_format(day, "j/n") for day in left_out)
        messages.info(request, _("Left out, because nobody works then or a session stands there: %(days)s.") % {"days": days})


@require_http_methods(["GET", "POST"])
@require("employment.plan_session")
def session_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Move a session, with the reason."""
    session = selectors.session_for(request.actor, pk)
    first = {"day": session.day, "starts": session.starts, "ends": session.ends}
    form, words = MoveForm(request.POST if request.method == "POST" else None, initial=first), ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.move_session(actor=request.actor, session=session, **form.cleaned_data)
            messages.success(request, _("Moved. Who signed up is on the list of people to tell."))
            return redirect("session", pk)
        except Refused as refused:
            words = refused.words
    return form_page(request, form, _("Move the session"), _("Move it"), words, back=reverse("session", args=[pk]))


@require_http_methods(["GET", "POST"])
@require("employment.plan_session")
def session_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change places, seats for first-timers, who goes along."""
    session = selectors.session_for(request.actor, pk)
    first = {"places": session.places, "first_timer_places": session.first_timer_places, "staff": session.staff}
    form, words = ChangeForm(request.POST if request.method == "POST" else None, initial=first), ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_session(actor=request.actor, session=session, **form.cleaned_data)
            return redirect("session", pk)
        except Refused as refused:
            words = refused.words
    return form_page(request, form, _("Change the session"), _("Save"), words, back=reverse("session", args=[pk]))


def _with_reason(request: HttpRequest, pk: int, action: Any, title: str, button: str, done: str) -> HttpResponse:
    """One act on a session with its reason."""
    session, words = selectors.session_for(request.actor, pk), ""
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            action(actor=request.actor, session=session, reason=form.cleaned_data["reason"])
            messages.success(request, done)
            return redirect("session", pk)
        except Refused as refused:
            words = refused.words
    return form_page(request, form, title, button, words, back=reverse("session", args=[pk]))


@require_http_methods(["GET", "POST"])
@require("employment.plan_session")
def session_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel a session, with the reason."""
    done = _("Cancelled. Who signed up is on the list of people to tell.")
    return _with_reason(request, pk, actions.cancel_session, _("Cancel the session"), _("Cancel it"), done)


@require_http_methods(["GET", "POST"])
@require("employment.reopen_session")
def session_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed session again, with the reason."""
    done = _("Open again. Close it when all is right.")
    return _with_reason(request, pk, actions.reopen_session, _("Open the session again"), _("Open it again"), done)
