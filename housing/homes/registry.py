"""Who lives in a dwelling is known in the room above: it tells here, without persons, since when and until when.

    registry.tell(lived_in)   # lived_in(actor) -> {dwelling id: Occupation(since, until)}
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from centre.staff.models import User


@dataclass(frozen=True)
class Occupation:
    """A dwelling is lived in since a day, and until a day when the lease has an end."""

    since: date
    until: date | None = None


_sources: list[Callable[[User], dict[int, Occupation]]] = []
_homes: list[Callable[[User, Any], str | None]] = []
_followed: list[Callable[[], Iterable[Any]]] = []


def tell(source: Callable[[User], dict[int, Occupation]]) -> None:
    """Add a source: every dwelling lived in today, of whomever, by its number."""
    if source not in _sources:
        _sources.append(source)


def lived_in(actor: User) -> dict[int, Occupation]:
    """The dwellings that somebody lives in today."""
    found: dict[int, Occupation] = {}
    for source in _sources:
        found.update(source(actor))
    return found


def lead_home(begin: Callable[[User, Any], str | None]) -> None:
    """Say where a placement begins: `begin(actor, candidature)` is an address of this site, or None."""
    if begin not in _homes:
        _homes.append(begin)


def way_home(actor: User, candidature: Any) -> str | None:
    """Where the placement of an accepted search begins, when a room above offers it to this actor."""
    return next((address for begin in _homes if (address := begin(actor, candidature))), None)


def follow(people: Callable[[], Iterable[Any]]) -> None:
    """Say whom the housing teams go on following: `people()` gives numbers of persons, for the worker."""
    if people not in _followed:
        _followed.append(people)


def followed() -> set[Any]:
    """Everybody whom a room above follows."""
    return {person for people in _followed for person in people()}
