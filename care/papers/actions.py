"""What is done with papers: keep one, remove one."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import connection, transaction

from audit.ledger.actions import record
from audit.rules import numbered, once
from audit.vault.contents import SealedBytes
from care.notes.actions import follow
from centre.access.scope import visible
from centre.scans.check import Scan
from centre.shifts import clock
from centre.staff.models import User
from intake.person.models import Person

from . import policies
from .enums import Verb
from .models import Paper
from .selectors import held_by, paper_of_form

ADD = "care.add_paper"


@transaction.atomic
def keep_paper(
    *, actor: User, person: Person, compartment: str, kind: str, scan: Scan, client_uuid: UUID, title: str = "",
    dated_on: date | None = None, until_on: date | None = None, third_party: bool = False,
) -> Paper:
    """Keep a paper under seal and return it; the same `client_uuid` again returns the first.

    `scan` is what the check gave back, never what came in. The writer's team takes the person on, or stays on. Raises
    Refused when another team follows the person there, or when this part of the file is full.
    """
    _one_at_a_time(person, compartment)
    first = once(paper_of_form(actor, client_uuid), ADD, person_id=person.pk, compartment=compartment, kind=kind)
    if first is not None:
        return first
    follow(actor=actor, person=person, compartment=compartment)
    held = held_by(actor, person, compartment)
    policies.add_paper.check(actor, person=person, compartment=compartment, held=held, size=len(scan.data))
    paper = Paper(
        person=person, compartment=compartment, kind=kind, title=title or None, content=SealedBytes.of(scan.data), form=scan.form,
        size=len(scan.data), pages=scan.pages, dated_on=dated_on, until_on=until_on, third_party=third_party, at=clock.now(),
        by=actor.pk, client_uuid=client_uuid,
    )
    with numbered(ADD):
        paper.save(force_insert=True)
    record(Verb.KEPT, subject=person, obj=paper, purpose=compartment, data={"kind": kind, "form": scan.form})
    return paper


def _one_at_a_time(person: Person, compartment: str) -> None:
    """A form sent twice in one second is one paper, and no shelf grows fuller than it may: one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"papers of {person.pk} {compartment}"])


@transaction.atomic
def remove_paper(*, actor: User, paper: Paper, why: str) -> Paper:
    """Take a paper out of the file (put in the wrong one, no longer needed): its bytes go, that it was there stays."""
    current = visible(actor, Paper.objects.select_for_update(of=("self",), no_key=True)).defer("content").get(pk=paper.pk)
    policies.remove_paper.check(actor, paper=current)
    current.content, current.removed_at, current.removed_by, current.why_removed = None, clock.now(), actor.pk, why
    current.save(update_fields=["content", "removed_at", "removed_by", "why_removed"])
    record(Verb.REMOVED, subject=current.person_id, obj=current, purpose=current.compartment)
    return current
