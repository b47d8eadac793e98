"""Pages of limits in the room."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from audit.rules import Refused, require, said_beside
from centre.shifts import clock
from intake.person.selectors import person_for
from intake.restrictions.policies import most_days

from ..ground.views import form_page
from . import actions, policies, selectors
from .forms import AnswerForm, AppealForm, DecideForm, ProposeForm


@require_GET
@require("care.ban_from_room")
def room_bans(request: HttpRequest) -> HttpResponse:
    """Proposals to decide and limits that stand."""
    return render(request, "room/bans.html", selectors.overview(request.actor))


@require_http_methods(["GET", "POST"])
@require("care.ban_from_room")
def room_ban_propose(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Propose to close the booths to somebody until an hour."""
    person = person_for(request.actor, pk)
    form = ProposeForm(request.POST or None, initial={"review_on": clock.service_day()})
    if request.method == "POST" and form.is_valid():
        with said_beside(form, "ends_at"):
            ban = actions.propose_ban(actor=request.actor, person=person, **form.cleaned_data)
            messages.success(request, _("Proposed. It closes nothing until a colleague decides."))
            return redirect("room_ban", ban.pk)
    note = _("Of the booths alone; longest, in days: %(n)s. Equipment, naloxone, a nurse and help in an emergency are never closed.") % {"n": most_days()}
    back = reverse("room_person", args=[pk])
    return form_page(request, form, _("Propose a limit"), _("Propose"), back, person=person, note=note)


@require_GET
@require("care.ban_from_room")
def room_ban(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One limit, opened."""
    return _ban(request, pk)


def _ban(request: HttpRequest, pk: UUID, status: int = 200, **forms: Any) -> HttpResponse:
    """The page of a limit with what this colleague may do about it."""
    ban, actor = selectors.ban_for(request.actor, pk), request.actor
    context = {
        "shown": selectors.opened(actor, ban), "ban": ban, "person": ban.person, "words": "",
        "no_decision": policies.decide_ban.why_not(actor, ban=ban), "no_lift": policies.lift_ban.why_not(actor, ban=ban),
        "no_appeal": policies.appeal_ban.why_not(actor, ban=ban), "no_answer": policies.answer_ban.why_not(actor, ban=ban),
        "appeal_form": AppealForm(auto_id="appeal_%s"), "answer_form": AnswerForm(auto_id="answer_%s"),
    }
    return render(request, "room/ban.html", context | forms, status=status)


def _do(request: HttpRequest, pk: UUID, act: Any, done: str, **said: Any) -> HttpResponse:
    """Do it, or say on the same page why not."""
    try:
        act(actor=request.actor, ban=selectors.ban_for(request.actor, pk), **said)
        messages.success(request, done)
        return redirect("room_ban", pk)
    except Refused as refused:
        return _ban(request, pk, 409, words=refused.words)


@require_POST
@require("care.ban_from_room")
def room_ban_decide(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Yes or no, by somebody who did not propose it."""
    form = DecideForm(request.POST)
    if not form.is_valid():
        return _ban(request, pk, 422, words=_("Say yes or no."))
    return _do(request, pk, actions.decide_ban, _("Decided."), agreed=form.cleaned_data["agreed"] == "yes")


@require_POST
@require("care.ban_from_room")
def room_ban_lift(request: HttpRequest, pk: UUID) -> HttpResponse:
    """End it now."""
    return _do(request, pk, actions.lift_ban, _("Lifted."))


@require_POST
@require("care.ban_from_room")
def room_ban_appeal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What the person says against it."""
    form = AppealForm(request.POST, auto_id="appeal_%s")
    if not form.is_valid():
        return _ban(request, pk, 422, appeal_form=form)
    return _do(request, pk, actions.appeal_ban, _("Written down. A colleague who did not decide answers."), **form.cleaned_data)


@require_POST
@require("care.ban_from_room")
def room_ban_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What is answered."""
    form = AnswerForm(request.POST, auto_id="answer_%s")
    if not form.is_valid():
        return _ban(request, pk, 422, answer_form=form)
    return _do(request, pk, actions.answer_ban, _("Answered."), **form.cleaned_data)
