"""Doses over HTTP: the list of the day, one dose at the counter, the second check, what was written."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import require
from care.prescribing.selectors import kept_file
from care.register.hands import present, refused, second
from centre.shifts import clock
from centre.staff.second_factor import why_not_fresh
from intake.person.selectors import person_for

from . import actions, daylist, policies, selectors
from .enums import SecondHand, Status
from .forms import BatchForm, CheckForm, CodeForm, DoseForm, NotGivenForm, PrepareForm, ReasonForm, ToldForm
from .models import Dose, Preparation
from .situation import Situation

SORTS = ("name", "state", "time", "dose")


@require_GET
@require("care.view_doses")
def doses(request: HttpRequest) -> HttpResponse:
    """The list of a day (`?day=`), of one state (`?show=`), in an order (`?sort=`); to work with and to print."""
    asked, show, sort = (request.GET.get(name, "") for name in ("day", "show", "sort"))
    try:
        day = min(date.fromisoformat(asked), clock.service_day())
    except ValueError:
        day = clock.service_day()
    show = show if show in Status.values else ""
    shown = daylist.day_list(request.actor, day, sort=sort if sort in SORTS else "name")
    context = {
        "list": shown, "lines": [line for line in shown.lines if not show or line.status == show], "show": show, "today": day == clock.service_day(),
        "sort": sort if sort in SORTS else "name", "chips": [(status, shown.counts[status]) for status in Status if shown.counts[status]],
    }
    return render(request, "dispensing/list.html", context)


@require_GET
@require("care.view_doses")
def doses_of(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The latest doses and bottles of a person."""
    person = person_for(request.actor, pk)
    context = {
        "person": person, "doses": selectors.told(selectors.doses_of(request.actor, person)),
        "bottles": selectors.bottles_of(request.actor, person, today=clock.service_day()), "ways": (),
    }
    return render(request, "dispensing/person.html", context)


def _counter(request: HttpRequest, now: Situation, given: dict[str, Any], words: str = "") -> HttpResponse:
    """One dose: what is known, what the rules say, and the forms of what may be done."""
    person = kept_file(now.prescription.about)
    facts = selectors.beside(request.actor, person, now)
    why_not_check = policies.check_preparation.why_not(request.actor, preparation=now.preparation, fresh=True) if now.preparation else None
    context = {
        "now": now, "person": person, "prescription": now.prescription, "words": words, "facts": facts, "ready": now.preparation,
        "form": DoseForm(initial={"client_uuid": uuid4(), "amount": facts.proposed}, colleagues=selectors.colleagues(request.actor), two_steps=now.two_steps),
        "hold_form": NotGivenForm(initial={"client_uuid": uuid4()}, auto_id="hold_%s"), "refuse_form": NotGivenForm(initial={"client_uuid": uuid4()}, auto_id="refuse_%s"),
        "prepare_form": PrepareForm(initial={"client_uuid": uuid4(), "amount": facts.proposed}, auto_id="prepare_%s"),
        "code_form": CodeForm(auto_id="check_%s"), "second_form": None, "why_not_check": why_not_check,
        "closed": now.same_dose is not None and not given,
    } | given
    if now.preparation and not now.preparation.checked_at and "second_form" not in given:
        colleagues = _present(request, now.preparation)
        context["second_form"] = CheckForm(present=colleagues, auto_id="second_%s") if colleagues else None
    bad = any(form.errors for form in given.values() if form is not None)
    return render(request, "dispensing/dose.html", context, status=409 if words else 422 if bad else 200)


@require_http_methods(["GET", "POST"])
@require("care.give_dose")
def dose(request: HttpRequest, pk: UUID, slot: str) -> HttpResponse:
    """Give one dose; whatever stands against it is said before and beside the form."""
    now = selectors.counter(request.actor, pk, slot, clock.service_day())
    if request.method == "GET":
        return _counter(request, now, {})
    form = DoseForm(request.POST, colleagues=selectors.colleagues(request.actor), two_steps=now.two_steps)
    if not form.is_valid():
        return _counter(request, now, {"form": form})
    card, wrong = selectors.card_is_of(request.actor, now, form.cleaned_data["card"])
    if wrong:
        form.add_error("card", wrong)
        return _counter(request, now, {"form": form})
    facts = form.values(card) | ({"preparation": now.preparation} if now.two_steps else {})
    made: list[Dose] = []
    words = refused(lambda: made.append(actions.give_dose(actor=request.actor, prescription=now.prescription, slot=slot, **facts)))
    if words:
        return _counter(request, now, {"form": form}, words)
    messages.success(request, _("The dose is written down, here and in the drug register."))
    return redirect("dose_after", made[0].pk) if made[0].stay_until else redirect("doses")


def _not_given(request: HttpRequest, pk: UUID, slot: str, name: str, act: Any) -> HttpResponse:
    now = selectors.counter(request.actor, pk, slot, clock.service_day())
    form = NotGivenForm(request.POST, auto_id=f"{name.partition('_')[0]}_%s")
    if not form.is_valid():
        return _counter(request, now, {name: form})
    words = refused(lambda: act(actor=request.actor, prescription=now.prescription, slot=slot, **form.cleaned_data))
    if words:
        return _counter(request, now, {name: form}, words)
    messages.success(request, _("Written down with the reason. The dose may still be given later today."))
    return redirect("doses")


@require_POST
@require("care.give_dose")
def dose_hold(request: HttpRequest, pk: UUID, slot: str) -> HttpResponse:
    """Hold the dose for now."""
    return _not_given(request, pk, slot, "hold_form", actions.hold_dose)


@require_POST
@require("care.give_dose")
def dose_refuse(request: HttpRequest, pk: UUID, slot: str) -> HttpResponse:
    """The person does not want it now."""
    return _not_given(request, pk, slot, "refuse_form", actions.refuse_dose)


@require_http_methods(["GET", "POST"])
@require("care.give_dose")
def dose_tell(request: HttpRequest, pk: UUID, slot: str) -> HttpResponse:
    """Write down a dose that was given outside a rule, or that nobody wrote down at once."""
    now = selectors.counter(request.actor, pk, slot, clock.service_day())
    begun = {"client_uuid": uuid4(), "taken_at": clock.local().strftime("%Y-%m-%dT%H:%M")}
    form = ToldForm(request.POST if request.method == "POST" else None, initial=begun)
    words = ""
    if form.is_valid():
        words = refused(lambda: actions.tell_dose(actor=request.actor, prescription=now.prescription, slot=slot, **form.values()))
        if not words:
            messages.warning(request, _("It is written down as it happened, with the rules it did not keep to."))
            return redirect("doses")
    context = {"now": now, "person": kept_file(now.prescription.about), "prescription": now.prescription, "form": form, "words": words}
    return render(request, "dispensing/tell.html", context, status=409 if words else 422 if form.is_bound else 200)


@require_POST
@require("care.give_dose")
def dose_prepare(request: HttpRequest, pk: UUID, slot: str) -> HttpResponse:
    """Make a dose ready for a second worker to check."""
    now = selectors.counter(request.actor, pk, slot, clock.service_day())
    form = PrepareForm(request.POST, auto_id="prepare_%s")
    if not form.is_valid():
        return _counter(request, now, {"prepare_form": form})
    words = refused(lambda: actions.prepare_dose(actor=request.actor, prescription=now.prescription, slot=slot, **form.values()))
    return _counter(request, now, {"prepare_form": form}, words) if words else redirect("dose", pk, slot)


def _present(request: HttpRequest, ready: Preparation) -> list[Any]:
    """Colleagues at this workstation who may be the second hand."""
    return present(request, ready.prepared_by, "care.give_dose")


def _at_counter(request: HttpRequest, ready: Preparation, given: dict[str, Any], words: str) -> HttpResponse:
    now = selectors.counter(request.actor, ready.prescription_id, ready.slot, clock.service_day())
    return _counter(request, now, given, words)


@sensitive_post_parameters("code")
@require_POST
@require("care.give_dose")
def dose_check(request: HttpRequest, pk: int) -> HttpResponse:
    """The second check, from one's own sign-in, with a code typed now."""
    ready, form = selectors.preparation_for(request.actor, pk), CodeForm(request.POST, auto_id="check_%s")
    words = why_not_fresh(request, request.POST.get("code", "")) or refused(lambda: actions.check_preparation(actor=request.actor, preparation=ready))
    return _at_counter(request, ready, {"code_form": form}, words) if words else redirect("dose", ready.prescription_id, ready.slot)


@sensitive_post_parameters()
@require_POST
@require("care.give_dose")
def dose_second(request: HttpRequest, pk: int) -> HttpResponse:
    """The second check by a colleague at the same workstation, with PIN and code; the screen stays whose it was."""
    ready = selectors.preparation_for(request.actor, pk)
    colleagues = _present(request, ready)
    form = CheckForm(request.POST, present=colleagues, auto_id="second_%s")
    if form.is_valid() and second(request, form, colleagues, lambda who: actions.check_preparation(actor=who, preparation=ready, how=SecondHand.PIN)):
        return redirect("dose", ready.prescription_id, ready.slot)
    return _at_counter(request, ready, {"second_form": form}, "")


@require_POST
@require("care.give_dose")
def dose_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a prepared dose aside."""
    ready = selectors.preparation_for(request.actor, pk)
    words = refused(lambda: actions.drop_preparation(actor=request.actor, preparation=ready))
    if words:
        return _at_counter(request, ready, {}, words)
    messages.warning(request, _("Put aside. What was drawn up is destroyed by two, and written in the drug register."))
    return redirect("dose", ready.prescription_id, ready.slot)


def _shown(request: HttpRequest, found: Dose, given: dict[str, Any], words: str = "") -> HttpResponse:
    """What is written of one dose."""
    context = {
        "dose": found, "person": found.person, "told": selectors.opened(request.actor, found), "words": words, "reason_form": ReasonForm(auto_id="strike_%s"),
        "batch_form": BatchForm(initial={"batch": found.batch}, auto_id="enter_%s"),
        "why_not_strike": policies.strike_dose.why_not(request.actor, dose=found, reason="-"), "may_enter": policies.enter_dose.allows(request.actor, dose=found),
    }
    bad = any(form.errors for form in given.values())
    return render(request, "dispensing/shown.html", context | given, status=409 if words else 422 if bad else 200)


@require_GET
@require("care.view_doses")
def dose_shown(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One dose as it was written."""
    return _shown(request, selectors.dose_for(request.actor, pk), {})


@require_POST
@require("care.give_dose")
def dose_strike(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Strike out a dose that was written by mistake."""
    found, form = selectors.dose_for(request.actor, pk), ReasonForm(request.POST, auto_id="strike_%s")
    if not form.is_valid():
        return _shown(request, found, {"reason_form": form})
    words = refused(lambda: actions.strike_dose(actor=request.actor, dose=found, **form.cleaned_data))
    return _shown(request, found, {"reason_form": form}, words) if words else redirect("dose_shown", pk)


@require_POST
@require("care.give_dose")
def dose_enter(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Write in the register a dose that could not be written there."""
    found, form = selectors.dose_for(request.actor, pk), BatchForm(request.POST, auto_id="enter_%s")
    words = refused(lambda: actions.enter_dose(actor=request.actor, dose=found, batch=request.POST.get("batch", "")))
    return _shown(request, found, {"batch_form": form}, words) if words else redirect("dose_shown", pk)
