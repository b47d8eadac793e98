"""The timeline of a person across the parts of their file: one query a source, a page at a time, opened for what is shown."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Q

from audit.ledger.actions import viewed
from centre.access.enums import Compartment
from centre.access.scope import compartments_of, visible
from intake.person.models import Person

from . import policies
from .enums import Verb
from .registry import Before, Line, Source, timeline

PAGE = 30
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
#: The instant in microseconds, the source and the row after which the next page begins.
MARK = re.compile(r"([0-9]{1,17})~([a-z0-9-]{1,40})~([0-9a-f-]{1,36})")


@dataclass(frozen=True)
class ShownLine:
    """A line as the page shows it; `words` is what was opened behind it, empty for none."""

    line: Line
    part: str
    icon: str
    words: str


@dataclass(frozen=True)
class Page:
    """A page of lines, the mark of the next (empty when it is the last), and the sources that the reader may choose."""

    lines: tuple[ShownLine, ...]
    next: str
    sources: tuple[tuple[str, Any], ...]


def timeline_of(actor: Any, person: Person, *, of: str = "", mark: str = "", size: int = PAGE) -> Page:
    """One page of the timeline: of one source (`of`) or of all, after `mark`. The reading is recorded before any text
    is opened. A mark that nobody gave begins at the newest."""
    policies.view_timeline.check(actor, person=person)
    persons = _files(actor, person)
    held = set().union(*(compartments_of(actor, one) for one in persons))
    sources = timeline.for_actor(actor, held)
    asked = [one for one in sources if of in ("", one.name)]
    try:
        found = _merged(actor, asked, persons, mark, size)
    except (ValueError, ValidationError):
        found = _merged(actor, asked, persons, "", size)
    shown, more = found[:size], len(found) > size
    viewed(Verb.TIMELINE_READ, subject=person, count=len(shown))
    texts = _texts(actor, shown)
    labels = {one.value: str(one.label) for one in Compartment}
    return Page(
        tuple(ShownLine(line, labels.get(line.compartment, ""), source.icon, texts.get((source.name, line.key), "")) for source, line in shown),
        _mark(*shown[-1]) if more else "", tuple((one.name, one.label) for one in sources),
    )


def _files(actor: Any, person: Person) -> list[UUID]:
    """The file and those joined to it, within reach."""
    own = visible(actor, Person.objects.filter(Q(pk=person.pk) | Q(merged_into=person)))
    return list(own.order_by("pk").values_list("pk", flat=True))


def _merged(actor: Any, sources: list[Source], persons: list[UUID], mark: str, size: int) -> list[tuple[Source, Line]]:
    """The newest lines of all sources, one more than a page; at one instant in the order of the sources."""
    start, found = _read(mark), []
    with _along_the_index():
        for source in sources:
            found += [(source, line) for line in source.rows(actor, persons, _before(start, source), size + 1)]
    return sorted(found, key=lambda one: one[1].at, reverse=True)[: size + 1]


@contextmanager
def _along_the_index() -> Iterator[None]:
    """Behind the wall the planner takes somebody's rows for one or two and would read and sort them all; with sorting
    made dear it walks the index from the newest and stops after a page."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_sort TO off")
        yield
        cursor.execute("SET LOCAL enable_sort TO DEFAULT")


def _read(mark: str) -> tuple[datetime, str, str] | None:
    """The instant, source and row of a mark; None for what is none."""
    parts = MARK.fullmatch(mark)
    return (EPOCH + timedelta(microseconds=int(parts[1])), parts[2], parts[3]) if parts else None


def _before(start: tuple[datetime, str, str] | None, source: Source) -> Before | None:
    """Where a source goes on: after the row shown last, when it is its own; else before or at its instant."""
    if start is None:
        return None
    at, name, key = start
    return Before(at, key=key if name == source.name else "", including=source.name > name)


def _mark(source: Source, line: Line) -> str:
    return f"{(line.at - EPOCH) // timedelta(microseconds=1)}~{source.name}~{line.key}"


def _texts(actor: Any, shown: list[tuple[Source, Line]]) -> Mapping[tuple[str, str], str]:
    """What is sealed behind the lines shown, by source and row."""
    opened: dict[tuple[str, str], str] = {}
    for source in dict.fromkeys(source for source, _ in shown if source.opens):
        keys = [line.key for one, line in shown if one is source]
        assert source.opens is not None
        opened |= {(source.name, key): text for key, text in source.opens(actor, keys).items()}
    return opened
