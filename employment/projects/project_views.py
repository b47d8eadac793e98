"""Projects: list, page, changes, what is done in drawings, briefing; days without work; calendar addresses."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import Refused, require
from centre.access.identity import acting
from centre.access.middleware import public
from employment.projects import actions, documents, policies, selectors
from employment.projects.forms import BriefingForm, FeedForm, HolidayForm, ProjectForm, ReasonForm, TasksForm
from employment.projects.views import form_page


@require_GET
@require("employment.view_sessions")
def projects(request: HttpRequest) -> HttpResponse:
    """Every project, those that run first."""
    found = [(one, selectors.insurance_state(one)) for one in selectors.all_projects(request.actor)]
    return render(request, "employment/projects.html", {"projects": found, "view": "projects"})


@require_GET
@require("employment.view_sessions")
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """One project: what, where, with whom, insured until when, what is done, what is told about safety, what is planned."""
    actor, found = request.actor, selectors.project_for(request.actor, pk)
    ahead = list(selectors.sessions_ahead(actor, found)[: selectors.AHEAD_SHOWN])
    context = {
        "project": found, "insurance": selectors.insurance_state(found), "briefing": selectors.briefing_of(found),
        "sessions": selectors.with_counts(ahead), "why_not_close": policies.close_project.why_not(actor, project=found, ahead=len(ahead)),
    }
    return render(request, "employment/project.html", context)


@require_http_methods(["GET", "POST"])
@require("employment.open_project")
def project_new(request: HttpRequest) -> HttpResponse:
    """Open a project."""
    form = ProjectForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        facts = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        return redirect("project", actions.open_project(actor=request.actor, **facts).pk)
    return form_page(request, form, _("Open a project"), _("Open the project"), back=reverse("projects"))


@require_http_methods(["GET", "POST"])
@require("employment.open_project")
def project_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a project; what a colleague changed meanwhile is looked at first."""
    found, words = selectors.project_for(request.actor, pk), ""
    form = ProjectForm(request.POST if request.method == "POST" else None, project=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_project(actor=request.actor, project=found, **form.cleaned_data)
            return redirect("project", pk)
        except Refused as refused:
            words = refused.words
    return form_page(request, form, _("Change the project"), _("Save"), words, back=reverse("project", args=[pk]))


@require_http_methods(["GET", "POST"])
@require("employment.open_project")
def project_tasks(request: HttpRequest, pk: int) -> HttpResponse:
    """What is done there, in drawings and words."""
    found = selectors.project_for(request.actor, pk)
    form = TasksForm(request.POST if request.method == "POST" else None, tasks=found.tasks)
    if request.method == "POST" and form.is_valid():
        actions.change_project(actor=request.actor, project=found, tasks=form.tasks())
        return redirect("project", pk)
    return render(request, "employment/project_tasks.html", {"form": form, "project": found}, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@require("employment.open_project")
def project_briefing(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the safety briefing: a change is a new version."""
    found = selectors.project_for(request.actor, pk)
    now = selectors.briefing_of(found)
    first = {"fr": now.fr, "nl": now.nl, "en": now.en} if now else {}
    form = BriefingForm(request.POST if request.method == "POST" else None, initial=first)
    if request.method == "POST" and form.is_valid():
        actions.write_briefing(actor=request.actor, project=found, **form.cleaned_data)
        return redirect("project", pk)
    return form_page(request, form, _("Safety briefing"), _("Save as a new version"), back=reverse("project", args=[pk]))


@require_GET
@require("employment.view_sessions")
def project_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The project on paper, in drawings and three languages, for who does not read."""
    found = selectors.project_for(request.actor, pk)
    return render(request, "employment/project_sheet.html", {"project": found, "briefing": selectors.briefing_of(found)})


@require_http_methods(["GET", "POST"])
@require("employment.open_project")
def project_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a project, with the reason."""
    found, words = selectors.project_for(request.actor, pk), ""
    form = ReasonForm(request.POST if request.method == "POST" else None)
    form.fields["reason"].help_text = ""
    if request.method == "POST" and form.is_valid():
        try:
            actions.close_project(actor=request.actor, project=found, reason=form.cleaned_data["reason"])
            return redirect("project", pk)
        except Refused as refused:
            words = refused.words
    return form_page(request, form, _("Close the project"), _("Close it"), words, back=reverse("project", args=[pk]))


@require_POST
@require("employment.open_project")
def project_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Open a closed project again."""
    actions.reopen_project(actor=request.actor, project=selectors.project_for(request.actor, pk))
    return redirect("project", pk)


@require_http_methods(["GET", "POST"])
@require("employment.plan_session")
def holidays(request: HttpRequest) -> HttpResponse:
    """Days without work: those marked, the public holidays ahead that are not, one more."""
    form = HolidayForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.mark_holiday(actor=request.actor, **form.cleaned_data)
        return redirect("holidays")
    context = {"form": form, "holidays": selectors.holidays(request.actor), "public": selectors.public_days_ahead()}
    return render(request, "employment/project_holidays.html", context, status=422 if form.errors else 200)


@require_POST
@require("employment.plan_session")
def holiday_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """A marked day is one like others."""
    actions.take_back_holiday(actor=request.actor, holiday=selectors.holiday_for(request.actor, pk))
    return redirect("holidays")


def _feeds(request: HttpRequest, form: Any, address: str = "") -> HttpResponse:
    """One's calendar addresses; a new one is shown once."""
    context = {"feeds": selectors.feeds(request.actor), "form": form, "address": address}
    return render(request, "employment/project_feeds.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "POST"])
@require("employment.view_sessions")
def work_feeds(request: HttpRequest) -> HttpResponse:
    """One's secret calendar addresses: make, renew, end."""
    form = FeedForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return _feeds(request, form)
    about = form.cleaned_data["project"]
    if "end" in request.POST:
        actions.end_feed(actor=request.actor, project=about)
        messages.success(request, _("The calendar address has ended."))
        return redirect("work_feeds")
    token = actions.make_feed(actor=request.actor, project=about)
    return _feeds(request, FeedForm(), request.build_absolute_uri(reverse("work_calendar", args=[token])))


@public
@require_GET
def work_calendar(request: HttpRequest, token: str) -> HttpResponse:
    """The sessions for a calendar program that knows the secret address; 404 for any other."""
    feed = selectors.feed_of(token)
    if feed is None:
        raise Http404
    with acting(feed.user, workstation="calendar"):
        text = documents.calendar(selectors.feed_sessions(feed.user, feed.project), feed.project)
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'inline; filename="sessions.ics"'
    return answer
