"""What the timeline of a person is made of: each room adds its lines once, in a module read when the house starts.

    timeline.add(Source("doses", _("Doses"), ("nursing",), rows=lines, permission="care.view_doses"))

    def lines(actor, persons, before, limit):
        found = visible(actor, Dose.objects.filter(person__in=persons))
        return [
            Line(dose.given_at, "nursing", _("Dose"), _("given"), reverse("dose", args=[dose.pk]), str(dose.pk))
            for dose in newest(found, before, limit, at="given_at")
        ]

`rows(actor, persons, before, limit)` gives at most `limit` lines, the newest first, older than `before` (None: from the
newest), about the uuids in `persons` (a file and those joined to it), through `visible`. `newest` does the order, the
key and the limit in one query, which an index on (person, -at, -id) keeps short however long the story is. A source is
not asked when the reader lacks its permission or holds none of its compartments of this person.

A line is one plain sentence without free text. What is sealed behind it is opened for the lines shown alone, after the
reading was recorded: `opens(actor, keys) -> {key: text}`, through `visible` again.

The page of a path and the list of paths take cards of other rooms, and a path that is closed tells them:

    beside.add(Card("reach", 10, "continuity/_card.html", load))        load(actor, person, paths) -> dict or None
    closing.add(lambda actor, path, after_care: None)                   in the transaction that closes the path
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise

if TYPE_CHECKING:
    from care.paths.models import CarePath
    from intake.person.models import Person

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Line:
    """One thing that happened. `key`: the row's own number, as text; `url`: where it is read, empty for nowhere."""

    at: datetime
    compartment: str
    kind: str | Promise
    text: str | Promise
    url: str
    key: str


@dataclass(frozen=True)
class Before:
    """Older than this: than the row `key` of the same source among those of one instant, or than the instant.

    `including`: what happened at the very instant still comes, because another source was shown up to it.
    """

    at: datetime
    key: str = ""
    including: bool = False


Rows = Callable[[Any, Sequence[UUID], Before | None, int], Sequence[Line]]
Opens = Callable[[Any, Sequence[str]], Mapping[str, str]]


@dataclass(frozen=True)
class Source:
    """Lines of one room, of one or several compartments."""

    name: str
    label: str | Promise
    compartments: tuple[str, ...]
    rows: Rows
    opens: Opens | None = None
    permission: str = ""
    icon: str = "circle"


class Timeline:
    """The sources, each name once, in the order of their names: what happened at one instant stands in that order."""

    def __init__(self) -> None:
        self._sources: dict[str, Source] = {}

    def add(self, source: Source) -> None:
        """Add a source; the same name again replaces it."""
        self._sources[source.name] = source

    def remove(self, name: str) -> None:
        self._sources.pop(name, None)

    def everything(self) -> list[Source]:
        return [self._sources[name] for name in sorted(self._sources)]

    def for_actor(self, actor: Any, held: Collection[str]) -> list[Source]:
        """Those that the actor may ask, of the compartments they hold of the person."""
        return [
            one for one in self.everything()
            if (not one.permission or actor.may(one.permission)) and not set(held).isdisjoint(one.compartments)
        ]


def newest(found: QuerySet[Row], before: Before | None, limit: int, *, at: str = "at") -> list[Row]:
    """The newest rows older than `before`, at most `limit`, in the order of the timeline: one query."""
    if before is not None:
        found = found.filter(Q(**{f"{at}__lte": before.at}))
        if before.key:
            found = found.filter(Q(**{f"{at}__lt": before.at}) | Q(pk__lt=before.key))
        elif not before.including:
            found = found.filter(Q(**{f"{at}__lt": before.at}))
    return list(found.order_by(f"-{at}", "-pk")[:limit])


@dataclass(frozen=True)
class Card:
    """What another room shows beside a path. `load(actor, person, paths)` feeds `template`; None shows nothing."""

    slug: str
    order: int
    template: str
    load: Callable[[Any, Person, Sequence[CarePath]], dict[str, Any] | None]


class Cards:
    """Cards in order, each slug once."""

    def __init__(self) -> None:
        self._cards: dict[str, Card] = {}

    def add(self, card: Card) -> None:
        """Add a card; the same slug again replaces it."""
        self._cards[card.slug] = card

    def for_paths(self, actor: Any, person: Person, paths: Sequence[CarePath]) -> list[tuple[str, dict[str, Any]]]:
        """(template, what it shows) of each card that has something to show."""
        cards = sorted(self._cards.values(), key=lambda one: (one.order, one.slug))
        loaded = [(one.template, one.load(actor, person, paths)) for one in cards]
        return [(template, shown) for template, shown in loaded if shown is not None]


Told = Callable[[Any, "CarePath", bool], None]


class Closing:
    """Who is told, in the same transaction, that a path is closed, and whether after-care was agreed."""

    def __init__(self) -> None:
        self._told: list[Told] = []

    def add(self, told: Told) -> None:
        """Be told from now on."""
        self._told.append(told)

    def tell(self, actor: Any, path: CarePath, after_care: bool) -> None:
        """The path is closed."""
        for told in self._told:
            told(actor, path, after_care)


timeline = Timeline()
beside = Cards()
closing = Closing()
