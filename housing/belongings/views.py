"""Belongings over HTTP: what is kept, take in, give back, warn, dispose of; lockers for the coordination."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.ledger.actions import viewed
from audit.rules import Refused, require, said_beside
from centre.shell import undo
from centre.shifts import clock
from intake.person.cards import MistypedCard
from intake.person.selectors import UnknownCard, find_card, person_for, words_for

from . import actions, policies, selectors
from .enums import Receiver, Verb
from .forms import CodeForm, DisposalForm, GiveBackForm, KeepForm, LockerForm, UntilForm, until_or
from .models import Keeping, Locker


@require_GET
@require("housing.keep_belongings")
def belongings(request: HttpRequest) -> HttpResponse:
    """What is kept, what should have been fetched first, and what waits for a second colleague."""
    return _list(request, CodeForm())


def _list(request: HttpRequest, form: CodeForm, status: int = 200) -> HttpResponse:
    context = {
        "here": selectors.here(request.actor), "to_confirm": list(selectors.to_confirm(request.actor)),
        "sums": selectors.figures(request.actor), "form": form, "today": clock.service_day(),
    }  # fmt: skip
    return render(request, "housing/belongings/list.html", context, status=status)


@require_POST
@require("housing.keep_belongings")
def belonging_find(request: HttpRequest) -> HttpResponse:
    """A label typed or scanned opens its page."""
    form = CodeForm(request.POST)
    if form.is_valid():
        found = selectors.keeping_by_code(request.actor, form.cleaned_data["code"])
        if found is not None:
            return redirect("belonging", found.pk)
        form.add_error("code", _("Nothing within your reach has this number."))
    return _list(request, form, status=422)


@require_http_methods(["GET", "POST"])
@require("housing.keep_belongings")
def belonging_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take belongings in for a person."""
    actor, person = request.actor, person_for(request.actor, pk)
    free = selectors.free_lockers(actor)
    until = clock.service_day() + timedelta(days=policies.days_kept())
    posted = request.POST if request.method == "POST" else None
    form = KeepForm(posted, lockers=free if posted is None else list(selectors.lockers_shown(actor)), initial={"promised_until": until})
    if form.is_valid():
        try:
            made = actions.keep_belongings(actor=actor, person=person, **form.kept())
            undo.offer(request, _("Belongings taken in: %(code)s") % {"code": made.code}, reverse("belonging_undo", args=[made.pk]))
            return redirect("belonging", made.pk)
        except (policies.LockerTaken, Refused) as refusal:
            form.add_error("locker", refusal.words)
    context = {"person": person, "form": form, "kept": selectors.kept_for(actor, person), "free": len(free)}
    return render(request, "housing/belongings/add.html", context, status=422 if form.errors else 200)


@require_GET
@require("housing.keep_belongings")
def belonging(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One keeping: what it is, where, until when, and what may be done."""
    return _page(request, selectors.keeping_for(request.actor, pk))


def _page(request: HttpRequest, found: Keeping, status: int = 200, **extra: Any) -> HttpResponse:
    """The page of a keeping with its forms."""
    actor, on = request.actor, {"keeping": found}
    named = selectors.opened(found.may_collect)
    context = {
        "keeping": found, "what": selectors.opened(found.what), "named": named, "people": selectors.people_of(found),
        "today": clock.service_day(), "back": GiveBackForm(named=bool(named)), "disposal": DisposalForm(),
        "longer": UntilForm(initial={"promised_until": until_or(found, clock.service_day())}),
        "no_back": policies.give_back.why_not(actor, **on), "no_warning": policies.warn_owner.why_not(actor, **on),
        "no_disposal": policies.propose_disposal.why_not(actor, **on), "days_warned": policies.days_warned(),
        "no_confirming": policies.confirm_disposal.why_not(actor, **on),
    }  # fmt: skip
    return render(request, "housing/belongings/keeping.html", context | extra, status=status)


@require_GET
@require("housing.keep_belongings")
def belonging_label(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The label to print: a number, a place and a day, no name."""
    found = selectors.keeping_for(request.actor, pk)
    viewed(Verb.PRINTED, subject=found.person_id, obj=found)
    return render(request, "housing/belongings/label.html", {"keeping": found})


@require_POST
@require("housing.give_back_belongings")
def belonging_back(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Given back: to the person by card or known, or to somebody they named."""
    found = selectors.keeping_for(request.actor, pk)
    form = GiveBackForm(request.POST, named=found.may_collect is not None)
    if form.is_valid():
        receiver, card = form.cleaned_data["receiver"], form.cleaned_data["card"]
        try:
            presented = find_card(request.actor, card) if receiver == Receiver.CARD else None
            actions.give_back(actor=request.actor, keeping=found, receiver=receiver, presented=presented)
            messages.success(request, _("Given back."))
            return redirect("belonging", pk)
        except (MistypedCard, UnknownCard) as slip:
            form.add_error("card", words_for(slip))
        except Refused as refusal:
            form.add_error(None, refusal.words)
    return _page(request, found, 422, back=form)


@require_POST
@require("housing.keep_belongings")
def belonging_longer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Kept until another day."""
    found, form = selectors.keeping_for(request.actor, pk), UntilForm(request.POST)
    if form.is_valid():
        with said_beside(form, "promised_until"):
            actions.prolong_keeping(actor=request.actor, keeping=found, **form.cleaned_data)
            return redirect("belonging", pk)
    return _page(request, found, 422, longer=form)


@require_POST
@require("housing.keep_belongings")
def belonging_warned(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The person was told."""
    return _try(request, pk, actions.warn_owner)


@require_POST
@require("housing.dispose_belongings")
def belonging_dispose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Propose that things go."""
    found, form = selectors.keeping_for(request.actor, pk), DisposalForm(request.POST)
    if form.is_valid():
        with said_beside(form, "reason"):
            actions.propose_disposal(actor=request.actor, keeping=found, **form.cleaned_data)
            messages.success(request, _("Proposed. A second colleague confirms it."))
            return redirect("belonging", pk)
    return _page(request, found, 422, disposal=form)


@require_POST
@require("housing.dispose_belongings")
def belonging_confirm(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The second colleague."""
    return _try(request, pk, actions.confirm_disposal)


@require_POST
@require("housing.keep_belongings")
def belonging_undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a mistaken entry back."""
    answer = _try(request, pk, actions.undo_keeping)
    undo.withdraw(request, request.path)
    return answer


def _try(request: HttpRequest, pk: UUID, act: Any) -> HttpResponse:
    """Do it and say so, or say on the page why not."""
    found = selectors.keeping_for(request.actor, pk)
    try:
        act(actor=request.actor, keeping=found)
        messages.success(request, _("Written down."))
    except Refused as refusal:
        messages.error(request, refusal.words)
    return redirect("belonging", pk)


@require_GET
@require("housing.keep_belongings")
def lockers(request: HttpRequest) -> HttpResponse:
    """Every locker: free, taken, out of service."""
    return render(request, "housing/belongings/lockers.html", {"lines": selectors.locker_lines(request.actor)})


@require_http_methods(["GET", "POST"])
@require("housing.edit_lockers")
def locker_add(request: HttpRequest) -> HttpResponse:
    """A new locker."""
    return _locker(request, None, _("New locker"))


@require_http_methods(["GET", "POST"])
@require("housing.edit_lockers")
def locker_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a locker."""
    found = selectors.locker_for(request.actor, pk)
    return _locker(request, found, _("Locker %(number)s") % {"number": found.number})


def _locker(request: HttpRequest, found: Locker | None, title: str) -> HttpResponse:
    """The form of a locker; what cannot be is said beside it."""
    form = LockerForm(request.POST if request.method == "POST" else None, instance=found)
    if form.is_valid():
        with said_beside(form, "in_service"):
            actions.write_locker(actor=request.actor, locker=found, **form.facts())
            return redirect("lockers")
    context = {"form": form, "title": title}
    return render(request, "housing/belongings/locker.html", context, status=422 if form.errors else 200)
