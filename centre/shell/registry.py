"""What the rooms hang in the frame: navigation entries, home tiles and command-bar resolvers.

A room adds its entries once, in the `ready()` of its app:

    navigation.add(Item(_("Beds"), "beds", "bed", "housing.view_beds", 20))
    home.add(Tile("beds", 20, "housing.view_beds", "housing/beds/_home.html", load))
    commands.add(resolver, permission="intake.open_person", order=10)

Every list is kept by explicit order, then by key, and is filtered by `actor.may(permission)`; an empty permission means
any signed-in worker.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from django.utils.functional import Promise

if TYPE_CHECKING:
    from centre.staff.models import User

Words = str | Promise


@dataclass(frozen=True)
class Item:
    """A link of the navigation: `url_name` takes no argument; `section` names further url names that light it up."""

    label: Words
    url_name: str
    icon: str
    permission: str = ""
    order: int = 100
    section: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return self.url_name


@dataclass(frozen=True)
class Tile:
    """A part of the home board. `load(actor) -> dict` feeds `template`; it runs only for those who may see the tile."""

    slug: str
    order: int
    permission: str
    template: str
    load: Callable[["User"], dict[str, Any]]

    @property
    def key(self) -> str:
        return self.slug


@dataclass(frozen=True)
class Hit:
    """One line of results under the command bar."""

    label: Words
    url: str
    note: Words = ""
    icon: str = "user-round"
    tags: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Refusal:
    """The text was meant for this resolver and is not accepted; `words` tell the worker why."""

    words: Words


Answer = str | Refusal | Iterable[Hit] | None


@dataclass(frozen=True)
class Resolver:
    """`answer(actor, text)` gives an address beginning with "/" to go to, hits, a `Refusal`, or None: not its affair."""

    answer: Callable[["User", str], Answer]
    permission: str = ""
    order: int = 100

    @property
    def key(self) -> str:
        return f"{self.answer.__module__}.{self.answer.__qualname__}"


class _Entry(Protocol):
    @property
    def key(self) -> str: ...
    @property
    def order(self) -> int: ...
    @property
    def permission(self) -> str: ...


Entry = TypeVar("Entry", bound=_Entry)


class Shelf(Generic[Entry]):
    """Entries in order, each key once: adding the same key again replaces it."""

    def __init__(self) -> None:
        self._entries: dict[str, Entry] = {}

    def add(self, entry: Entry) -> None:
        self._entries[entry.key] = entry

    def remove(self, key: str) -> None:
        self._entries.pop(key, None)

    def everything(self) -> list[Entry]:
        return sorted(self._entries.values(), key=lambda entry: (entry.order, entry.key))

    def for_actor(self, actor: Any) -> list[Entry]:
        """The entries this actor may see; none for a visitor who has not signed in."""
        if not getattr(actor, "is_authenticated", False):
            return []
        return [entry for entry in self.everything() if not entry.permission or actor.may(entry.permission)]


class Commands(Shelf[Resolver]):
    """Resolvers of the command bar, asked in order until one answers with an address or a refusal."""

    def add(
        self,
        entry: Resolver | Callable[["User", str], Answer],
        permission: str = "",
        order: int = 100,
    ) -> None:
        super().add(entry if isinstance(entry, Resolver) else Resolver(entry, permission, order))


navigation: Shelf[Item] = Shelf()
home: Shelf[Tile] = Shelf()
commands = Commands()
