"""What the handover is made of: figures and lines that rooms give, and how a person is found and called.

A room adds its section once, in a module read when the house starts:

    handover.add(
        Section(
            "beds", _("Beds"), 20, "housing.view_board", "housing/_handover.html", load,
            entries=entries, words={"ends": _("bed %(bed)s, ends on %(day)s")},
        )
    )

`load(actor, shift)` gives figures of the house for the shift, never a person: they are kept as they are when the
handover is closed and every team reads them. `template` shows that same dict, live or kept, as `figures`.

`entries(actor, span)` gives what is to be told about persons the actor may see: what changed in the span, and what
remains to be done. Each entry names the person's uuid, the compartment it belongs to, a code and the small facts (a
bed's label, a number, a date as text) that `words[code]` says it with; never a text about the person. Entries are kept
row by row behind the wall of their compartment, so that each reader of the closed handover sees those of their own.
`texts(actor, keys)` may open the words that lie behind an entry's `key` for somebody who may read them now.

The night pack for an outage takes parts of the same kind: `pack.add(Section(...))`.
"""
from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

from .hours import Shift, Span

__all__ = ["Entry", "People", "Section", "Shift", "Span", "handover", "pack"]

#: No section tells more than this many lines: the rest is on its own page.
MOST_ENTRIES = 60


@dataclass(frozen=True)
class Entry:
    """One thing to tell about one person. `key`: the thing's own key in its room, so that it is told once.

    `at`: when it is due, ends or happened; `for_whom`: the role it is for (a code of the roles), empty for everybody.
    """

    person: UUID
    compartment: str
    code: str
    key: str
    at: datetime | None = None
    for_whom: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Section:
    """One part of the handover. `load(actor, shift) -> dict` of plain figures that JSON can hold."""

    slug: str
    title: str | Promise
    order: int
    permission: str
    template: str
    load: Callable[[Any, Any], dict[str, Any]]
    entries: Callable[[Any, Span], list[Entry]] | None = None
    words: Mapping[str, str | Promise] = field(default_factory=dict)
    texts: Callable[[Any, list[str]], Mapping[str, str]] | None = None

    def entries_for(self, actor: Any, span: Span) -> list[Entry]:
        """What there is to tell the actor, at most sixty lines."""
        return self.entries(actor, span)[:MOST_ENTRIES] if self.entries else []


class Sections:
    """Sections in order, each slug once."""

    def __init__(self) -> None:
        self._sections: dict[str, Section] = {}

    def add(self, section: Section) -> None:
        """Add a section; the same slug again replaces it."""
        self._sections[section.slug] = section

    def tell(self, slug: str, **more: Any) -> None:
        """Add to a section that stands already what it tells about persons: `entries`, `words`, `texts`."""
        self._sections[slug] = replace(self._sections[slug], **more)

    def remove(self, slug: str) -> None:
        self._sections.pop(slug, None)

    def everything(self) -> list[Section]:
        return sorted(self._sections.values(), key=lambda section: (section.order, section.slug))

    def for_actor(self, actor: Any) -> list[Section]:
        """Those the actor may see."""
        return [one for one in self.everything() if not one.permission or actor.may(one.permission)]


@dataclass(frozen=True)
class People:
    """How the floor above finds a person and calls them.

    find(actor, text) -> uuid of the person with this card, or None; names(actor, uuids) -> {uuid: name used here}.
    """

    find: Callable[[Any, str], UUID | None]
    names: Callable[[Any, list[UUID]], dict[UUID, str]]


class Handovers(Sections):
    """The registry of the handover: sections, and the people of the floor above."""

    people: People | None = None
    last_left: Callable[[Any, datetime], datetime | None] | None = None

    def know_people(self, people: People) -> None:
        """Say how persons are found and called; without it the handover has remarks only."""
        self.people = people

    def know_rota(self, last_left: Callable[[Any, datetime], datetime | None]) -> None:
        """Say when somebody's last shift ended before an instant: `last_left(actor, moment)`, None when unknown."""
        self.last_left = last_left


handover = Handovers()
#: What the paper for an outage shows besides the handover.
pack = Sections()
