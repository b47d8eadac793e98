"""What this room shows: requests for erasure, and who looked at a file, in plain words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from audit import places
from audit.ledger.actions import viewed
from audit.ledger.models import Event
from audit.ledger.selectors import names_of as names_of
from audit.ledger.selectors import words_of
from audit.rights import policies, registry
from audit.rights.enums import OPEN, State, Verb
from audit.rights.models import ErasureRequest

PAGE = 50
SHOWN_DONE = 50


@dataclass(frozen=True)
class Look:
    """One line of the sheet: when, who, from which place, what in plain words, and for what purpose."""

    id: int
    at: datetime
    who: str
    place: str
    words: str
    purpose: str
    verb: str

    @property
    def stands_out(self) -> bool:
        """Refusals and emergency openings, which a reader should see first."""
        return self.verb.startswith("centre.access.")


@dataclass(frozen=True)
class Sheet:
    """A page of looks, newest first; `older` is the id to continue below, or None at the end."""

    looks: list[Look]
    older: int | None


def open_requests(actor: Any) -> QuerySet[ErasureRequest]:
    """Requests that are not finished, the oldest first."""
    policies.view_erasures.check(actor)
    return ErasureRequest.objects.filter(state__in=OPEN).order_by("requested_at", "pk")


def finished_requests(actor: Any) -> QuerySet[ErasureRequest]:
    """The last requests that were carried out or withdrawn, newest first."""
    policies.view_erasures.check(actor)
    return ErasureRequest.objects.filter(state__in=(State.DONE, State.WITHDRAWN)).order_by("-requested_at", "pk")[
        :SHOWN_DONE
    ]


def erasure_for(actor: Any, pk: UUID) -> ErasureRequest:
    """One request; 404 when there is none, refused to whoever decides nothing. Recorded as read."""
    policies.view_erasures.check(actor)
    request = get_object_or_404(ErasureRequest, pk=pk)
    viewed(Verb.CERTIFICATE_READ, obj=request)
    return request


def is_known(subject: UUID) -> bool:
    """Whether the ledger ever heard of this file; for the data protection officer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT audit.knows(%s)", [subject])
        return bool(cursor.fetchone()[0])


def who_looked(actor: Any, subject: UUID, before: int | None = None, n: int = PAGE) -> Sheet:
    """A page of `n` reads and writes of one file, below event `before`. Itself recorded as read."""
    policies.who_looked.check(actor)
    viewed(Verb.SHEET_READ, subject=subject)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM audit.who_looked(%s, %s, %s)", [subject, before, n + 1])
        columns = [column.name for column in cursor.description]
        rows = [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]
    names = names_of({row["actor"] for row in rows})
    where = places.names_of({row["workstation"] for row in rows})
    looks = [_look(row, names, where) for row in rows[:n]]
    return Sheet(looks=looks, older=looks[-1].id if len(rows) > n else None)


def _look(row: dict[str, Any], names: dict[int | None, str], where: dict[str | None, str]) -> Look:
    return Look(
        id=row["id"],
        at=row["at"],
        who=names.get(row["actor"]) or _("the application itself"),
        place=where[row["workstation"]],
        words=words_of(Event(**{name: row[name] for name in ("id", "at", "actor", "verb", "object_label", "object_key")})),
        purpose=registry.words_of_reason(row["verb"], row["purpose"] or row["reason"] or ""),
        verb=row["verb"],
    )
