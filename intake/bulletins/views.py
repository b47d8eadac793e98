"""Pages about product alerts."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import Refused, require, said_beside
from centre.shell.wording import warnings
from centre.shifts.clock import now

from . import actions, policies, selectors
from .forms import BulletinForm


@require_GET
@require("intake.view_bulletins")
def bulletins(request: HttpRequest) -> HttpResponse:
    """What stands, what is drafted, what is over."""
    may_draft = request.actor.may("intake.draft_bulletin")
    return render(request, "bulletins/list.html", selectors.overview(request.actor) | {"may_draft": may_draft})


@require_http_methods(["GET", "POST"])
@require("intake.draft_bulletin")
def draft(request: HttpRequest) -> HttpResponse:
    """Draft an alert; what looks like somebody's name is pointed at once, and may stay."""
    form = BulletinForm(request.POST or None, initial={"client_uuid": uuid4()})
    found = warnings(form.texts) if form.is_bound else []
    if form.is_bound and form.is_valid() and (not found or "warned" in request.POST):
        with said_beside(form, "ends_at"):
            made = actions.draft_bulletin(actor=request.actor, **form.cleaned_data)
            return redirect("bulletin", made.pk)
    context = {"form": form, "warnings": found}
    return render(request, "bulletins/draft.html", context, status=422 if form.is_bound else 200)


@require_GET
@require("intake.view_bulletins")
def bulletin(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One alert in three languages, to read and to print."""
    found = selectors.bulletin_for(pk)
    context = {
        "bulletin": found, "languages": settings.LANGUAGES, "over": found.ends_at <= now(),
        "no_publishing": policies.publish_bulletin.why_not(request.actor, bulletin=found),
        "no_ending": policies.end_bulletin.why_not(request.actor, bulletin=found),
    }
    return render(request, "bulletins/bulletin.html", context)


@require_POST
@require("intake.publish_bulletin")
def publish(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Everybody is told."""
    _try(request, lambda: actions.publish_bulletin(actor=request.actor, bulletin=selectors.bulletin_for(pk)))
    return redirect("bulletin", pk)


@require_POST
@require("intake.end_bulletin")
def end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """It is over."""
    _try(request, lambda: actions.end_bulletin(actor=request.actor, bulletin=selectors.bulletin_for(pk)))
    return redirect("bulletin", pk)


def _try(request: HttpRequest, act: Any) -> None:
    """Do it, or say on the page why not."""
    try:
        act()
        messages.success(request, _("Written down."))
    except Refused as refusal:
        messages.error(request, refusal.words)
