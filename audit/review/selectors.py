"""Questions that wait for a reviewer, and those answered lately."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.shortcuts import get_object_or_404
from django.utils import timezone

from audit.ledger.actions import viewed
from audit.ledger.models import Event
from audit.ledger.selectors import names_of, words_of

from .enums import Verb
from .models import Question
from .policies import review_log

LISTED = 100
LATELY = timedelta(days=30)


@dataclass(frozen=True)
class Shown:
    """A question with the name of the reader, of who answered, and its readings in words: (when, what)."""

    question: Question
    who: str
    by: str
    lines: list[tuple[datetime, str]]


def waiting(actor: Any) -> list[Shown]:
    """Questions the actor may answer, the most urgent first; one reading is recorded."""
    review_log.check(actor)
    found = Question.objects.filter(answered_at=None).exclude(actor=actor.pk)
    return _shown(list(found.order_by("due_on", "day", "pk")[:LISTED]))


def answered(actor: Any) -> list[Shown]:
    """Questions answered in the last thirty days, newest first."""
    review_log.check(actor)
    found = Question.objects.filter(answered_at__gte=timezone.now() - LATELY)
    return _shown(list(found.order_by("-answered_at", "pk")[:LISTED]))


def question_for(actor: Any, pk: UUID) -> Question:
    """One question; 404 when there is none."""
    review_log.check(actor)
    return get_object_or_404(Question, pk=pk)


def figures(actor: Any) -> dict[str, int]:
    """How many questions wait for the actor, and how many of them longer than they should."""
    found = Question.objects.filter(answered_at=None).exclude(actor=actor.pk)
    return {"waiting": found.count(), "overdue": found.filter(due_on__lt=timezone.localdate()).count()}


def _shown(found: list[Question]) -> list[Shown]:
    viewed(Verb.VIEWED, count=len(found))
    names = names_of({one.actor for one in found} | {one.answered_by for one in found if one.answered_by})
    return [Shown(one, names.get(one.actor, ""), names.get(one.answered_by, ""), _lines(one)) for one in found]


def _lines(question: Question) -> list[tuple[datetime, str]]:
    """The readings of a question; the words of a verb are the same for everybody it was about."""
    read = [(datetime.fromisoformat(one["at"]), one["verb"]) for one in question.reads]
    return [(at, words_of(Event(verb=verb, at=at, actor=question.actor))) for at, verb in read]
