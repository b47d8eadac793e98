"""The page of the reviewers."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from audit.rules import Refused, require

from . import actions, selectors
from .enums import Finding
from .forms import AnswerForm


@require_GET
@require("audit.review_log")
def log_review(request: HttpRequest) -> HttpResponse:
    """What waits for an answer; with `done`, what was answered lately."""
    done = "done" in request.GET
    shown = selectors.answered(request.actor) if done else selectors.waiting(request.actor)
    return render(request, "audit/review/list.html", {"shown": shown, "done": done, "findings": Finding.choices})


@require_POST
@require("audit.review_log")
def log_review_answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answer for one; what is missing or too late is said on the page."""
    question, form = selectors.question_for(request.actor, pk), AnswerForm(request.POST)
    if not form.is_valid():
        for words in (error for errors in form.errors.values() for error in errors):
            messages.error(request, str(words))
        return redirect("log_review")
    try:
        actions.answer_question(
            actor=request.actor, question=question, finding=Finding(form.cleaned_data["finding"]), remark=form.cleaned_data["remark"]
        )
        messages.success(request, _("Answered."))
    except Refused as refusal:
        messages.error(request, refusal.words)
    return redirect("log_review")
