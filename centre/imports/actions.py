"""Bring a file in whole or not at all; take a whole batch back out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.db import IntegrityError, transaction
from django.db.models import ProtectedError, RestrictedError
from django.utils import timezone

from audit.ledger.actions import record

from .enums import Verb
from .models import Batch
from .registry import READERS, Memory, Report


class CannotUndo(Exception):
    """Something brought in has been used since; the words say what."""


def bring(
    *, kind: str, source: Path, dry_run: bool = False, progress: Callable[[str, int, int], None] | None = None,
    options: frozenset[str] = frozenset(),
) -> tuple[Report, Batch | None]:
    """Read `source` with the reader of `kind`. One refused line, or a dry run, and nothing is kept.

    Run by the worker role from the command line; the ledger names the batch. Returns the report and, when
    something was kept, its batch.
    """
    report = Report(progress=progress or (lambda what, done, total: None), options=options)
    if not source.exists():
        report.refuse(str(source), 0, "path", "there is nothing at this path")
        return report, None
    with transaction.atomic():
        batch = Batch.objects.create(kind=kind)
        memory = Memory(batch)
        for _, reader in READERS[kind]:
            reader(source, memory, report)
        kept = not report.errors and not dry_run
        if kept:
            memory.keep()
            batch.counts = dict(report.counts)
            batch.save(update_fields=["counts"])
            record(Verb.BROUGHT, obj=batch, data={"kind": kind, "counts": dict(report.counts)})
        else:
            transaction.set_rollback(True)
    return report, batch if kept else None


@transaction.atomic
def undo(*, batch: Batch) -> int:
    """Remove everything one batch made, last made first, and return how many. CannotUndo leaves all in place."""
    if batch.undone_at:
        raise CannotUndo(f"batch {batch.pk} was undone already")
    removed = 0
    for row in batch.rows.order_by("-pk").iterator(chunk_size=2000):
        try:
            removed += bool(row.target().delete()[0])
        except (ProtectedError, RestrictedError, IntegrityError):
            raise CannotUndo(f"{row.label} {row.object_key} is used by something made since") from None
    batch.rows.all().delete()
    batch.undone_at = timezone.now()
    batch.save(update_fields=["undone_at"])
    record(Verb.UNDONE, obj=batch, data={"removed": removed})
    return removed
