"""The live bed board and what is done to a bed."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from audit.rules import require
from centre.shifts import clock
from housing.beds import actions
from housing.beds.forms import CloseBedForm
from housing.beds.panels import VIEWS, board
from housing.beds.selectors import bed_or_404, board_revision


def _view(request: HttpRequest) -> str:
    """The view asked for; by room when none or an unknown one is."""
    asked = request.GET.get("view", "")
    return asked if asked in VIEWS else VIEWS[0]


def _address(view: str) -> str:
    """Where the live part of a view is read from."""
    return f"{reverse('beds_live')}?view={view}"


def _revision(request: HttpRequest, view: str) -> str:
    """What the board of this actor, in this view and language, is at; the minute renews the hour it shows."""
    minute = int(clock.now().timestamp()) // 60
    return f"{board_revision(request.actor)[:20]}.{view}.{get_language()}.{minute}"


@require_GET
@require("housing.view_board")
def beds(request: HttpRequest) -> HttpResponse:
    """The board: figures, rooms or list, and the side panel, which stays outside the part that refreshes itself."""
    view = _view(request)
    context = board(request.actor, view) | {
        "revision": _revision(request, view),
        "live_url": _address(view),
        "open_bed": request.GET.get("bed", "") if request.GET.get("bed", "").isdigit() else "",
        "base": reverse("beds"),
    }
    return render(request, "housing/beds.html", context)


@require_GET
@require("housing.view_board")
def beds_live(request: HttpRequest) -> HttpResponse:
    """The refreshed part of the board; 304 when nothing has changed since the revision that the page holds."""
    view = _view(request)
    revision = _revision(request, view)
    known = request.headers.get("HX-PTag") or request.headers.get("If-None-Match", "").strip('W/"')
    if known == revision:
        response: HttpResponse = HttpResponseNotModified()
    else:
        response = render(request, "housing/_board.html", board(request.actor, view))
    response["HX-PTag"] = revision
    response["ETag"] = f'"{revision}"'
    patch_vary_headers(response, ["Cookie", "HX-PTag"])
    return response


@require_POST
@require("housing.mark_cleaned")
def bed_clean(request: HttpRequest, pk: int) -> HttpResponse:
    """A bed is clean."""
    actions.mark_cleaned(actor=request.actor, bed=bed_or_404(request.actor, pk))
    return redirect(f"{reverse('beds')}?bed={pk}")


@require("housing.close_bed")
def bed_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why a bed is closed, then close it."""
    bed = bed_or_404(request.actor, pk)
    form = CloseBedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        actions.close_bed(actor=request.actor, bed=bed, **form.cleaned_data)
        return redirect(f"{reverse('beds')}?bed={pk}")
    context = {
        "bed": bed,
        "stay": None,
        "form": form,
        "words": "",
        "title": _("Close a bed"),
        "action": reverse("bed_close", args=[pk]),
        "button": _("Close the bed"),
    }
    return render(request, "housing/bed_form.html", context, status=422 if form.errors else 200)


@require_POST
@require("housing.reopen_bed")
def bed_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """A closed bed is back in service."""
    actions.reopen_bed(actor=request.actor, bed=bed_or_404(request.actor, pk))
    return redirect(f"{reverse('beds')}?bed={pk}")
