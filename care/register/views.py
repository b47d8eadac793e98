"""The controlled-drug register over HTTP: accounts, what is written in them, counts, the book on paper."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import require
from centre.figures.periods import Period
from centre.shifts import clock

from . import actions, pages, policies, selectors
from .documents import register_pages
from .enums import KEPT_YEARS, LineKind
from .forms import MOVEMENTS, AccountForm, ApartForm, CountForm
from .hands import fresh, proven, refused
from .models import DrugAccount


def _status(words: str, form: Any = None) -> int:
    return 409 if words else 422 if form is not None and form.errors else 200


def _period(request: HttpRequest, usual: Period) -> Period:
    try:
        return Period.parse(request.GET.get("period", ""))
    except ValueError:
        return usual


@require_GET
@require("care.view_register")
def register(request: HttpRequest) -> HttpResponse:
    """Every account, what is to be counted, what waits for a hand or an explanation, batches that end soon."""
    actor = request.actor
    context = {
        "accounts": selectors.every_account(actor), "to_count": selectors.to_count(actor), "ending": selectors.ending(actor),
        "waiting": selectors.lines(actor, selectors.waiting(actor)[: selectors.LISTED]),
        "cases": selectors.lines(actor, selectors.open_cases(actor)[: selectors.LISTED]),
        "why_not_open": policies.open_account.why_not(actor, fresh=True), "years": KEPT_YEARS,
    }
    return render(request, "care/register/register.html", context)


@require_http_methods(["GET", "POST"])
@require("care.open_account")
def register_new(request: HttpRequest) -> HttpResponse:
    """Open an account."""
    posted = request.POST if request.method == "POST" else None
    form = AccountForm(posted, fresh=fresh(request), taken=selectors.taken, initial={"client_uuid": uuid4()})
    words = ""
    if form.is_valid() and proven(request, form):
        words = refused(lambda: actions.open_account(actor=request.actor, **form.values()))
        if not words:
            return redirect("register")
    return render(request, "care/register/account_new.html", {"form": form, "words": words}, status=_status(words, form))


def _account_page(request: HttpRequest, account: DrugAccount, words: str = "") -> HttpResponse:
    actor = request.actor
    waits = selectors.figures(actor, account)
    held: int = account.held_ug  # type: ignore[attr-defined]  # annotated
    context = {
        "account": account, "held": account.shown(held), "waits": waits, "words": words, "lines": selectors.latest(actor, account),
        "batches": selectors.batches_of(actor, account, everything=True), "moves": selectors.movements(account),
        "why_not_close": policies.close_account.why_not(actor, account=account, balance_ug=held, **waits),
        "may_close": actor.may("care.open_account"), "may_write": actor.may("care.write_register"), "today": clock.local().date(),
        "soon": clock.local().date() + selectors.SOON,
    }
    return render(request, "care/register/account.html", context, status=_status(words))


@require_GET
@require("care.view_register")
def register_account(request: HttpRequest, pk: int) -> HttpResponse:
    """One account: what it holds, its batches, its last lines."""
    return _account_page(request, selectors.account_for(request.actor, pk))


@require_POST
@require("care.open_account")
def register_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Take an empty account out of use."""
    account = selectors.account_for(request.actor, pk)
    words = refused(lambda: actions.close_account(actor=request.actor, account=account))
    return _account_page(request, account, words) if words else redirect("register")


@require_http_methods(["GET", "POST"])
@require("care.write_register")
def register_write(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Write a delivery, something destroyed, something that went back or was brought back."""
    account = selectors.account_for(request.actor, pk)
    if kind not in selectors.movements(account):
        raise Http404
    posted, batches = request.POST if request.method == "POST" else None, selectors.batches_of(request.actor, account, everything=True)
    form = MOVEMENTS[kind](posted, account=account, batches=batches, fresh=fresh(request), initial={"client_uuid": uuid4()})
    words = ""
    if form.is_valid() and proven(request, form):
        made: list[Any] = []
        words = refused(lambda: made.append(actions.MOVES[kind](actor=request.actor, account=account, **form.values())))
        if made:
            return redirect("register_line", made[0].pk)
    context = {"account": account, "form": form, "words": words, "kind": kind, "title": LineKind(kind).label}
    return render(request, "care/register/write.html", context, status=_status(words, form))


@require_http_methods(["GET", "POST"])
@require("care.write_register")
def register_count(request: HttpRequest, pk: int) -> HttpResponse:
    """Count: what was found is typed first, what the book expects is said afterwards."""
    account = selectors.account_for(request.actor, pk)
    inventory = selectors.inventory_under_way(request.actor, request.GET.get("inventory", ""), account)
    form = CountForm(request.POST if request.method == "POST" else None, account=account, fresh=fresh(request), initial={"client_uuid": uuid4()})
    words = ""
    if form.is_valid() and proven(request, form):
        made: list[Any] = []
        about: dict[str, Any] = {"account": account, "inventory": inventory}
        words = refused(lambda: made.append(actions.count_stock(actor=request.actor, **about, **form.values())))
        if made:
            return redirect("register_line", made[0].pk)
    context = {"account": account, "form": form, "words": words, "inventory": inventory}
    return render(request, "care/register/count.html", context, status=_status(words, form))


@require_GET
@require("care.view_register")
def register_book(request: HttpRequest, pk: int) -> HttpResponse:
    """The book of a period (`?period=2026-11`, `2026Q4`, `2026`; the present month without), to read or to print."""
    account = selectors.account_for(request.actor, pk)
    shown = pages.book_of(request.actor, account, _period(request, Period.running_month()))
    return render(request, "care/register/book.html", {"account": account, "book": shown, "years": KEPT_YEARS})


@require_GET
@require("care.view_register")
def register_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """The book of a period as a PDF with numbered lines and pages."""
    account = selectors.account_for(request.actor, pk)
    period = _period(request, Period.running_month())
    made = register_pages(request.actor, account, period, language=request.actor.language)
    answer = HttpResponse(made, content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="register-{account.pk}-{period.first}-{period.last}.pdf"'
    return answer


@require_GET
@require("care.view_register")
def register_quarter(request: HttpRequest) -> HttpResponse:
    """What went in and out of each account in a quarter (`?period=2026Q3`; the last whole one without)."""
    shown = pages.quarter_of(request.actor, _period(request, pages.last_quarter()))
    return render(request, "care/register/quarter.html", {"quarter": shown})


@require_http_methods(["GET", "POST"])
@require("care.write_register")
def register_batch(request: HttpRequest, pk: int) -> HttpResponse:
    """One batch: set it apart, or free it."""
    batch = selectors.batch_for(request.actor, pk)
    form, words = ApartForm(request.POST if request.method == "POST" else None), ""
    if form.is_valid():
        words = refused(lambda: actions.quarantine_batch(actor=request.actor, batch=batch, **form.cleaned_data))
        if not words:
            return redirect("register_account", batch.account_id)
    context = {
        "batch": batch, "form": form, "words": words, "today": clock.local().date(),
        "why_not_free": policies.release_batch.why_not(request.actor, batch=batch),
    }
    return render(request, "care/register/batch.html", context, status=_status(words, form))


@require_POST
@require("care.open_account")
def register_free(request: HttpRequest, pk: int) -> HttpResponse:
    """A doctor frees a batch that was set apart; twice is once."""
    batch = selectors.batch_for(request.actor, pk)
    refused(lambda: actions.release_batch(actor=request.actor, batch=batch))
    return redirect("register_account", batch.account_id)
