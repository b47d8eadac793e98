"""Answering for what a colleague read."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone

from audit.ledger.actions import record

from . import policies
from .enums import Finding, Verb
from .models import Question


@transaction.atomic
def answer_question(*, actor: Any, question: Question, finding: Finding, remark: str = "") -> Question:
    """Say what one found. Refused about oneself, and when somebody answered before."""
    policies.review_log.check(actor, question=question)
    question = Question.objects.select_for_update().get(pk=question.pk)
    policies.review_log.check(actor, question=question)
    question.finding, question.remark = finding, remark
    question.answered_at, question.answered_by = timezone.now(), actor.pk
    question.save()
    record(Verb.ANSWERED, obj=question, data={"finding": finding})
    return question
