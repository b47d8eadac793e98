"""Prescriptions over HTTP: those of a person, a new one, a change; and the sheets that doctors sign."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import require
from care.paths.shown import text_of
from care.register.hands import refused
from care.register.selectors import names_of
from centre.shifts import clock
from centre.staff.second_factor import why_not_fresh
from intake.person.selectors import person_for

from . import actions, policies, selectors
from .enums import Decided
from .forms import AuthorisationForm, DecisionForm, EndForm, LimitsForm, MissedRulesForm, PrescriptionForm
from .models import Prescription
from .registry import questions


@require_GET
@require("care.view_doses")
def prescriptions(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Every prescription of a person, newest first."""
    person = person_for(request.actor, pk)
    found = selectors.prescriptions_of(request.actor, person)
    return render(request, "prescribing/list.html", {"person": person, "prescriptions": found, "may_call": policies.call_doctor.allows(request.actor, person=person)})


@require_GET
@require("care.view_doses")
def prescriber(request: HttpRequest) -> HttpResponse:
    """Everything that waits for a prescriber, what is urgent first."""
    return render(request, "prescribing/prescriber.html", {"asked": questions.asked(request.actor, clock.service_day())})


def _form(request: HttpRequest, initial: dict[str, Any]) -> PrescriptionForm:
    posted = request.POST if request.method == "POST" else None
    known = {"accounts": selectors.accounts_to_prescribe(), "teams": selectors.teams_that_give()}
    mine = next((team.pk for team in request.actor.teams() if team in known["teams"]), None)
    return PrescriptionForm(posted, initial={"client_uuid": uuid4(), "starts_on": clock.service_day(), "team": mine} | initial, **known)


def _written(request: HttpRequest, form: PrescriptionForm, person: Any, replaces: Prescription | None) -> HttpResponse:
    """Write what the form says, or show it again with what is wrong."""
    words = ""
    if form.is_valid():
        words = refused(lambda: actions.write_prescription(actor=request.actor, person=person, replaces=replaces, **form.values()))
        if not words:
            messages.success(request, _("The prescription is written."))
            return redirect("prescriptions", person.pk)
    context = {"person": person, "form": form, "words": words, "replaces": replaces}
    return render(request, "prescribing/write.html", context, status=409 if words else 422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@require("care.copy_prescription")
def prescription_new(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A new prescription."""
    return _written(request, _form(request, {}), person_for(request.actor, pk), None)


@require_http_methods(["GET", "POST"])
@require("care.copy_prescription")
def prescription_change(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A change: a new prescription that begins with what the old one says, and ends it. A doctor's is in their own name."""
    old = selectors.prescription_for(request.actor, pk)
    kept = ["account", "route", "supervised_days", "home_days", "home_most", "pharmacy"]
    kept += [] if request.actor.may("care.prescribe") else ["prescriber_name", "inami"]
    shown: dict[str, Any] = {name: getattr(old, f"{name}_ug") / 1000 for name in ("dose", "least", "most")}
    shown |= {"afternoon": old.afternoon_ug / 1000} if old.afternoon_ug else {}
    shown |= {"ends_on": old.last_on, "words": text_of(old.words)} if old.last_on >= clock.service_day() else {}
    return _written(request, _form(request, {name: getattr(old, name) for name in kept} | shown), old.person, old)


@require_POST
@require("care.give_dose")
def prescription_ask(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Ask the doctors for a prescription: they may open the file, and it stands on their list."""
    person = person_for(request.actor, pk)
    words = refused(lambda: actions.call_doctor(actor=request.actor, person=person))
    messages.warning(request, words) if words else messages.success(request, _("The doctors are asked."))
    return redirect("prescriptions", person.pk)


def _decision_form(request: HttpRequest, posted: Any = None, **known: Any) -> DecisionForm:
    """A doctor may also allow a dose above the limit; what follows after one came up is decided where that is noted."""
    doctor = request.actor.may("care.decide_dose")
    shut = (Decided.AGAIN, Decided.NOT_AGAIN, *(() if doctor else (Decided.ABOVE,)))
    kinds = [one for one in Decided.choices if one[0] not in shut]
    return DecisionForm(posted, kinds=kinds, doctor=doctor, auto_id="decide_%s", **known)


def _page(request: HttpRequest, found: Prescription, given: dict[str, Any], words: str = "") -> HttpResponse:
    """One prescription with its decisions and what may be done."""
    decisions, day = selectors.decisions_of(request.actor, found), clock.service_day()
    names = names_of([found.prescriber, found.written_by, found.ended_by, *(one.by for one in decisions)])
    context = {
        "prescription": found, "person": found.person, "decisions": [(one, names.get(one.by, ""), text_of(one.reason)) for one in decisions], "remark": text_of(found.words),
        "prescriber": found.prescriber_name or names.get(found.prescriber or 0, ""), "writer": names.get(found.written_by, ""), "ender": names.get(found.ended_by or 0, ""), "words": words,
        "end_form": EndForm(initial={"on": day}, auto_id="end_%s"), "stands": found.last_on >= day and found.ended_at is None,
        "decision_form": _decision_form(request, initial={"day": day, "client_uuid": uuid4()}),
    }
    bad = any(form.errors for form in given.values())
    return render(request, "prescribing/prescription.html", context | given, status=409 if words else 422 if bad else 200)


@require_GET
@require("care.view_doses")
def prescription(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One prescription."""
    return _page(request, selectors.prescription_for(request.actor, pk), {})


@require_POST
@require("care.copy_prescription")
def prescription_end(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Make a day its last one."""
    found, form = selectors.prescription_for(request.actor, pk), EndForm(request.POST, auto_id="end_%s")
    if not form.is_valid():
        return _page(request, found, {"end_form": form})
    words = refused(lambda: actions.end_prescription(actor=request.actor, prescription=found, **form.cleaned_data))
    if words:
        return _page(request, found, {"end_form": form}, words)
    messages.success(request, _("The prescription is ended."))
    return redirect("prescription", pk)


@sensitive_post_parameters("code")
@require_POST
@require("care.give_dose")
def prescription_decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the prescriber decides about one day; above a limit with the code."""
    found = selectors.prescription_for(request.actor, pk)
    form = _decision_form(request, request.POST)
    if not form.is_valid():
        return _page(request, found, {"decision_form": form})
    needed = why_not_fresh(request, form.cleaned_data.get("code", "")) if form.cleaned_data["kind"] == Decided.ABOVE else None
    words = needed or refused(lambda: actions.decide(actor=request.actor, prescription=found, **form.values()))
    if words:
        return _page(request, found, {"decision_form": form}, words)
    messages.success(request, _("The decision is kept: it stands beside the dose."))
    return redirect("prescription", pk)


def _rules(request: HttpRequest, given: dict[str, Any] | None = None, words: str = "") -> HttpResponse:
    """Everything that is signed, and the forms of what may be signed."""
    everything, day = selectors.everything_signed(), clock.service_day()
    known, begun = selectors.substances(), {"valid_from": day}
    names = names_of(one.signed_by for some in everything.values() for one in some)
    rules, limits = selectors.rules_on(day), selectors.limits_on(day)
    context = {
        "may_sign": policies.sign_limits.allows(request.actor, fresh=True, source="-"), "words": words, "open": selectors.authorisation_on(day),
        "signed": {name: [(one, names.get(one.signed_by, ""), _facts(one)) for one in some] for name, some in everything.items()},
        "empty": [label for code, label in known if code not in rules], "without": [label for code, label in known if code not in limits],
        "missed_form": MissedRulesForm(substances=known, initial=begun, auto_id="missed_%s"),
        "limits_form": LimitsForm(substances=known, initial=begun, auto_id="limits_%s"),
        "programme_form": AuthorisationForm(initial=begun, auto_id="programme_%s"),
    }
    bad = any(form.errors for form in (given or {}).values())
    return render(request, "prescribing/rules.html", context | (given or {}), status=409 if words else 422 if bad else 200)


def _facts(signed: Any) -> dict[str, Any]:
    """What a signed sheet says, ready to be shown."""
    return {
        "substance": selectors.substance_words(signed.substance), "rows": policies.rows_words(signed) if hasattr(signed, "rows") else [],
        "limits": policies.limits_words(signed) if hasattr(signed, "two_steps") else [],
    }


@require_GET
@require("care.view_doses")
def dose_rules(request: HttpRequest) -> HttpResponse:
    """What is signed: missed days, limits, the programme. Nothing is in force that nobody signed."""
    return _rules(request)


def _sign(request: HttpRequest, name: str, form: Any, act: Callable[[], Any]) -> HttpResponse:
    """Sign with a code typed now or lately; what was typed stays when it is refused."""
    if not form.is_valid():
        return _rules(request, {name: form})
    words = why_not_fresh(request, form.cleaned_data.get("code", "")) or refused(act)
    if words:
        return _rules(request, {name: form}, words)
    messages.success(request, _("Signed."))
    return redirect("dose_rules")


@sensitive_post_parameters("code")
@require_POST
@require("care.sign_dose_rules")
def missed_rules_sign(request: HttpRequest) -> HttpResponse:
    """Sign the rows of missed days of a substance."""
    form = MissedRulesForm(request.POST, substances=selectors.substances(), auto_id="missed_%s")
    signed = ("substance", "valid_from", "source")
    return _sign(request, "missed_form", form, lambda: actions.sign_missed_rules(
        actor=request.actor, steps=form.steps(), **{name: form.cleaned_data[name] for name in signed}
    ))  # fmt: skip


@sensitive_post_parameters("code")
@require_POST
@require("care.sign_dose_rules")
def dose_limits_sign(request: HttpRequest) -> HttpResponse:
    """Sign the limits of a substance."""
    form = LimitsForm(request.POST, substances=selectors.substances(), auto_id="limits_%s")
    return _sign(request, "limits_form", form, lambda: actions.sign_limits(actor=request.actor, **form.values()))


@sensitive_post_parameters("code")
@require_POST
@require("care.sign_dose_rules")
def programme_authorise(request: HttpRequest) -> HttpResponse:
    """Sign the authorisation of the programme."""
    form = AuthorisationForm(request.POST, auto_id="programme_%s")
    return _sign(request, "programme_form", form, lambda: actions.authorise(actor=request.actor, **form.values()))


@sensitive_post_parameters("code")
@require_POST
@require("care.sign_dose_rules")
def programme_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End an authorisation today."""
    found = selectors.authorisation_for(request.actor, pk)
    words = why_not_fresh(request, request.POST.get("code", "")) or refused(lambda: actions.end_authorisation(actor=request.actor, authorisation=found))
    return _rules(request, {}, words) if words else redirect("dose_rules")
