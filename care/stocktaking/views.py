"""Discrepancies and inventories over HTTP: what was found, what was done about it, who closed it."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import require
from care.register.enums import SignedBy, StepKind
from care.register.forms import SecondForm, SignForm
from care.register.hands import fresh, present, proven, refused, second
from care.register.models import Inventory
from care.register.selectors import names_of

from . import actions, policies, selectors
from .forms import CloseForm, InventoryForm, StepForm
from .selectors import Case


def _status(words: str, forms: dict[str, Any]) -> int:
    return 409 if words else 422 if any(form.errors for form in forms.values()) else 200


def _case_page(request: HttpRequest, case: Case, forms: dict[str, Any], words: str = "") -> HttpResponse:
    actor, entry, here = request.actor, case.line.entry, fresh(request)
    colleagues = present(request, case.first_by) if case.first_by and not case.closed else []
    context = {
        "case": case, "entry": entry, "words": words, "step_form": StepForm(auto_id="step_%s", initial={"client_uuid": uuid4()}),
        "close_form": CloseForm(fresh=here, auto_id="close_%s", initial={"client_uuid": uuid4(), "adjust": True}),
        "sign_form": SignForm(fresh=here, auto_id="sign_%s"), "second_form": SecondForm(present=colleagues, auto_id="pin_%s") if colleagues else None,
        "why_not_follow": policies.follow_case.why_not(actor, entry=entry, kinds=case.kinds, kind=StepKind.INVESTIGATED, words="?"),
        "why_not_close": policies.close_case.why_not(actor, entry=entry, kinds=case.kinds, words="?", fresh=True),
        "why_not_confirm": policies.confirm_case.why_not(actor, kinds=case.kinds, first_by=case.first_by, fresh=True),
    }
    return render(request, "care/stocktaking/case.html", context | forms, status=_status(words, forms))


@require_GET
@require("care.view_register")
def drug_case(request: HttpRequest, pk: int) -> HttpResponse:
    """A count that does not fit: what was found, what was done, who closed it."""
    return _case_page(request, selectors.case_for(request.actor, pk), {})


@require_POST
@require("care.sign_register")
def drug_case_follow(request: HttpRequest, pk: int) -> HttpResponse:
    """Write what was looked into, which doctor was told, or the explanation."""
    case, form, words = selectors.case_for(request.actor, pk), StepForm(request.POST, auto_id="step_%s"), ""
    if form.is_valid():
        words = refused(lambda: actions.follow_case(actor=request.actor, entry=case.line.entry, **form.cleaned_data))
        if not words:
            return redirect("drug_case", pk)
    return _case_page(request, case, {"step_form": form}, words)


@require_POST
@require("care.sign_register")
def drug_case_close(request: HttpRequest, pk: int) -> HttpResponse:
    """The first of two closes the case."""
    case, words = selectors.case_for(request.actor, pk), ""
    form = CloseForm(request.POST, fresh=fresh(request), auto_id="close_%s")
    if form.is_valid() and proven(request, form):
        words = refused(lambda: actions.close_case(actor=request.actor, entry=case.line.entry, **form.values()))
        if not words:
            return redirect("drug_case", pk)
    return _case_page(request, case, {"close_form": form}, words)


@require_POST
@require("care.sign_register")
def drug_case_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The second of two closes the case, from their own sign-in."""
    case, words = selectors.case_for(request.actor, pk), ""
    form = SignForm(request.POST, fresh=fresh(request), auto_id="sign_%s")
    if form.is_valid() and proven(request, form):
        words = refused(lambda: actions.confirm_case(actor=request.actor, entry=case.line.entry))
        if not words:
            return redirect("drug_case", pk)
    return _case_page(request, case, {"sign_form": form}, words)


@sensitive_post_parameters()
@require_POST
@require("care.sign_register")
def drug_case_second(request: HttpRequest, pk: int) -> HttpResponse:
    """The second of two closes the case, a colleague at this screen."""
    case = selectors.case_for(request.actor, pk)
    colleagues = present(request, case.first_by or 0)
    form = SecondForm(request.POST, present=colleagues, auto_id="pin_%s")
    if form.is_valid() and second(request, form, colleagues, lambda who: actions.confirm_case(actor=who, entry=case.line.entry, how=SignedBy.PIN)):
        return redirect("drug_case", pk)
    return _case_page(request, case, {"second_form": form})


@require_GET
@require("care.view_register")
def drug_inventories(request: HttpRequest) -> HttpResponse:
    """Every inventory and every closed discrepancy, the last first."""
    actor = request.actor
    context = {
        "inventories": selectors.listed(actor), "closed": selectors.closed_cases(actor),
        "why_not_begin": policies.begin_inventory.why_not(actor, accounts=selectors.accounts_in_use()),
    }
    return render(request, "care/stocktaking/inventories.html", context)


@require_http_methods(["GET", "POST"])
@require("care.write_register")
def drug_inventory_new(request: HttpRequest) -> HttpResponse:
    """Begin to count everything."""
    form, words = InventoryForm(request.POST if request.method == "POST" else None, initial={"client_uuid": uuid4()}), ""
    if form.is_valid():
        made: list[Any] = []
        words = refused(lambda: made.append(actions.begin_inventory(actor=request.actor, **form.cleaned_data)))
        if made:
            return redirect("drug_inventory", made[0].pk)
    return render(request, "care/stocktaking/inventory_new.html", {"form": form, "words": words}, status=_status(words, {"form": form}))


def _inventory_page(request: HttpRequest, inventory: Inventory, forms: dict[str, Any], words: str = "") -> HttpResponse:
    actor, missing = request.actor, selectors.still_to_count(inventory)
    counts = selectors.counts_of(actor, inventory)
    done = not missing and selectors.is_signed(counts)
    colleagues = [] if missing or done else present(request, inventory.begun_by)
    context = {
        "inventory": inventory, "missing": missing, "lines": counts, "signed": done, "words": words,
        "begun_by": names_of([inventory.begun_by]).get(inventory.begun_by, ""),
        "sign_form": SignForm(fresh=fresh(request), auto_id="sign_%s"),
        "second_form": SecondForm(present=colleagues, auto_id="pin_%s") if colleagues else None,
        "why_not_sign": policies.sign_inventory.why_not(actor, inventory=inventory, missing=len(missing), fresh=True),
    }
    return render(request, "care/stocktaking/inventory.html", context | forms, status=_status(words, forms))


@require_GET
@require("care.view_register")
def drug_inventory(request: HttpRequest, pk: int) -> HttpResponse:
    """One inventory: what is counted, what is still to count, who signs."""
    return _inventory_page(request, selectors.inventory_for(request.actor, pk), {})


@require_POST
@require("care.sign_register")
def drug_inventory_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """The other hand under every count of an inventory."""
    inventory, words = selectors.inventory_for(request.actor, pk), ""
    form = SignForm(request.POST, fresh=fresh(request), auto_id="sign_%s")
    if form.is_valid() and proven(request, form):
        words = refused(lambda: actions.sign_inventory(actor=request.actor, inventory=inventory))
        if not words:
            return redirect("drug_inventory", pk)
    return _inventory_page(request, inventory, {"sign_form": form}, words)


@sensitive_post_parameters()
@require_POST
@require("care.sign_register")
def drug_inventory_second(request: HttpRequest, pk: int) -> HttpResponse:
    """The other hand, a colleague at this screen."""
    inventory = selectors.inventory_for(request.actor, pk)
    colleagues = present(request, inventory.begun_by)
    form = SecondForm(request.POST, present=colleagues, auto_id="pin_%s")
    if form.is_valid() and second(request, form, colleagues, lambda who: actions.sign_inventory(actor=who, inventory=inventory, how=SignedBy.PIN)):
        return redirect("drug_inventory", pk)
    return _inventory_page(request, inventory, {"second_form": form})
