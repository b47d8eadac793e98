"""The pages of the handover."""
from __future__ import annotations

import uuid
from typing import Any
from uuid import UUID

import segno
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import require

from . import actions, selectors
from .forms import LineForm, RemarkForm
from .models import Handover
from .policies import read_handover, write_handover
from .registry import handover as registry


@require_http_methods(["GET", "POST"])
@require("centre.read_handover")
def handover(request: HttpRequest) -> HttpResponse:
    """The handovers of the last two weeks; a tap begins the one of this shift."""
    shift = selectors.shift_now()
    if request.method == "POST":
        return redirect("handover_shift", actions.open_handover(actor=request.actor, shift=shift).pk)
    books = selectors.handovers(request.actor)
    mine = next((book for book in books if (book.service_day, book.night) == (shift.service_day, shift.night)), None)
    return render(request, "shifts/list.html", {"books": books, "shift": shift, "mine": mine})


@require_GET
@require("centre.read_handover")
def handover_shift(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One handover: figures, lines about persons, remarks, who read it. One sheet of paper."""
    return _page(request, selectors.handover_of(request.actor, pk), {})


@require_POST
@require("centre.write_handover")
def handover_line(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add what remains for one person, found by card."""
    book = selectors.handover_of(request.actor, pk)
    form = LineForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        person = selectors.person_with_card(request.actor, given.pop("card"))
        if person is not None:
            actions.add_line(actor=request.actor, book=book, person=person, **given)
            return redirect("handover_shift", pk)
        form.refuse_card(_("No card in use has this code. Check each sign."))
    return _page(request, book, {"line_form": form})


@require_POST
@require("centre.write_handover")
def handover_remark(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Add free words, also after closing."""
    book = selectors.handover_of(request.actor, pk)
    form = RemarkForm(request.POST)
    if form.is_valid():
        actions.add_remark(actor=request.actor, book=book, **form.cleaned_data)
        return redirect("handover_shift", pk)
    return _page(request, book, {"remark_form": form})


@require_POST
@require("centre.write_handover")
def handover_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close it for good."""
    book = selectors.handover_of(request.actor, pk)
    actions.close_handover(actor=request.actor, book=book)
    messages.success(request, _("Closed. Print it now, so that paper keeps the checkpoint."))
    return redirect("handover_shift", pk)


@require_POST
@require("centre.read_handover")
def handover_sign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Sign for having read it."""
    book = selectors.handover_of(request.actor, pk)
    actions.sign_handover(actor=request.actor, book=book)
    return redirect("handover_shift", pk)


def _page(request: HttpRequest, book: Handover, forms: dict[str, Any]) -> HttpResponse:
    actor = request.actor
    fresh = {"client_uuid": uuid.uuid4()}
    context = {
        "book": book, "parts": selectors.parts(actor, book), "lines": selectors.lines(actor, book),
        "remarks": selectors.remarks(actor, book), "readings": selectors.readings(actor, book),
        "line_form": LineForm(initial=fresh) if registry.people else None, "remark_form": RemarkForm(initial=fresh),
        "why_not_close": write_handover.why_not(actor, handover=book),
        "why_not_sign": read_handover.why_not(actor, handover=book), "picture": _picture(book.seal),
    }
    wrong = any(form.errors for form in forms.values())
    return render(request, "shifts/handover.html", context | forms, status=422 if wrong else 200)


def _picture(text: str) -> str:
    if not text:
        return ""
    drawn = segno.make(text, error="m").svg_inline(omitsize=True, border=4, dark="#000", light="#fff")
    return mark_safe(drawn)
