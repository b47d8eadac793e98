"""Pages about limits: propose, decide, print, look again, appeal."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.ledger.actions import viewed
from audit.rules import Refused, require, said_beside
from centre.shifts.clock import now
from intake.person.selectors import person_for

from . import actions, policies, selectors
from .enums import State, Verb
from .forms import AnswerForm, AppealForm, DecideForm, ProposeForm, ReviewForm
from .models import Restriction


@require_GET
@require("intake.view_restrictions")
def restrictions(request: HttpRequest) -> HttpResponse:
    """What waits for a decision, what is in force with its end, what is over."""
    return render(request, "restrictions/list.html", selectors.overview(request.actor) | {"now": now()})


@require_http_methods(["GET", "POST"])
@require("intake.propose_restriction")
def propose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Propose a limit for a person; it limits nothing until a coordinator decides."""
    person = person_for(request.actor, pk)
    scopes = {"spaces": selectors.restrictable_spaces(request.actor), "services": selectors.restrictable_services()}
    form = ProposeForm(request.POST or None, **scopes)
    if request.method == "POST" and form.is_valid():
        with said_beside(form):
            made = actions.propose_restriction(actor=request.actor, person=person, **form.proposed())
            messages.success(request, _("Proposed. Nothing is limited until the coordination decides."))
            return redirect("restriction", made.pk)
    context = {
        "person": person, "form": form, "always_open": selectors.always_open(), "most_days": policies.most_days(),
        "shown": {"limits": selectors.limits_of(request.actor, person)},
    }
    return render(request, "restrictions/propose.html", context, status=422 if form.is_bound else 200)


@require_GET
@require("intake.view_restrictions")
def restriction(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One restriction: its limits for the desk, its reason and appeals for those who may read them."""
    return _page(request, selectors.restriction_for(request.actor, pk))


def _page(request: HttpRequest, found: Restriction, status: int = 200, **extra: Any) -> HttpResponse:
    """The page of a restriction with its forms."""
    actor, on = request.actor, {"restriction": found}
    context = {
        "restriction": found, "reason": selectors.reason_of(actor, found), "appeals": selectors.appeals_of(actor, found),
        "people": selectors.people_of(found), "ended": found.ends_at <= now(),
        "no_decision": policies.decide_restriction.why_not(actor, **on),
        "no_review": policies.review_restriction.why_not(actor, **on), "no_lifting": policies.lift_restriction.why_not(actor, **on),
        "no_appeal": policies.record_appeal.why_not(actor, **on), "decides": actor.may("intake.decide_restriction"),
        "review": ReviewForm(), "appeal_form": AppealForm(), "answer_form": AnswerForm(),
        "languages": settings.LANGUAGES,
    }
    return render(request, "restrictions/restriction.html", context | extra, status=status)


@require_POST
@require("intake.decide_restriction")
def decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Yes or no to a proposal."""
    found, form = selectors.restriction_for(request.actor, pk), DecideForm(request.POST)
    if form.is_valid():
        agreed = form.cleaned_data["agreed"] == "yes"
        _try(request, lambda: actions.decide_restriction(actor=request.actor, restriction=found, agreed=agreed))
    return redirect("restriction", pk)


def _try(request: HttpRequest, act: Any) -> None:
    """Do it, or say on the page why not."""
    try:
        act()
        messages.success(request, _("Written down."))
    except Refused as refusal:
        messages.error(request, refusal.words)


@require_POST
@require("intake.review_restriction")
def review(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Looked at again: it stays, or ends earlier."""
    found, form = selectors.restriction_for(request.actor, pk), ReviewForm(request.POST)
    if not form.is_valid():
        return _page(request, found, 422, review=form)
    _try(request, lambda: actions.review_restriction(actor=request.actor, restriction=found, **form.cleaned_data))
    return redirect("restriction", pk)


@require_POST
@require("intake.lift_restriction")
def lift(request: HttpRequest, pk: UUID) -> HttpResponse:
    """It ends now."""
    found = selectors.restriction_for(request.actor, pk)
    _try(request, lambda: actions.lift_restriction(actor=request.actor, restriction=found))
    return redirect("restriction", pk)


@require_POST
@require("intake.record_appeal")
def appeal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the person says against it."""
    found, form = selectors.restriction_for(request.actor, pk), AppealForm(request.POST)
    if not form.is_valid():
        return _page(request, found, 422, appeal_form=form)
    _try(request, lambda: actions.record_appeal(actor=request.actor, restriction=found, **form.cleaned_data))
    return redirect("restriction", pk)


@require_POST
@require("intake.answer_appeal")
def answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Another coordinator answers an appeal."""
    found, form = selectors.appeal_for(request.actor, pk), AnswerForm(request.POST)
    if not form.is_valid():
        whole = selectors.restriction_for(request.actor, found.restriction_id)
        return _page(request, whole, 422, answer_form=form)
    _try(request, lambda: actions.answer_appeal(actor=request.actor, appeal=found, **form.cleaned_data))
    return redirect("restriction", found.restriction_id)


@require_GET
@require("intake.view_restrictions")
def notice(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The notice for the person, in their language; the reason only when whoever prints it may read it."""
    found = selectors.restriction_for(request.actor, pk)
    if found.state != State.IN_FORCE:
        messages.warning(request, _("Nothing is decided. There is no notice to print."))
        return redirect("restriction", pk)
    codes = [code for code, _language in settings.LANGUAGES]
    language = selectors.notice_language(found.person, request.GET.get("language", ""), codes)
    viewed(Verb.PRINTED, subject=found.person_id, obj=found)
    with override(language):
        context = {
            "restriction": found, "always_open": selectors.always_open(), "languages": settings.LANGUAGES,
            "language": language, "reason": selectors.reason_of(request.actor, found),
        }
        return render(request, "restrictions/notice.html", context)
