"""The first wall of rows kept apart, as `RestrictedWall` builds the second; names of colleagues, words in each language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import override

from centre.access.models import Denial
from centre.access.scope import Rows, visible
from centre.shifts import clock
from centre.staff.models import User


def within(actor: User, queryset: Rows, *, own_for: timedelta | None = None) -> Rows:
    """Rows behind a `RestrictedWall` that the actor may read: the first wall, as the database builds the second."""
    open_rows = visible(actor, queryset.model.objects.filter(restricted=False)).values("pk")
    mine = Q(by=actor.pk)
    if own_for is not None:
        mine &= Q(at__gt=clock.now() - own_for)
    shown = Q(pk__in=open_rows) | mine
    if "coordinator" in actor.roles():
        shown |= Q(restricted=True, compartment__in=sorted(actor.compartments()))
    denied = Denial.objects.filter(person=OuterRef("person_id"), principal__in=actor.principals())
    return queryset.filter(shown & ~Q(Exists(denied)))


def names_of(users: Iterable[int]) -> dict[int, str]:
    """How the colleagues with these ids are called."""
    return dict(User.objects.filter(pk__in=set(users)).values_list("pk", "display_name"))


def in_three(words: Any) -> dict[str, str]:
    """Words of the house in each of its languages: `{"fr": …, "nl": …, "en": …}`, for what is kept as it is."""
    said = {}
    for code, _language in settings.LANGUAGES:
        with override(code):
            said[code] = str(words)
    return said
