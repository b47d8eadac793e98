"""Asking for a bed over HTTP: the waiting list, one request, turnings away, the order, the night of the count."""

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

from audit.rules import Refused, require, said_beside
from centre.shell import undo
from centre.shifts import clock
from housing.requests import actions, policies, selectors, unmet
from housing.requests.forms import (
    AskForm,
    CardForm,
    FilterForm,
    NightForm,
    NightsForm,
    OrderForm,
    PairForm,
    ReturnForm,
    TapForm,
    TurnAwayCountForm,
    TurnAwayRequestForm,
    WithdrawForm,
)
from housing.requests.models import BedRequest
from housing.requests.panels import order_words, request_page, waiting_page
from intake.person.cards import MistypedCard
from intake.person.selectors import UnknownCard, find_card, person_for, words_for


@require_GET
@require("housing.view_requests")
def waiting_list(request: HttpRequest) -> HttpResponse:
    """Who waits, in the order that can be read, and why; who lapsed; how many were turned away tonight."""
    form = FilterForm(request.GET)
    context = waiting_page(request.actor, *form.asked()) | {"form": form, "card_form": CardForm()}
    return render(request, "housing/requests/list.html", context)


@require_POST
@require("housing.ask_for_bed")
def waiting_card(request: HttpRequest) -> HttpResponse:
    """From a card to the form of whoever carries it; a card that opens nothing is said in words."""
    form = CardForm(request.POST)
    if form.is_valid():
        try:
            return redirect("bed_request_add", find_card(request.actor, form.cleaned_data["card"]).pk)
        except (MistypedCard, UnknownCard) as slip:
            form.add_error("card", words_for(slip))
    filtered = FilterForm({})
    context = waiting_page(request.actor, *filtered.asked()) | {"form": filtered, "card_form": form}
    return render(request, "housing/requests/list.html", context, status=422)


@require_http_methods(["GET", "POST"])
@require("housing.ask_for_bed")
def bed_request_add(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask for a bed for a person."""
    person = person_for(request.actor, pk)
    partners = selectors.possible_partners(request.actor, person)
    form = AskForm(request.POST or None, partners=partners, spaces=request.actor.compartments())
    if request.method == "POST" and form.is_valid():
        with said_beside(form):
            made = actions.ask_for_bed(actor=request.actor, person=person, **form.asked())
            return redirect("bed_request", made.pk)
    context = {
        "person": person, "form": form, "minor": selectors.is_minor(request.actor, person),
        "standing": selectors.waiting_for(request.actor, person),
    }
    return render(request, "housing/requests/ask.html", context, status=422 if form.is_bound else 200)


def _page(request: HttpRequest, found: BedRequest, status: int = 200, **extra: Any) -> HttpResponse:
    """The page of a request with its forms."""
    partners = selectors.possible_partners(request.actor, found.person) if found.person else []
    forms = {
        "withdraw_form": WithdrawForm(), "return_form": ReturnForm(), "pair_form": PairForm(partners=partners),
        "turn_away_form": _turn_away_form(found), "words": "",
    }
    return render(request, "housing/requests/request.html", request_page(request.actor, found) | forms | extra, status=status)


def _turn_away_form(found: BedRequest, data: Any = None) -> TurnAwayRequestForm:
    initial = {"ethos": found.ethos, "keep_waiting": found.how_long == "notice"}
    return TurnAwayRequestForm(data, services=unmet.shelters(), initial=initial)


@require_GET
@require("housing.view_requests")
def bed_request(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One request: its place, what may be told to the person, what may be done."""
    return _page(request, selectors.request_for(request.actor, pk))


def _done(request: HttpRequest, found: BedRequest, act: Any, **extra: Any) -> HttpResponse:
    """Do it and go back to the request, or say there who was first or why not."""
    try:
        made = act(actor=request.actor, request=found, **extra)
    except Refused as refusal:
        fresh = selectors.request_for(request.actor, found.pk)
        return _page(request, fresh, 409 if isinstance(refusal, policies.Settled) else 403, words=refusal.words)
    messages.success(request, _("Written down."))
    return redirect("bed_request", made.pk if isinstance(made, BedRequest) else found.pk)


@require_POST
@require("housing.renew_request")
def bed_request_renew(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Still needs a bed."""
    return _done(request, selectors.request_for(request.actor, pk), actions.renew_request)


@require_POST
@require("housing.withdraw_request")
def bed_request_withdraw(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Needs it no more."""
    found, form = selectors.request_for(request.actor, pk), WithdrawForm(request.POST)
    if not form.is_valid():
        return _page(request, found, 422, withdraw_form=form)
    return _done(request, found, actions.withdraw_request, **form.cleaned_data)


@require_POST
@require("housing.turn_away")
def bed_request_turn_away(request: HttpRequest, pk: UUID) -> HttpResponse:
    """No bed tonight for somebody on the list."""
    found = selectors.request_for(request.actor, pk)
    form = _turn_away_form(found, request.POST)
    if not form.is_valid():
        return _page(request, found, 422, turn_away_form=form)
    return _done(request, found, actions.turn_away, **form.told())


@require_POST
@require("housing.return_to_list")
def bed_request_return(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Waits again after all."""
    found, form = selectors.request_for(request.actor, pk), ReturnForm(request.POST)
    if not form.is_valid():
        return _page(request, found, 422, return_form=form)
    return _done(request, found, actions.return_to_list, **form.cleaned_data)


@require_POST
@require("housing.ask_for_bed")
def bed_request_pair(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Two ask together from now on."""
    found = selectors.request_for(request.actor, pk)
    partners = selectors.possible_partners(request.actor, found.person) if found.person else []
    form = PairForm(request.POST, partners=partners)
    if not form.is_valid():
        return _page(request, found, 422, pair_form=form)
    return _done(request, found, actions.pair_requests, partner=form.chosen())


@require_POST
@require("housing.ask_for_bed")
def bed_request_part(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Two who asked together ask alone."""
    return _done(request, selectors.request_for(request.actor, pk), actions.part_requests)


@require_GET
@require("housing.view_requests")
def turn_aways(request: HttpRequest) -> HttpResponse:
    """Who was turned away tonight, and a month of unmet nights by reason."""
    today = clock.service_day()
    period = {"first": today - timedelta(days=29), "last": today}
    form = NightsForm(request.GET or None, initial=period)
    if form.is_bound and form.is_valid():
        period = form.cleaned_data
    rows = unmet.unmet(request.actor, **period)
    context = {
        "form": form, "tonight": unmet.turned_away_on(request.actor, today), "reasons": unmet.by_reason(rows),
        "nights": unmet.by_night(rows, **period), "total": sum(row.people for row in rows), "me": request.actor.pk,
    }
    return render(request, "housing/requests/turn_aways.html", context, status=422 if form.errors else 200)


@require_POST
@require("housing.turn_away")
def turn_away_tap(request: HttpRequest) -> HttpResponse:
    """One tap: one more nobody knows was turned away; the undo bar takes it back."""
    form = TapForm(request.POST)
    back = form.cleaned_data["back"] if form.is_valid() else ""
    if form.is_valid():
        reason, number = form.cleaned_data["reason"] or "full", form.cleaned_data["client_uuid"]
        turned = actions.turn_away(actor=request.actor, reason=reason, client_uuid=number)
        label = _("Turned away: %(reason)s") % {"reason": turned.get_reason_display()}
        undo.offer(request, label, reverse("turn_away_undo", args=[turned.pk]))
    return redirect("desk" if back == "desk" else "waiting_list" if back == "list" else "turn_aways")


@require_http_methods(["GET", "POST"])
@require("housing.turn_away")
def turn_away_add(request: HttpRequest) -> HttpResponse:
    """Turned away without a name, with how many, why and where they were sent."""
    form = TurnAwayCountForm(request.POST or None, services=unmet.shelters())
    if request.method == "POST" and form.is_valid():
        actions.turn_away(actor=request.actor, **form.told())
        messages.success(request, _("Written down."))
        return redirect("turn_aways")
    return render(request, "housing/requests/turn_away.html", {"form": form}, status=422 if form.errors else 200)


@require_POST
@require("housing.turn_away")
def turn_away_undo(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a mistaken tap back."""
    actions.undo_turn_away(actor=request.actor, turned=unmet.turn_away_for(request.actor, pk))
    undo.withdraw(request, request.path)
    return redirect("turn_aways")


@require_GET
@require("housing.view_requests")
def priority_order(request: HttpRequest) -> HttpResponse:
    """The order of the list in words, to be read and told, and its earlier versions."""
    form = OrderForm(order=selectors.order_on(clock.service_day()))
    return render(request, "housing/requests/order.html", order_words(request.actor) | {"form": form})


@require_POST
@require("housing.set_priorities")
def priority_order_set(request: HttpRequest) -> HttpResponse:
    """Another order, from a day on."""
    form = OrderForm(request.POST, order=selectors.order_on(clock.service_day()))
    if form.is_valid():
        actions.set_priorities(actor=request.actor, **form.order())
        messages.success(request, _("Written down."))
        return redirect("priority_order")
    return render(request, "housing/requests/order.html", order_words(request.actor) | {"form": form}, status=422)


@require_GET
@require("housing.view_requests")
def count_night(request: HttpRequest) -> HttpResponse:
    """The night of the count: beds and refusals from 23:00 to midnight by living situation, to be printed."""
    day = clock.service_day() - timedelta(days=1)
    form = NightForm(request.GET or None, initial={"day": day})
    if form.is_bound and form.is_valid():
        day = form.cleaned_data["day"]
    context = {"form": form, "day": day, "night": unmet.count_night(request.actor, day)}
    return render(request, "housing/requests/count_night.html", context, status=422 if form.errors else 200)
