"""Large invented databases, and pages measured against themselves without walls: each app adds its parts."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Model

#: One seed, so that two machines measure the same people.
SEED = 4146


@dataclass
class Scale:
    """How large: persons, months back from now; the dice; and what each part leaves for the next."""

    persons: int
    months: int
    until: datetime
    dice: random.Random = field(default_factory=lambda: random.Random(SEED))
    kept: dict[str, Any] = field(default_factory=dict)
    say: Callable[[str, int, int], None] = lambda what, done, total: None


@dataclass(frozen=True)
class Part:
    """A part of the large database: `fill(scale)` writes rows in bulk as the owner, and returns how many."""

    order: int
    label: str
    fill: Callable[[Scale], int]


@dataclass(frozen=True)
class Page:
    """A page to measure: who asks, what they send, and one SQL statement that reads the same rows bare.

    `subject()` is read once, as the owner; `request(subject)` gives (method, url, form values); `floor(subject)` gives
    (sql, parameters).
    """

    code: str
    label: str
    username: str
    request: Callable[[Any], tuple[str, str, dict[str, Any]]]
    subject: Callable[[], Any] = lambda: None
    floor: Callable[[Any], tuple[str, list[Any]]] | None = None


@dataclass(frozen=True)
class Deed:
    """Something written as the application writes it, for the price of the ledger.

    `act(actor, subject)` saves into `models` (and their histories) and records the event, nothing else; it is called
    in a transaction of its own. `subjects()` are read once, as the owner.
    """

    code: str
    label: str
    username: str
    models: tuple[type[Model], ...]
    subjects: Callable[[], list[Any]]
    act: Callable[[Any, Any], None]


PARTS: list[Part] = []
PAGES: list[Page] = []
DEEDS: list[Deed] = []


def add_part(order: int, label: str, fill: Callable[[Scale], int]) -> None:
    """Register a part of the large database; lower orders are filled first."""
    PARTS.append(Part(order, label, fill))


def add_page(page: Page) -> None:
    """Register a page for `bench`."""
    PAGES.append(page)


def add_deed(deed: Deed) -> None:
    """Register a deed for `bench`."""
    DEEDS.append(deed)
