"""One line of the register over HTTP: who wrote it, who signs beside, what puts it right."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import require

from . import actions, policies, selectors
from .enums import LineKind, SignedBy
from .forms import CorrectionForm, SecondForm, SignForm, SignManyForm
from .hands import fresh, present, proven, refused, second
from .models import RegisterEntry


def _line_page(request: HttpRequest, entry: RegisterEntry, forms: dict[str, Any], words: str = "") -> HttpResponse:
    actor, (line,) = request.actor, selectors.lines(request.actor, [entry])
    fixed, here = entry.kind == LineKind.COUNT, fresh(request)
    difference = entry.difference_ug if fixed else 1
    colleagues = present(request, entry.by) if line.waits else []
    context = {
        "line": line, "entry": entry, "words": words,
        "sign_form": SignForm(fresh=here, auto_id="sign_%s"),
        "second_form": SecondForm(present=colleagues, auto_id="pin_%s") if colleagues else None,
        "form": CorrectionForm(account=entry.account, fixed=fixed, fresh=here, auto_id="right_%s", initial={"client_uuid": uuid4()}),
        "why_not_sign": policies.sign_entry.why_not(actor, entry=entry, signed=line.signature is not None, fresh=True),
        "why_not_correct": policies.correct_entry.why_not(actor, entry=entry, done=line.footnote, amount_ug=difference, reason="?"),
    }
    status = 409 if words else 422 if any(form.errors for form in forms.values()) else 200
    return render(request, "care/register/line.html", context | forms, status=status)


@require_GET
@require("care.view_register")
def register_line(request: HttpRequest, pk: int) -> HttpResponse:
    """One line: who wrote it, who signs, what puts it right."""
    return _line_page(request, selectors.entry_for(request.actor, pk), {})


@require_POST
@require("care.sign_register")
def register_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """The second hand, from one's own sign-in with one's own code."""
    entry = selectors.entry_for(request.actor, pk)
    form, words = SignForm(request.POST, fresh=fresh(request), auto_id="sign_%s"), ""
    if form.is_valid() and proven(request, form):
        words = refused(lambda: actions.sign_entry(actor=request.actor, entry=entry))
        if not words:
            return redirect("register_account", entry.account_id)
    return _line_page(request, entry, {"sign_form": form}, words)


@sensitive_post_parameters()
@require_POST
@require("care.sign_register")
def register_second(request: HttpRequest, pk: int) -> HttpResponse:
    """The second hand of a colleague at the same workstation; the screen stays whose it was."""
    entry = selectors.entry_for(request.actor, pk)
    colleagues = present(request, entry.by)
    form = SecondForm(request.POST, present=colleagues, auto_id="pin_%s")
    if form.is_valid() and second(request, form, colleagues, lambda who: actions.sign_entry(actor=who, entry=entry, how=SignedBy.PIN)):
        return redirect("register_account", entry.account_id)
    return _line_page(request, entry, {"second_form": form})


@require_POST
@require("care.write_register")
def register_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a line right by another."""
    entry = selectors.entry_for(request.actor, pk)
    fixed = entry.kind == LineKind.COUNT
    form = CorrectionForm(request.POST, account=entry.account, fixed=fixed, fresh=fresh(request), auto_id="right_%s")
    words = ""
    if form.is_valid() and proven(request, form):
        words = refused(lambda: actions.correct_entry(actor=request.actor, entry=entry, **form.values()))
        if not words:
            return redirect("register_account", entry.account_id)
    return _line_page(request, entry, {"form": form}, words)


@require_http_methods(["GET", "POST"])
@require("care.sign_register")
def register_waiting(request: HttpRequest) -> HttpResponse:
    """Every line that waits for a second hand; those of others may be signed together, each ticked."""
    actor = request.actor
    lines = selectors.lines(actor, selectors.waiting(actor)[: selectors.LISTED])
    mine = {str(one.entry.pk): one.entry for one in lines if one.entry.by != actor.pk}
    offered = [(str(one.entry.pk), selectors.in_words(one)) for one in lines if str(one.entry.pk) in mine]
    form = SignManyForm(request.POST if request.method == "POST" else None, offered=offered, fresh=fresh(request))
    if form.is_valid() and proven(request, form):
        ticked = [mine[key] for key in form.cleaned_data["lines"]]
        done = [one for one in ticked if not refused(lambda one=one: actions.sign_entry(actor=actor, entry=one))]  # type: ignore[misc]
        messages.success(request, ngettext("%(n)d line signed.", "%(n)d lines signed.", len(done)) % {"n": len(done)})
        return redirect("register_waiting")
    context = {"lines": lines, "form": form, "offered": offered}
    return render(request, "care/register/waiting.html", context, status=422 if form.errors else 200)
