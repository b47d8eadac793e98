"""The cash box over HTTP: what it holds, its book, counting, the second hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import Refused, require
from centre.access.identity import acting
from centre.shell.amounts import euros
from centre.shifts import clock
from centre.workstations import actions as workstation_actions
from centre.workstations.selectors import presences_at
from employment.cash import actions, policies, selectors
from employment.cash.enums import EntryKind, SignedBy
from employment.cash.forms import BoxForm, CorrectionForm, CountForm, MoneyInForm, SecondPinForm
from employment.cash.models import CashBox, CashEntry


def _refused(act: Callable[[], Any]) -> str:
    """The words with which a deed was refused; empty when it was done."""
    try:
        act()
    except Refused as refused:
        return refused.words
    return ""


def _status(words: str, *forms: Any) -> int:
    return 409 if words else 422 if any(form.errors for form in forms) else 200


@require_GET
@require("employment.sign_cash")
def cash(request: HttpRequest) -> HttpResponse:
    """Every box with what it holds, and what waits for a hand or a reason."""
    actor = request.actor
    context = {
        "boxes": selectors.every_box(actor), "waiting": selectors.lines(actor, selectors.waiting(actor)),
        "cases": selectors.lines(actor, selectors.open_cases(actor)), "why_not_open": policies.keep_cash.why_not(actor),
    }
    return render(request, "employment/cash/boxes.html", context)


@require_http_methods(["GET", "POST"])
@require("employment.keep_cash")
def cash_new(request: HttpRequest) -> HttpResponse:
    """Open a box with its float."""
    taken = {box.label.lower() for box in selectors.boxes(request.actor, everything=True)}
    posted = request.POST if request.method == "POST" else None
    known = selectors.box_of_form(request.actor, posted)
    form = BoxForm(posted, taken=taken - known, initial={"client_uuid": uuid4()})
    if form.is_valid():
        return redirect("cash_box", actions.open_box(actor=request.actor, **form.values()).pk)
    return render(request, "employment/cash/box_new.html", {"form": form}, status=_status("", form))


def _box_page(request: HttpRequest, box: CashBox, forms: dict[str, Any], words: str = "") -> HttpResponse:
    actor, fresh = request.actor, {"client_uuid": uuid4()}
    balance, waits = selectors.balance_of(box), selectors.figures(actor, box)
    context = {
        "box": box, "held": euros(balance), "lines": selectors.latest(actor, box), "waits": waits, "words": words,
        "count_form": CountForm(initial=fresh, auto_id="count_%s"),
        "in_form": MoneyInForm(initial={"client_uuid": uuid4()}, auto_id="in_%s"),
        "why_not_in": policies.keep_cash.why_not(actor, box=box),
        "why_not_count": policies.count_box.why_not(actor, box=box, difference=0, reason=""),
        "why_not_close": policies.close_box.why_not(
            actor, box=box, balance=balance, waiting=waits["waiting"], cases=waits["cases"]
        ),
    } | forms
    return render(request, "employment/cash/box.html", context, status=_status(words, *forms.values()))


@require_GET
@require("employment.sign_cash")
def cash_box(request: HttpRequest, pk: int) -> HttpResponse:
    """One box: what it holds and its last lines."""
    return _box_page(request, selectors.box_for(request.actor, pk), {})


@require_POST
@require("employment.keep_cash")
def cash_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Put money in."""
    box, form = selectors.box_for(request.actor, pk), MoneyInForm(request.POST, auto_id="in_%s")
    if not form.is_valid():
        return _box_page(request, box, {"in_form": form})
    words = _refused(lambda: actions.put_in(actor=request.actor, box=box, **form.values()))
    return _box_page(request, box, {"in_form": form}, words) if words else redirect("cash_box", pk)


@require_POST
@require("employment.count_cash")
def cash_count(request: HttpRequest, pk: int) -> HttpResponse:
    """Count the box; a difference needs a reason and stays open until it is put right."""
    box, form = selectors.box_for(request.actor, pk), CountForm(request.POST, auto_id="count_%s")
    if not form.is_valid():
        return _box_page(request, box, {"count_form": form})
    words = _refused(lambda: actions.count_box(actor=request.actor, box=box, **form.values()))
    return _box_page(request, box, {"count_form": form}, words) if words else redirect("cash_box", pk)


@require_POST
@require("employment.keep_cash")
def cash_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an empty box out of use."""
    box = selectors.box_for(request.actor, pk)
    words = _refused(lambda: actions.close_box(actor=request.actor, box=box))
    return _box_page(request, box, {}, words) if words else redirect("cash")


@require_GET
@require("employment.sign_cash")
def cash_month(request: HttpRequest, pk: int) -> HttpResponse:
    """The book of a month (`?month=2026-11`, the present one without), to print."""
    box = selectors.box_for(request.actor, pk)
    try:
        first = date.fromisoformat(f"{request.GET.get('month', '')}-01")
    except ValueError:
        first = clock.local().date().replace(day=1)
    shown = selectors.month_of(request.actor, box, first)
    return render(request, "employment/cash/month.html", {"box": box, "month": shown})


def _entry_page(request: HttpRequest, entry: CashEntry, forms: dict[str, Any], words: str = "") -> HttpResponse:
    actor, (line,) = request.actor, selectors.lines(request.actor, [entry])
    fixed = entry.kind == EntryKind.COUNT
    signed, done = line.signature is not None, selectors.is_corrected(entry)
    context = {
        "line": line, "entry": entry, "words": words, "corrected": done, "second_form": None,
        "form": CorrectionForm(fixed=fixed, initial={"client_uuid": uuid4()}),
        "why_not_sign": policies.sign_entry.why_not(actor, entry=entry, signed=signed),
        "why_not_correct": policies.correct_entry.why_not(
            actor, entry=entry, amount_cents=entry.difference_cents if fixed else 1, balance=selectors.balance_of(entry.box),
            reason="?", done=done,
        ),
    }
    if entry.needs_second and not signed and (present := _present(request, entry)):
        context["second_form"] = SecondPinForm(present=present, auto_id="pin_%s")
    return render(request, "employment/cash/entry.html", context | forms, status=_status(words, *forms.values()))


def _present(request: HttpRequest, entry: CashEntry) -> list[Any]:
    """Colleagues at this workstation who may be the second hand."""
    here = presences_at(request.session.get("workstation", ""))
    return [one.user for one in here if one.user_id not in (entry.by, request.actor.pk)]


@require_GET
@require("employment.sign_cash")
def cash_entry(request: HttpRequest, pk: int) -> HttpResponse:
    """One line: who wrote it, who signs, what puts it right."""
    return _entry_page(request, selectors.entry_for(request.actor, pk), {})


@require_POST
@require("employment.keep_cash")
def cash_correct(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a line right by another."""
    entry = selectors.entry_for(request.actor, pk)
    form = CorrectionForm(request.POST, fixed=entry.kind == EntryKind.COUNT)
    if not form.is_valid():
        return _entry_page(request, entry, {"form": form})
    words = _refused(lambda: actions.correct_entry(actor=request.actor, entry=entry, **form.values()))
    return _entry_page(request, entry, {"form": form}, words) if words else redirect("cash_box", entry.box_id)


@require_POST
@require("employment.sign_cash")
def cash_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """The second hand, from one's own sign-in."""
    entry = selectors.entry_for(request.actor, pk)
    words = _refused(lambda: actions.sign_entry(actor=request.actor, entry=entry))
    return _entry_page(request, entry, {}, words) if words else redirect("cash_box", entry.box_id)


@sensitive_post_parameters()
@require_POST
@require("employment.sign_cash")
def cash_second(request: HttpRequest, pk: int) -> HttpResponse:
    """The second hand, by the PIN of a colleague at the same workstation; the screen stays whose it was."""
    entry, place = selectors.entry_for(request.actor, pk), request.session.get("workstation", "")
    present = _present(request, entry)
    form = SecondPinForm(request.POST, present=present, auto_id="pin_%s")
    if form.is_valid():
        colleague = next(one for one in present if one.pk == form.cleaned_data["who"])
        with acting(colleague, workstation=place, request_id=request.id):
            if workstation_actions.give_pin(actor=colleague, workstation=place, pin=form.cleaned_data["pin"]):
                words = _refused(lambda: actions.sign_entry(actor=colleague, entry=entry, how=SignedBy.PIN))
                if not words:
                    return redirect("cash_box", entry.box_id)
                form.refuse_pin(words)
            else:
                form.refuse_pin(_("This PIN is not right. After five tries only a full sign-in helps."))
    return _entry_page(request, entry, {"second_form": form})
