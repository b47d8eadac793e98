"""What other rooms put before the desk: limits of the person in front of it, a warning for everybody tonight.

    notices.add(Notice("limits", 10, "intake.view_restrictions", "restrictions/_limits.html", load))

`load(actor, person)` is asked with the person before the desk, or None for the room; None from it shows nothing. The
template shows what it gave as `shown`. A notice warns: nothing of it is ever asked when a passage is recorded.

`rows(actor, person)` are what a notice tells of a person: the desk asks with the query of its tiles whether there are
any, and a notice without is not loaded. It only spares a query: whatever is shown comes from `load`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, QuerySet

if TYPE_CHECKING:
    from centre.staff.models import User
    from intake.person.models import Person


@dataclass(frozen=True)
class Notice:
    """One part above the tiles of the desk."""

    slug: str
    order: int
    permission: str
    template: str
    load: Callable[[User, Person | None], dict[str, Any] | None]
    rows: Callable[[User, Person], QuerySet[Any]] | None = None


@dataclass(frozen=True)
class Shown:
    """A notice with what it loaded."""

    template: str
    context: dict[str, Any]


_notices: dict[str, Notice] = {}


def add(notice: Notice) -> None:
    """Put a notice before the desk; the same slug again replaces it."""
    _notices[notice.slug] = notice


def asked(actor: User, person: Person) -> dict[str, Exists]:
    """For the notices of this actor that say what they tell of: whether there is anything, as `told_<slug>`."""
    told = {one.slug: one.rows for one in _notices.values() if one.rows and actor.may(one.permission)}
    return {f"told_{slug}": Exists(rows(actor, person)) for slug, rows in told.items()}


def load(actor: User, person: Person | None, answers: Any = None) -> list[Shown]:
    """The notices for this actor and subject, in order; those of which `answers` says that there is nothing left out."""
    found = []
    for notice in sorted(_notices.values(), key=lambda one: (one.order, one.slug)):
        if actor.may(notice.permission) and getattr(answers, f"told_{notice.slug}", True):
            context = notice.load(actor, person)
            if context is not None:
                found.append(Shown(notice.template, context))
    return found
