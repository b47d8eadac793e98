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
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import require
from centre.access.identity import acting
from centre.shell import wording
from centre.workstations import actions as workstation_actions
from centre.workstations.selectors import presences_at

from . import actions, policies, selectors
from .forms import BeginForm, LineForm, RemarkForm, SecondHandForm
from .models import Handover
from .policies import read_handover, write_handover
from .registry import handover as registry


@require_http_methods(["GET", "POST"])
@require("centre.read_handover")
def handover(request: HttpRequest) -> HttpResponse:
    """What changed since the reader's last shift, and the handovers of two weeks; a tap begins the one of a shift."""
    actor = request.actor
    books = selectors.handovers(actor)
    to_begin = selectors.missing(books)
    if request.method == "POST":
        form = BeginForm(request.POST, shifts=to_begin or [selectors.shift_now()])
        shift = form.cleaned_data["shift"] if form.is_valid() else selectors.shift_now()
        return redirect("handover_shift", actions.open_handover(actor=actor, shift=shift).pk)
    context = {
        "books": books, "to_begin": to_begin if write_handover.allows(actor) else [], "changes": selectors.changes(actor),
        "unread": selectors.unread_handover(actor), "open": [book for book in books if book.closed_at is None],
    }
    return render(request, "shifts/list.html", context)


@require_POST
@require("centre.write_handover")
def handover_fill(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep what the actor's teams see in it now."""
    actions.fill_handover(actor=request.actor, book=selectors.handover_of(request.actor, pk))
    messages.success(request, _("What your teams see now is in the handover."))
    return redirect("handover_shift", pk)


@require_GET
@require("centre.read_handover")
def handover_shift(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One handover: lines about persons, figures, remarks, who signed and read it. One sheet of paper."""
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
    """Add free words, also after closing; what looks like a name is pointed at once, and may stay."""
    book = selectors.handover_of(request.actor, pk)
    form = RemarkForm(request.POST)
    found = wording.warnings(request.POST.get("text", ""))
    if form.is_valid() and (not found or "warned" in request.POST):
        actions.add_remark(actor=request.actor, book=book, **form.cleaned_data)
        return redirect("handover_shift", pk)
    return _page(request, book, {"remark_form": form}, warnings=found)


@require_POST
@require("centre.write_handover")
def handover_draft(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Keep the remark being written, every few seconds; an empty answer."""
    book = selectors.handover_of(request.actor, pk)
    actions.keep_draft(actor=request.actor, book=book, text=request.POST.get("text", "")[:2000])
    return HttpResponse(status=204)


@require_POST
@require("centre.write_handover")
def handover_close(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Close it for good; who closes signs for giving it."""
    book = selectors.handover_of(request.actor, pk)
    actions.close_handover(actor=request.actor, book=book)
    messages.success(request, _("Closed. Print it now, so that paper keeps the checkpoint."))
    return redirect("handover_shift", pk)


@require_POST
@require("centre.sign_handover")
def handover_sign(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The second hand, from one's own sign-in."""
    actions.sign_handover(actor=request.actor, book=selectors.handover_of(request.actor, pk))
    return redirect("handover_shift", pk)


@sensitive_post_parameters()
@require_POST
@require("centre.sign_handover")
def handover_second(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The second hand, by the PIN of a colleague at the same workstation; the screen stays whose it was."""
    book, place = selectors.handover_of(request.actor, pk), request.session.get("workstation", "")
    present = [one.user for one in presences_at(place)]
    form = SecondHandForm(request.POST, present=present)
    if form.is_valid():
        colleague = next(one for one in present if one.pk == form.cleaned_data["who"])
        with acting(colleague, workstation=place, request_id=request.id):
            if workstation_actions.give_pin(actor=colleague, workstation=place, pin=form.cleaned_data["pin"]):
                why_not = policies.sign_handover.why_not(colleague, handover=book, signed=selectors.signatures(colleague, book))
                if why_not is None:
                    actions.sign_handover(actor=colleague, book=book)
                    return redirect("handover_shift", pk)
                form.refuse_pin(why_not)
            else:
                form.refuse_pin(_("This PIN is not right. After five tries only a full sign-in helps."))
    return _page(request, book, {"second_form": form})


@require_POST
@require("centre.read_handover")
def handover_read(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Say that one has read it."""
    actions.acknowledge_handover(actor=request.actor, book=selectors.handover_of(request.actor, pk))
    return redirect("handover_shift", pk)


def _page(request: HttpRequest, book: Handover, forms: dict[str, Any], warnings: list[str] | None = None) -> HttpResponse:
    actor = request.actor
    fresh = {"client_uuid": uuid.uuid4()}
    signed = selectors.signatures(actor, book)
    context = {
        "book": book, "parts": selectors.parts(actor, book), "rows": selectors.rows(actor, book), "signed": signed,
        "remarks": selectors.remarks(actor, book), "readings": selectors.readings(actor, book),
        "fillings": selectors.fillings(actor, book), "warnings": warnings or [],
        "line_form": LineForm(initial=fresh) if registry.people else None,
        "remark_form": RemarkForm(initial=fresh | {"text": selectors.draft_of(actor, book)}),
        "why_not_close": write_handover.why_not(actor, handover=book),
        "why_not_sign": policies.sign_handover.why_not(actor, handover=book, signed=signed),
        "why_not_read": read_handover.why_not(actor, handover=book), "picture": _picture(book.seal),
        "second_form": _second_form(request, book, signed),
    }
    wrong = any(form.errors for form in forms.values()) or bool(warnings)
    return render(request, "shifts/handover.html", context | forms, status=422 if wrong else 200)


def _second_form(request: HttpRequest, book: Handover, signed: list[Any]) -> SecondHandForm | None:
    """The PIN form, where a colleague who may sign is present at this workstation."""
    if book.closed_at is None or len(signed) > 1:
        return None
    here = presences_at(request.session.get("workstation", ""))
    present = [one.user for one in here if one.user_id not in (book.closed_by_id, request.actor.pk)]
    return SecondHandForm(present=present) if present else None


def _picture(text: str) -> str:
    if not text:
        return ""
    drawn = segno.make(text, error="m").svg_inline(omitsize=True, border=4, dark="#000", light="#fff")
    return mark_safe(drawn)
