"""What other rooms put before the desk: limits of the person in front of it, a warning for everybody tonight.

    notices.add(Notice("limits", 10, "intake.view_restrictions", "restrictions/_limits.html", load))

`load(actor, person)` is asked with the person before the desk, or None for the room; None from it shows nothing. The
template shows what it gave as `shown`. A notice warns: nothing of it is ever asked when a passage is recorded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

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


@dataclass(frozen=True)
class Shown:
    """A notice with what it loaded."""

    template: str
    context: dict[str, Any]


_notices: dict[str, Notice] = {}


def add(notice: Notice) -> None:
    """Put a notice before the desk; the same slug again replaces it."""
    _notices[notice.slug] = notice


def load(actor: User, person: Person | None) -> list[Shown]:
    """The notices for this actor and subject, in order."""
    found = []
    for notice in sorted(_notices.values(), key=lambda one: (one.order, one.slug)):
        if actor.may(notice.permission):
            context = notice.load(actor, person)
            if context is not None:
                found.append(Shown(notice.template, context))
    return found
