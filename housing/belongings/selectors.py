"""Reading lockers and what is kept, within the actor's reach; what lies in a bag is opened on its own page only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import F, Func, OuterRef, Q, QuerySet
from django.db.models.fields import DateTimeField
from django.shortcuts import get_object_or_404

from audit.ledger.actions import viewed
from audit.vault.errors import Shredded
from centre.access.scope import visible
from centre.shifts import clock
from centre.staff.models import User
from intake.person.models import Person, whole_person

from .enums import Verb
from .models import Keeping, Locker

LISTED = 200


@dataclass(frozen=True)
class Taken:
    """A locker that is taken: since when, until which day, by which colleague, and what its label says. Never of whom."""

    since: datetime
    until: date
    kept_by: int
    code: str


@dataclass(frozen=True)
class LockerLine:
    """One locker of the list; `keeping` only for those who may know whose things lie in it."""

    locker: Locker
    taken: Taken | None
    keeping: Keeping | None

    @property
    def free(self) -> bool:
        return self.taken is None and self.locker.in_service


def _shown(actor: User) -> QuerySet[Any]:
    """Keepings within reach, with their locker and whose they are; `since` is when they came in."""
    since: Any = Func(F("period"), function="lower", output_field=DateTimeField())
    return visible(actor, Keeping.objects.select_related("locker", "person")).annotate(since=since)


def kept_for(actor: User, person: Person) -> list[Keeping]:
    """What is kept for a person now, in the files joined to theirs too, the oldest first. What it is stays sealed."""
    return list(_shown(actor).filter(whole_person(person), ending="").order_by("since", "pk"))


def past_of(actor: User, person: Person, limit: int = 5) -> list[Keeping]:
    """What was kept for a person before, the latest first."""
    over = _shown(actor).filter(whole_person(person)).exclude(ending__in=("", "undone"))
    return list(over.order_by("-since", "pk")[:limit])


def keepings_of() -> QuerySet[Keeping]:
    """The keepings of the person of an outer query, for the case file's one question."""
    return Keeping.objects.filter(person=OuterRef("pk"))


def keeping_for(actor: User, pk: Any) -> Keeping:
    """One keeping, its reading recorded. Raises Http404 outside the actor's reach."""
    found: Keeping = get_object_or_404(_shown(actor), pk=pk)
    viewed(Verb.VIEWED, subject=found.person_id, obj=found)
    return found


def locked_keeping(actor: User, keeping: Keeping) -> Keeping:
    """The row as it stands now, nobody else changing it until this transaction ends. Raises Http404 out of reach."""
    return get_object_or_404(visible(actor, Keeping.objects.select_for_update(of=("self",), no_key=True)), pk=keeping.pk)


def keeping_by_code(actor: User, code: str) -> Keeping | None:
    """The keeping whose label says this, within reach; None for any other. The search is recorded."""
    found = _shown(actor).filter(code=code.strip().upper()).first()
    viewed(Verb.FOUND, subject=found.person_id if found else None, obj=found, count=1 if found else 0)
    return found


def keeping_of_form(actor: User, client_uuid: UUID | None) -> Keeping | None:
    """The keeping that a form has already made, or None: the same form twice is one keeping."""
    return _shown(actor).filter(client_uuid=client_uuid).first() if client_uuid else None


def owns(keeping: Keeping, presented: Person | None) -> bool:
    """Whether somebody who showed their card is whoever these things are of, in this file or one joined with it."""
    if presented is None or keeping.person_id is None:
        return False
    if keeping.person_id in (presented.pk, presented.merged_into_id):
        return True
    return Person.objects.filter(pk=keeping.person_id, merged_into=presented).exists()


def opened(text: Any) -> str:
    """A sealed text in clear; nothing when there is none or its key was destroyed. The caller recorded the reading."""
    try:
        return str(text.reveal()) if text is not None else ""
    except Shredded:
        return ""


def here(actor: User) -> list[Keeping]:
    """Everything kept now within reach, what should have been fetched first; the reading is recorded."""
    found = list(_shown(actor).filter(ending="").order_by("promised_until", "since", "pk")[:LISTED])
    viewed(Verb.LISTED, count=len(found))
    return found


def overdue(actor: User) -> QuerySet[Any]:
    """What should have been fetched and is still here, the longest overdue first."""
    return _shown(actor).filter(ending="", promised_until__lt=clock.service_day()).order_by("promised_until", "pk")


def to_confirm(actor: User) -> QuerySet[Any]:
    """Disposals that a colleague proposed and the actor may confirm."""
    return _shown(actor).filter(ending="", asked_by__isnull=False).exclude(asked_by=actor.pk).order_by("asked_at", "pk")


def taken() -> dict[int, Taken]:
    """Every locker that is taken, of those the actor's teams may know of."""
    with connection.cursor() as cursor:
        cursor.execute("select locker_id, since, until, kept_by, code from app.lockers_taken()")
        return {row[0]: Taken(*row[1:]) for row in cursor.fetchall()}


def lockers_shown(actor: User) -> QuerySet[Locker]:
    """The lockers of the house, and of the spaces the actor works in, in the order of their numbers."""
    return Locker.objects.filter(Q(space="") | Q(space__in=sorted(actor.compartments()))).order_by("place", "order", "number", "pk")


def locker_lines(actor: User) -> list[LockerLine]:
    """Each locker with what is known of it."""
    busy, mine = taken(), {one.locker_id: one for one in _shown(actor).filter(ending="", locker__isnull=False)}
    return [LockerLine(one, busy.get(one.pk), mine.get(one.pk)) for one in lockers_shown(actor)]


def free_lockers(actor: User) -> list[Locker]:
    """Lockers in service with nothing in them."""
    return [line.locker for line in locker_lines(actor) if line.free]


def locker_for(actor: User, pk: int) -> Locker:
    """One locker. Raises Http404 for one of a space the actor does not work in."""
    return get_object_or_404(lockers_shown(actor), pk=pk)


def people_of(keeping: Keeping) -> dict[str, str]:
    """Who took it in, warned, proposed, ended it: `{"kept_by": "Vera", …}`, empty where nobody did."""
    keys = ("kept_by", "warned_by", "asked_by", "ended_by")
    ids = {key: getattr(keeping, key) for key in keys}
    names = dict(User.objects.filter(pk__in=[one for one in ids.values() if one]).values_list("pk", "display_name"))
    return {key: names.get(ids[key], "") for key in keys}


def colleague(pk: int) -> str:
    """The name colleagues know somebody by."""
    return User.objects.filter(pk=pk).values_list("display_name", flat=True).first() or ""


def figures(actor: User) -> dict[str, int]:
    """How much is kept, is overdue, and how many lockers are free; of nobody."""
    lines = locker_lines(actor)
    return {
        "kept": _shown(actor).filter(ending="").count(), "overdue": overdue(actor).count(),
        "free": sum(line.free for line in lines), "lockers": sum(line.locker.in_service for line in lines),
    }  # fmt: skip
