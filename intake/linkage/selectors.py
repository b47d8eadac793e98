"""What may be read around the eight questions: limits, the number a search found, whether a person can be found again."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from audit.vault.keys import tag_versions
from centre.access.scope import visible
from centre.staff.models import User
from intake.person.models import Person

from . import policies
from .enums import Verb
from .models import Pause, TagSet

PAUSES_SHOWN = 50


@dataclass(frozen=True)
class Findable:
    """Whether a person can be found by the questions: since when, and whether a new key asks for them once more."""

    since: datetime
    stale: bool


def paused_until(actor: User) -> datetime | None:
    """Until when the actor's questions wait; None when they do not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.questions_paused()")
        until: datetime | None = cursor.fetchone()[0]
    return until


def number_found(actor: User, asking: UUID) -> int:
    """How many files a search of the actor's own found. Raises Http404 for another's, or after a quarter of an hour."""
    policies.confirm_candidate.check(actor)
    with connection.cursor() as cursor:
        cursor.execute("SELECT app.asked(%s)", [asking])
        found: int | None = cursor.fetchone()[0]
    if found is None:
        raise Http404
    return found


def findable(actor: User, person: Person) -> Findable | None:
    """Since when the person can be found by the questions, or None; nothing of the tags is shown."""
    held = visible(actor, TagSet.objects.filter(person=person)).only("set_at", "base").first()
    return Findable(held.set_at, held.base < tag_versions()[-1]) if held else None


def pauses(actor: User) -> "QuerySet[Pause]":
    """Workers whose questions were paused, newest first, each with `who`; the reading is recorded."""
    policies.watch_questions.check(actor)
    viewed(Verb.PAUSES_VIEWED)
    return _named(Pause.objects.all()).order_by("-at", "-pk")[:PAUSES_SHOWN]


def unseen_pauses(actor: User) -> "QuerySet[Pause]":
    """Pauses that no coordinator has looked at, without the actor's own."""
    return _named(Pause.objects.filter(seen_at=None).exclude(by=actor.pk)).order_by("-at", "-pk")[:PAUSES_SHOWN]


def pause_for(actor: User, pk: Any) -> Pause:
    """One pause, for a coordinator. Raises Http404 for any other."""
    return get_object_or_404(Pause, pk=pk)


def _named(found: "QuerySet[Pause]") -> "QuerySet[Pause]":
    return found.annotate(who=Subquery(User.objects.filter(pk=OuterRef("by")).values("display_name")))
