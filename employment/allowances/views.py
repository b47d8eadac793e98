"""Money over HTTP: what was paid for a session, receipts, the year of a person, the legal ceilings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import Refused, require
from centre.shell.amounts import euros
from centre.shifts import clock
from employment.allowances import actions, documents, policies, selectors
from employment.allowances.forms import (
    AllowanceForm,
    C45BForm,
    CapForm,
    DeclaredForm,
    EndForm,
    ReceivedForm,
    ReversalForm,
    WorkContractForm,
)
from employment.allowances.models import Allowance
from employment.cash.selectors import boxes, signature_of
from employment.places.selectors import sign_up_for
from employment.projects.selectors import session_for
from intake.person.models import Person
from intake.person.selectors import person_for


def _refused(act: Callable[[], Any]) -> str:
    """The words with which a deed was refused; empty when it was done."""
    try:
        act()
    except Refused as refused:
        return refused.words
    return ""


@require_http_methods(["GET", "POST"])
@require("employment.write_allowance")
def allowance_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what a person received; above a ceiling nothing is written and what is still possible is said."""
    entry, posted = sign_up_for(request.actor, pk), request.POST if request.method == "POST" else None
    form = AllowanceForm(posted, boxes=boxes(request.actor), initial={"client_uuid": uuid4()})
    words = ""
    if form.is_valid():
        words = _refused(lambda: actions.write_allowance(actor=request.actor, sign_up=entry, **form.values()))
        if not words:
            if selectors.is_near(request.actor, entry):
                messages.warning(request, _("Nine tenths of the yearly ceiling are reached."))
            return redirect("allowances", entry.session_id)
    context = {"form": form, "words": words, "sign_up": entry} | selectors.before_paying(request.actor, entry)
    status = 409 if words else 422 if form.errors else 200
    return render(request, "employment/money/allowance_new.html", context, status=status)


@require_GET
@require("employment.write_allowance")
def allowances(request: HttpRequest, pk: int) -> HttpResponse:
    """The allowances of a session, to print and sign."""
    session = session_for(request.actor, pk)
    lines = selectors.paid_lines(request.actor, session)
    total = sum(one.amount_cents for line in lines for one in line.allowances)
    context = {"session": session, "lines": lines, "total": euros(total)}
    return render(request, "employment/allowances.html", context)


def _allowance_page(request: HttpRequest, found: Allowance, form: ReversalForm, words: str = "") -> HttpResponse:
    context = {
        "allowance": found, "form": form, "words": words, "why": selectors.reason_of(found),
        "reversed": selectors.is_reversed(found), "signature": signature_of(request.actor, found.entry) if found.entry else None,
    }
    status = 409 if words else 422 if form.errors else 200
    return render(request, "employment/money/allowance.html", context, status=status)


@require_GET
@require("employment.write_allowance")
def allowance(request: HttpRequest, pk: int) -> HttpResponse:
    """One allowance: its receipt, who signed, the way to reverse it."""
    found = selectors.allowance_read(request.actor, pk)
    return _allowance_page(request, found, ReversalForm())


@require_POST
@require("employment.write_allowance")
def allowance_reverse(request: HttpRequest, pk: int) -> HttpResponse:
    """It does not count: why."""
    found, form = selectors.allowance_for(request.actor, pk), ReversalForm(request.POST)
    if not form.is_valid():
        return _allowance_page(request, found, form)
    words = _refused(lambda: actions.reverse_allowance(actor=request.actor, allowance=found, **form.cleaned_data))
    return _allowance_page(request, found, form, words) if words else redirect("allowance", pk)


@require_POST
@require("employment.write_allowance")
def allowance_received(request: HttpRequest, pk: int) -> HttpResponse:
    """The person has signed for the money."""
    found, form = selectors.allowance_for(request.actor, pk), ReceivedForm(request.POST)
    words = ""
    if form.is_valid():
        words = _refused(lambda: actions.sign_receipt(actor=request.actor, allowance=found, **form.cleaned_data))
    return _allowance_page(request, found, ReversalForm(), words) if words else redirect("allowance", pk)


@require_GET
@require("employment.write_allowance")
def allowance_receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """The receipt on paper, in the person's language: number, amount, day, project, place; nobody's name."""
    found = selectors.allowance_for(request.actor, pk)
    language = selectors.receipt_language(found.person, request.GET.get("language", ""))
    made = documents.receipt(request.actor, found, language=language)
    return HttpResponse(made, content_type="application/pdf")


@require_http_methods(["GET", "POST"])
@require("employment.set_cap")
def caps(request: HttpRequest) -> HttpResponse:
    """The legal forms with their ceilings, and a form to enter those of a period."""
    form = CapForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        actions.set_cap(actor=request.actor, **form.values())
        return redirect("caps")
    context = {"form": form, "caps": selectors.caps(request.actor), "known": selectors.known_caps()}
    return render(request, "employment/caps.html", context, status=422 if form.errors else 200)


def _money_page(request: HttpRequest, person: Person, forms: dict[str, Any], words: str = "") -> HttpResponse:
    """The page of a person's money with its three forms, one of them perhaps refused."""
    today, fresh = clock.local().date(), uuid4()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdigit() and 2000 <= int(asked) <= today.year else today.year
    context = {
        "person": person, "words": words, "this_year": today.year,
        "declared_form": DeclaredForm(initial={"client_uuid": fresh, "year": year}, prefix=None),
        "c45b_form": C45BForm(initial={"client_uuid": fresh, "on_day": today}, auto_id="c45b_%s"),
        "contract_form": WorkContractForm(initial={"client_uuid": fresh, "starts_on": today}, auto_id="contract_%s"),
        "why_not": policies.note_papers.why_not(request.actor),
    }
    context |= selectors.money_of(request.actor, person, year) | forms
    wrong = any(form.errors for form in forms.values())
    return render(request, "employment/money/person.html", context, status=409 if words else 422 if wrong else 200)


@require_GET
@require("employment.note_papers")
def person_money(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A person's money of a year against its ceiling; what was received elsewhere; form C45B; contracts."""
    return _money_page(request, person_for(request.actor, pk, "employment"), {})


def _noted(request: HttpRequest, pk: UUID, name: str, form: Any, act: Callable[..., Any]) -> HttpResponse:
    """Do what a form of the page asks, or show the page again with what is wrong."""
    person = person_for(request.actor, pk, "employment")
    if not form.is_valid():
        return _money_page(request, person, {name: form})
    given = form.values() if hasattr(form, "values") else form.cleaned_data
    words = _refused(lambda: act(actor=request.actor, person=person, **given))
    return _money_page(request, person, {name: form}, words) if words else redirect("person_money", pk)


@require_POST
@require("employment.note_papers")
def declared_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the person says they received elsewhere."""
    return _noted(request, pk, "declared_form", DeclaredForm(request.POST), actions.declare_elsewhere)


@require_POST
@require("employment.note_papers")
def c45b_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where the person stands with form C45B."""
    return _noted(request, pk, "c45b_form", C45BForm(request.POST, auto_id="c45b_%s"), actions.note_c45b)


@require_POST
@require("employment.note_papers")
def contract_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A contract or file, with its dates."""
    return _noted(request, pk, "contract_form", WorkContractForm(request.POST, auto_id="contract_%s"), actions.write_contract)


@require_POST
@require("employment.note_papers")
def declared_strike(request: HttpRequest, pk: int) -> HttpResponse:
    """It was said or written wrongly."""
    found = selectors.declared_for(request.actor, pk)
    words = _refused(lambda: actions.strike_declared(actor=request.actor, declared=found))
    return _money_page(request, found.person, {}, words) if words else redirect("person_money", found.person_id)


@require_POST
@require("employment.note_papers")
def contract_end(request: HttpRequest, pk: int) -> HttpResponse:
    """The last day of a contract."""
    found, form = selectors.contract_for(request.actor, pk), EndForm(request.POST)
    words = _("Say the last day.")
    if form.is_valid():
        words = _refused(lambda: actions.end_contract(actor=request.actor, contract=found, **form.cleaned_data))
    return _money_page(request, found.person, {}, words) if words else redirect("person_money", found.person_id)
