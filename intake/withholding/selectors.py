"""Files withheld from colleagues, for those who decide on it; the colleague concerned never reads of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from audit.ledger.actions import viewed
from audit.rights import registry
from centre.access.scope import visible
from centre.shifts.clock import service_day
from centre.staff.models import User
from intake.person.models import Person

from . import policies
from .enums import Verb
from .models import Withholding

SHOWN = 200


@dataclass(frozen=True)
class Line:
    """One withholding with what the reader may call the person, its words in clear, and whether it waits for a review."""

    withholding: Withholding
    who: str
    words: str
    due: bool


def withheld(actor: User) -> list[Line]:
    """The withholdings that stand, those to review first; the reading is recorded."""
    policies.view_withheld.check(actor)
    found = list(_standing().select_related("colleague").order_by("review_on", "until", "pk")[:SHOWN])
    viewed(Verb.VIEWED, count=len(found))
    names = _names(actor, (one.person_id for one in found))
    today = service_day()
    return [
        Line(one, names[one.person_id], _clear(one), one.review_on is not None and one.review_on <= today) for one in found
    ]


def _clear(one: Withholding) -> str:
    """Its words, unless there are none or they were erased."""
    return "" if one.words is None or one.words.is_shredded else str(one.words.reveal())


def _standing() -> "QuerySet[Withholding]":
    return Withholding.objects.filter(ended_at=None)


def due_reviews(actor: User) -> int:
    """How many withholdings wait for somebody to look at them again."""
    policies.view_withheld.check(actor)
    return _standing().filter(review_on__lte=service_day()).count()


def withholding_for(actor: User, pk: Any) -> Withholding:
    """One withholding, never the actor's own. Raises Http404 for any other."""
    policies.view_withheld.check(actor)
    return get_object_or_404(Withholding.objects.select_related("colleague"), pk=pk)


def stands(person: UUID, colleague: User) -> bool:
    """Whether this file is withheld from this colleague now."""
    return _standing().filter(person=person, colleague=colleague).exists()


def file_meant(actor: User, text: str) -> UUID | None:
    """The file that a card or a file number means; None for anything else."""
    return registry.find(actor, text)


def colleagues(actor: User) -> "QuerySet[User]":
    """Everybody who works here, but the actor."""
    return User.objects.filter(is_active=True).exclude(pk=actor.pk).order_by("display_name", "pk")


def _names(actor: User, people: Iterable[UUID]) -> dict[UUID, str]:
    """What each person is called, or the beginning of their file's number for those who may not know it."""
    keys = set(people)
    known = visible(actor, Person.objects.filter(pk__in=keys)).in_bulk()
    return {key: str(known[key]) if key in known else _("file %(number)s") % {"number": str(key)[:8]} for key in keys}
