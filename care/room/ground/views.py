"""Pages of what the room stands on, and of opening and closing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import require, said_beside
from centre.shifts import clock
from centre.staff.roles import Role
from centre.staff.second_factor import is_fresh, why_not_fresh

from . import actions, policies, selectors
from .forms import BasisForm, BoothForm, CloseForm, RulesForm, SignForm, StaffForm, TermsForm, WithdrawForm


def form_page(request: HttpRequest, form: Any, title: str, button: str, back: str, **more: Any) -> HttpResponse:
    """A form of the room with its one button: 422 with words when something is wrong, 409 when somebody was quicker."""
    status = more.pop("status", 422 if form.errors else 200)
    context = {
        "form": form, "title": title, "button": button, "back": back, "note": "", "rules": None, "person": None, "instead": "", "warned": "",
        "columns": False, "to_say": False,
    } | more
    return render(request, "room/form.html", context, status=status)


@require_GET
@require("care.view_room_setup")
def room_setup(request: HttpRequest) -> HttpResponse:
    """What the room stands on: what counts, what waits for a signature, what was before."""
    return _setup(request)


def _setup(request: HttpRequest, status: int = 200, words: str = "") -> HttpResponse:
    """The page with its forms of signing."""
    actor = request.actor
    context = selectors.setup_page() | {"words": words, "sign_form": SignForm(), "fresh": is_fresh(request), "withdraw_form": WithdrawForm()}
    for line in context["bases"]:
        line["roles"] = [
            (role.value, role.label) for role in policies.SIGNERS
            if policies.sign_room_basis.allows(actor, basis=line["basis"], role=role.value)
        ]
    return render(request, "room/setup.html", context, status=status)


def _kept(request: HttpRequest, form: Any, action: Any, title: str, button: str, **more: Any) -> HttpResponse:
    """Write what the form holds, then back to the page of what the room stands on."""
    if request.method == "POST" and form.is_valid():
        action(actor=request.actor, **form.cleaned_data, **more)
        messages.success(request, _("Kept."))
        return redirect("room_setup")
    return form_page(request, form, title, button, reverse("room_setup"))


@require_http_methods(["GET", "POST"])
@require("care.set_up_room")
def room_basis_new(request: HttpRequest) -> HttpResponse:
    """Enter the text that allows the room."""
    return _kept(request, BasisForm(request.POST or None), actions.enter_basis, _("A legal basis"), _("Enter"))


@require_POST
@require("care.sign_room_basis")
def room_basis_sign(request: HttpRequest, pk: int, role: str) -> HttpResponse:
    """Sign as coordinator or as doctor, with a fresh second factor."""
    basis = selectors.basis_for(pk)
    if role not in {Role.COORDINATOR.value, Role.DOCTOR.value} or (words := policies.sign_room_basis.why_not(request.actor, basis=basis, role=role)):
        return _setup(request, 409, words or "")
    if words := why_not_fresh(request, request.POST.get("code", "")):
        return _setup(request, 422, words)
    actions.sign_basis(actor=request.actor, basis=basis, role=role)
    messages.success(request, _("Signed."))
    return redirect("room_setup")


@require_POST
@require("care.set_up_room")
def room_basis_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it out of force, with a reason."""
    basis, form = selectors.basis_for(pk), WithdrawForm(request.POST)
    because = form.cleaned_data["because"] if form.is_valid() else ""
    if words := policies.withdraw_basis.why_not(request.actor, basis=basis, because=because):
        return _setup(request, 422, words)
    actions.withdraw_basis(actor=request.actor, basis=basis, because=because)
    messages.success(request, _("Withdrawn. The room is shut."))
    return redirect("room_setup")


@require_http_methods(["GET", "POST"])
@require("care.set_up_room")
def room_rules_new(request: HttpRequest) -> HttpResponse:
    """Publish the next version of the rules."""
    last = selectors.latest_rules()
    start = {name: getattr(last, name) for name in RulesForm.Meta.fields} if last else None
    form = RulesForm(request.POST or None, initial=start)
    return _kept(request, form, actions.publish_rules, _("A new version of the rules"), _("Publish"))


@require_http_methods(["GET", "POST"])
@require("care.set_up_room")
def room_terms_new(request: HttpRequest) -> HttpResponse:
    """Minutes and least number of colleagues, from a day on."""
    form = TermsForm(request.POST or None, initial={"valid_from": clock.service_day()})
    return _kept(request, form, actions.set_terms, _("Minutes and colleagues"), _("Set"))


@require_http_methods(["GET", "POST"])
@require("care.set_up_room")
def room_booth_new(request: HttpRequest) -> HttpResponse:
    """A new booth."""
    return _kept(request, BoothForm(request.POST or None), actions.save_booth, _("A booth"), _("Keep"))


@require_http_methods(["GET", "POST"])
@require("care.set_up_room")
def room_booth(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a booth, or put it out of service."""
    booth = selectors.booth_for(pk)
    form = BoothForm(request.POST or None, instance=booth)
    return _kept(request, form, actions.save_booth, _("A booth"), _("Keep"), booth=booth)


@require_POST
@require("care.open_room")
def room_booth_service(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a booth out of service, or put it back."""
    actions.use_booth(actor=request.actor, booth=selectors.booth_for(pk), active=request.POST.get("active") == "yes")
    return redirect("room_opening")


@require_http_methods(["GET", "POST"])
@require("care.open_room")
def room_opening(request: HttpRequest) -> HttpResponse:
    """Open the room with whoever is at work; while it is open, say who is at work now, or close it."""
    opening, ground = selectors.opening_now(), selectors.standing()
    known = [str(pk) for pk in opening.staff] if opening else selectors.on_the_rota()
    form = StaffForm(request.POST or None, colleagues=selectors.colleagues(), initial={"staff": known})
    if request.method == "POST" and form.is_valid():
        with said_beside(form, "staff"):
            if opening:
                actions.change_staff(actor=request.actor, opening=opening, staff=form.numbers())
            else:
                actions.open_room(actor=request.actor, staff=form.numbers(), client_uuid=form.cleaned_data["client_uuid"])
            return redirect("room")
    context = {"form": form, "opening": opening, "ground": ground, "close_form": CloseForm(auto_id="close_%s"), "booths": selectors.every_booth()}
    return render(request, "room/opening.html", context, status=422 if form.errors else 200)
