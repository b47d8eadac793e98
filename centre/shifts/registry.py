"""What the handover is made of: figures that rooms give, and how a person is found and called.

A room adds its section once, in a module read when the house starts:

    handover.add(Section("beds", _("Beds"), 20, "housing.view_board", "housing/beds/_handover.html", load))

`load(actor, shift)` gives figures of the house for the shift, never a person: they are kept as they are when the
handover is closed and every team reads them. `template` shows that same dict, live or kept, as `figures`.
"""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.utils.functional import Promise

from . import clock


@dataclass(frozen=True)
class Shift:
    """The day or the night shift of a service day."""

    service_day: date
    night: bool

    @property
    def start(self) -> datetime:
        """First instant, in UTC."""
        return clock.shift_bounds(self.service_day, self.night)[0]

    @property
    def end(self) -> datetime:
        """First instant after it, in UTC."""
        return clock.shift_bounds(self.service_day, self.night)[1]


@dataclass(frozen=True)
class Section:
    """One part of the handover. `load(actor, shift) -> dict` of plain figures that JSON can hold."""

    slug: str
    title: str | Promise
    order: int
    permission: str
    template: str
    load: Callable[[Any, Shift], dict[str, Any]]


class Sections:
    """Sections in order, each slug once."""

    def __init__(self) -> None:
        self._sections: dict[str, Section] = {}

    def add(self, section: Section) -> None:
        """Add a section; the same slug again replaces it."""
        self._sections[section.slug] = section

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

    def know_people(self, people: People) -> None:
        """Say how persons are found and called; without it the handover has remarks only."""
        self.people = people


handover = Handovers()
