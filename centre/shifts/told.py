"""What is told about persons, said in the reader's language: one row a person, whatever room it comes from."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.formats import date_format

from centre.staff.roles import Role

from . import clock
from .models import HandoverLine
from .registry import Entry, Section, Span, handover


@dataclass(frozen=True)
class Remains:
    """One thing that remains or happened: the words of its section, the text behind it, for whom, by whom written."""

    words: str
    text: str = ""
    for_whom: str = ""
    icon: str = ""
    line: HandoverLine | None = None
    at: datetime | None = None


@dataclass
class PersonRow:
    """Everything told about one person, in the order of the sections."""

    person: UUID
    name: str
    remains: list[Remains] = field(default_factory=list)

    @property
    def for_whom(self) -> list[str]:
        """For whom something remains, each once."""
        return list(dict.fromkeys(one.for_whom for one in self.remains if one.for_whom))


@dataclass(frozen=True)
class Part:
    """A section with its figures, live or kept."""

    section: Section
    figures: dict[str, Any]


def parts_of(actor: Any, shift: Any) -> list[Part]:
    """The live figures of the sections the actor may see, for a shift or a span."""
    return [Part(one, one.load(actor, shift)) for one in handover.for_actor(actor)]


def gathered(actor: Any, span: Span) -> list[tuple[Section, Entry]]:
    """Every entry the actor may be told, live, section after section."""
    return [(section, entry) for section in handover.for_actor(actor) for entry in section.entries_for(actor, span)]


def kept(actor: Any, rows: Iterable[Any]) -> list[tuple[Section, Any]]:
    """Rows kept of entries, with their sections; those of a section the actor may not see are left out."""
    sections = {one.slug: one for one in handover.for_actor(actor)}
    return [(sections[row.section], row) for row in rows if row.section in sections]


def rows_of(actor: Any, told: list[tuple[Section, Any]], lines: Iterable[HandoverLine]) -> list[PersonRow]:
    """One row a person, by name; lines written by hand come after what the sections tell. The caller has recorded it."""
    lines = [line for line in lines if not line.text.is_shredded]
    persons = list({entry.person for _, entry in told} | {line.person for line in lines})
    names = people_named(actor, persons)
    rows = {person: PersonRow(person, names.get(person, "—")) for person in persons}
    texts = _texts(actor, told)
    for section, entry in sorted(told, key=lambda pair: _place(*pair)):
        words = said(section, entry)
        if words:
            text = texts.get((section.slug, entry.key), "")
            rows[entry.person].remains.append(Remains(words, text, role_label(entry.for_whom), at=entry.at))
    for line in lines:
        rows[line.person].remains.append(Remains("", line.text.reveal(), line.for_whom, line=line, at=line.at))
    return sorted((row for row in rows.values() if row.remains), key=lambda row: (row.name.casefold(), str(row.person)))


def _place(section: Section, entry: Any) -> tuple[int, str, bool, float, str]:
    """Where an entry stands in its row: by section, what has no hour first, then by hour."""
    return section.order, section.slug, entry.at is not None, entry.at.timestamp() if entry.at else 0.0, entry.key


def said(section: Section, entry: Any) -> str:
    """The words of an entry in the reader's language; empty for a code its section no longer knows."""
    words = section.words.get(entry.code)
    if words is None:
        return ""
    when = clock.local(entry.at) if entry.at else None
    moments = {
        "at": date_format(when, "j/n H:i") if when else "—", "day": date_format(when, "j/n") if when else "—",
        "hour": date_format(when, "H:i") if when else "—",
    }
    return str(str(words) % (moments | entry.facts))


def people_named(actor: Any, persons: list[UUID]) -> dict[UUID, str]:
    """What these persons are called here, as far as the actor may know."""
    return handover.people.names(actor, persons) if handover.people and persons else {}


def role_label(code: str) -> str:
    """The role something is for, in words; the text itself when it is no role."""
    return str(Role(code).label) if code in Role.values else code


def _texts(actor: Any, told: list[tuple[Section, Any]]) -> dict[tuple[str, str], str]:
    """The texts behind the entries that the actor may open now: one question for each section that has any."""
    keys: dict[str, tuple[Section, list[str]]] = {}
    for section, entry in told:
        if section.texts is not None:
            keys.setdefault(section.slug, (section, []))[1].append(entry.key)
    return {
        (slug, key): text
        for slug, (section, wanted) in keys.items()
        for key, text in (section.texts(actor, wanted) if section.texts else {}).items()
    }
