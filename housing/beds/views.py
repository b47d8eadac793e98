"""The live bed board and what is done to a bed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import require, said_beside
from centre.shifts import clock
from housing.beds import actions
from housing.beds.forms import AskCleaningForm, BoardForm, CloseBedForm
from housing.beds.panels import Asked, board, cleaning, fingerprint
from housing.beds.selectors import bed_or_404


def _asked(request: HttpRequest) -> Asked:
    """What of the board is asked."""
    return Asked(**BoardForm(request.GET).asked())


def mark(fingerprint: str) -> str:
    """The revision of a view in this language; the minute renews the hours it shows."""
    return f"{fingerprint}.{get_language()}.{int(clock.now().timestamp()) // 60}"


def board_page(request: HttpRequest, asked: Asked, found: dict[str, Any], known: str, live: str) -> HttpResponse:
    """A view of the board as a page: its filters, its rows, and the side panel outside the part that refreshes itself."""
    query = asked.address().partition("?")[2]
    context = found | {
        "revision": mark(known),
        "live_url": f"{reverse(live)}?{query}",
        "open_bed": request.GET.get("bed", "") if request.GET.get("bed", "").isdigit() else "",
        "base": reverse("beds"),
        "here": request.path,
        "views": [(one, asked.address(view=one, sort="place", first=None)) for one in BoardForm.VIEWS],
    }
    return render(request, "housing/beds.html", context)


def answer_live(request: HttpRequest, revision: str, drawn: Callable[[], HttpResponse]) -> HttpResponse:
    """The refreshed part of a view; 304 when nothing has changed since the revision that the page holds."""
    known = request.headers.get("HX-PTag") or request.headers.get("If-None-Match", "").strip('W/"')
    response = HttpResponseNotModified() if known == revision else drawn()
    response["HX-PTag"] = revision
    response["ETag"] = f'"{revision}"'
    patch_vary_headers(response, ["Cookie", "HX-PTag"])
    return response


@require_GET
@require("housing.view_board")
def beds(request: HttpRequest) -> HttpResponse:
    """The board: figures, rooms, list or wall; the views of another hour have pages of their own."""
    asked = _asked(request)
    if asked.view in ("tonight", "nights"):
        return redirect(asked.address())
    found = board(request.actor, asked.view, asked) | {"part": "housing/_board.html"}
    return board_page(request, asked, found, fingerprint(request.actor, asked), "beds_live")


@require_GET
@require("housing.view_board")
def beds_live(request: HttpRequest) -> HttpResponse:
    """The refreshed part of the board."""
    asked = _asked(request)
    known = mark(fingerprint(request.actor, asked))
    return answer_live(request, known, lambda: render(request, "housing/_board.html", board(request.actor, asked.view, asked)))


@require_GET
@require("housing.view_board")
def beds_cleaning(request: HttpRequest) -> HttpResponse:
    """The beds to be cleaned, to tap or to print."""
    return render(request, "housing/beds_cleaning.html", cleaning(request.actor))


@require_POST
@require("housing.mark_cleaned")
def bed_clean(request: HttpRequest, pk: int) -> HttpResponse:
    """A bed is clean."""
    actions.mark_cleaned(actor=request.actor, bed=bed_or_404(request.actor, pk))
    return redirect("beds_cleaning") if "list" in request.POST else redirect(f"{reverse('beds')}?bed={pk}")


@require_http_methods(["GET", "POST"])
@require("housing.mark_cleaned")
def bed_to_clean(request: HttpRequest, pk: int) -> HttpResponse:
    """Say that a bed has to be cleaned, and why."""
    bed = bed_or_404(request.actor, pk)
    form = AskCleaningForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with said_beside(form):
            actions.ask_cleaning(actor=request.actor, bed=bed, **form.cleaned_data)
            return redirect(f"{reverse('beds')}?bed={pk}")
    return bed_form(request, bed, form, _("A bed to be cleaned"), _("Put on the cleaning list"))


@require_http_methods(["GET", "POST"])
@require("housing.close_bed")
def bed_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask why a bed is closed and from when until when, then close it."""
    bed = bed_or_404(request.actor, pk)
    form = CloseBedForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        with said_beside(form):
            actions.close_bed(actor=request.actor, bed=bed, **form.cleaned_data)
            return redirect(f"{reverse('beds')}?bed={pk}")
    return bed_form(request, bed, form, _("Close a bed"), _("Close the bed"))


def bed_form(request: HttpRequest, bed: Any, form: Any, title: str, button: str) -> HttpResponse:
    """A form about a bed with its one button; 422 with errors."""
    context = {
        "bed": bed, "stay": None, "form": form, "words": "", "title": title, "action": request.path, "button": button,
    }
    return render(request, "housing/bed_form.html", context, status=422 if form.errors else 200)


@require_POST
@require("housing.reopen_bed")
def bed_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """A closed bed is back in service."""
    actions.reopen_bed(actor=request.actor, bed=bed_or_404(request.actor, pk))
    return redirect(f"{reverse('beds')}?bed={pk}")
