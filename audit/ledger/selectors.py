"""Reading the ledger: pages of events for the data protection officer, the state of the seals for everybody."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model
from django.db import connection
from django.template import TemplateDoesNotExist
from django.template.loader import get_template, select_template
from django.utils.safestring import mark_safe

from audit import places
from audit.ledger import policies, seals
from audit.ledger.enums import Kind, Verb
from audit.ledger.models import Check, Event

PAGE = 50


@dataclass(frozen=True)
class Line:
    """An event as the page shows it: `words` in the reader's language, `who` and `place` as colleagues call them."""

    event: Event
    who: str
    words: str
    place: str


@dataclass(frozen=True)
class Page:
    """Newest events first; `older` is the id to continue below, None on the last page."""

    lines: list[Line]
    older: int | None


@dataclass(frozen=True)
class SealState:
    """Where sealing stands. `waiting` is counted up to 100,001; `number` None before the first seal."""

    number: int | None
    at: datetime | None
    root: bytes | None
    waiting: int
    waiting_since: datetime | None


@dataclass(frozen=True)
class Checkpoint:
    """The last seal as paper keeps it: `words` to read, `text` for the QR code, `at` its instant."""

    number: int
    at: datetime
    words: str
    text: str


def events(
    actor: Any, *, since: datetime, until: datetime, kind: str = Kind.DEEDS, verb: str = "", who: int | None = None,
    before: int | None = None,
) -> Page:
    """One page of the ledger within a time window; `verb` filters by its beginning, `before` by id.

    Raises Refused without `audit.read_ledger`; the reading itself is an event.
    """
    policies.read_ledger.check(actor)
    Event.objects.write(Verb.LEDGER_VIEWED, data={"since": since, "until": until, "kind": kind, "verb": verb})
    found = Event.objects.between(since, until).of_kind(kind)
    if verb:
        found = found.filter(verb__startswith=verb)
    if who is not None:
        found = found.filter(actor=who)
    if before is not None:
        found = found.filter(id__lt=before)
    rows = list(found.defer("leaf", "diff").newest_first()[: PAGE + 1])
    return Page(lines(rows[:PAGE]), rows[PAGE - 1].id if len(rows) > PAGE else None)


def about(actor: Any, *, subject: UUID, since: datetime, until: datetime, limit: int = 500) -> list[Line]:
    """Every deed and reading about one person, newest first: the matter of the "who looked" sheet.

    Raises Refused without `audit.read_ledger`. The caller records its own event.
    """
    policies.read_ledger.check(actor)
    found = Event.objects.about(subject).between(since, until).of_kind(Kind.DEEDS)
    return lines(list(found.defer("leaf", "diff").newest_first()[:limit]))


def lines(found: list[Event]) -> list[Line]:
    """Events with their words, the names of who acted and of where, in two queries."""
    names = names_of({event.actor for event in found if event.actor is not None})
    where = places.names_of({event.workstation for event in found})
    return [Line(event, names.get(event.actor, ""), words_of(event), where[event.workstation]) for event in found]


def names_of(actors: Iterable[int | None]) -> dict[int | None, str]:
    """The names colleagues see, by account id."""
    return {user.pk: str(user) for user in get_user_model()._default_manager.filter(pk__in={one for one in actors if one})}


def actor_choices() -> list[tuple[int, str]]:
    """Every account, by name, for the filter of the page."""
    users = get_user_model()._default_manager.all().order_by("pk")
    return sorted(((user.pk, str(user)) for user in users), key=lambda choice: choice[1].casefold())


def words_of(event: Event) -> str:
    """The sentence of an event from `templates/audit/events/<verb>.txt`; the verb itself when there is none.

    Safe for HTML: the template escapes what it is given.
    """
    path = _words_path(event.verb)
    if path is None:
        return event.verb
    return mark_safe(get_template(path).render({"event": event}).strip())


@lru_cache(maxsize=1024)
def _words_path(verb: str) -> str | None:
    path = f"audit/events/{verb}.txt"
    try:
        select_template([path])
    except TemplateDoesNotExist:
        return None
    return path


def seal_state() -> SealState:
    """Where sealing stands; for the health page too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT number, at, root, waiting, waiting_since FROM audit.seal_state()")
        number, at, root, waiting, since = cursor.fetchone()
    return SealState(number, at, bytes(root) if root else None, waiting, since)


def checkpoint(state: SealState | None = None) -> Checkpoint | None:
    """The last seal for the handover sheet; None before the first one."""
    state = state or seal_state()
    if state.number is None or state.root is None or state.at is None:
        return None
    return Checkpoint(
        state.number, state.at, seals.words(state.root), f"centre-seal:{state.number}:{state.root.hex()}"
    )


def last_check(actor: Any) -> Check | None:
    """The newest verification kept. Raises Refused without `audit.read_ledger`."""
    policies.read_ledger.check(actor)
    return Check.objects.order_by("-id").first()
