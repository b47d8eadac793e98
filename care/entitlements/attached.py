"""Papers kept in the social part of the person's file, to be tied to a line of the checklist by their number."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.formats import date_format

from audit.ledger.actions import viewed
from care.papers.enums import Verb
from care.papers.models import Paper
from care.papers.selectors import papers_of
from centre.access.enums import Compartment
from centre.shifts import clock

from .enums import NOTED_ELSEWHERE
from .models import Entitlement
from .selectors import Shown

LISTED = 100


def kept_papers(actor: Any, file: Entitlement) -> list[tuple[str, str]]:
    """(number, kind and day) of the papers that are there, the newest first; names stay sealed. The reading is recorded."""
    if file.person is None or not actor.may("care.view_papers"):
        return []
    found = papers_of(actor, file.person).filter(compartment=Compartment.SOCIAL, removed_at=None).order_by("-at", "-pk")[:LISTED]
    rows = list(found)
    if rows:
        viewed(Verb.LISTED, subject=file.person_id, count=len(rows), purpose=Compartment.SOCIAL)
    return [(str(one.pk), f"{one} · {date_format(one.dated_on or clock.local(one.at), 'SHORT_DATE_FORMAT')}") for one in rows]


def kept_paper(actor: Any, file: Entitlement, pk: int) -> Paper:
    """A paper of this person that is there; Http404 otherwise."""
    rows = papers_of(actor, file.person) if file.person else Paper.objects.none()
    return get_object_or_404(rows.filter(compartment=Compartment.SOCIAL, removed_at=None), pk=pk)


def lines_of(shown: Shown) -> list[tuple[str, str]]:
    """(code and row, words) of the lines of a checklist to which a paper can be tied."""
    return [(f"{one.code}-{one.pk or ''}", one.words) for one in shown.checks if one.code not in NOTED_ELSEWHERE]
