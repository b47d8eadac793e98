"""`manage.py bring KIND PATH`: bring a file or folder in, all or nothing. `bring undo BATCH` takes one back."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from centre.imports import actions
from centre.imports.models import Batch
from centre.imports.registry import Report, kinds


class Command(BaseCommand):
    help = "Brings a foreign file or folder in: all or nothing, never twice, undone as one batch."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=[*kinds(), "undo"])
        parser.add_argument("path", help="a file or folder; with `undo`, the number of a batch")
        parser.add_argument("--dry-run", action="store_true", help="read and report, keep nothing")
        parser.add_argument("--with-identity", action="store_true", help="also keep who people are in law, sealed apart (domifa)")
        parser.add_argument("--json", action="store_true", help="the report as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["kind"] == "undo":
            self._undo(options["path"])
            return
        report, batch = actions.bring(
            kind=options["kind"], source=Path(options["path"]), dry_run=options["dry_run"], progress=self._progress,
            options=frozenset({"identity"}) if options["with_identity"] else frozenset(),
        )
        if options["json"]:
            self.stdout.write(json.dumps(self._as_json(report, batch), indent=2))
        else:
            self._say(report, batch, options["dry_run"])
        if report.errors:
            sys.exit(1)

    def _undo(self, number: str) -> None:
        batch = Batch.objects.filter(pk=int(number)).first() if number.isdigit() else None
        if batch is None:
            raise CommandError(f"there is no batch {number}")
        try:
            removed = actions.undo(batch=batch)
        except actions.CannotUndo as error:
            raise CommandError(str(error)) from None
        self.stdout.write(f"batch {batch.pk} undone: {removed} removed")

    def _progress(self, what: str, done: int, total: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{what}: {done:,} of {total:,}   " + ("\n" if done >= total else ""))

    @staticmethod
    def _as_json(report: Report, batch: Batch | None) -> dict[str, Any]:
        return {
            "batch": batch.pk if batch else None,
            "counts": dict(sorted(report.counts.items())),
            "errors": [str(error) for error in report.errors],
            "remarks": report.remarks,
        }

    def _say(self, report: Report, batch: Batch | None, dry_run: bool) -> None:
        for error in report.errors:
            self.stderr.write(str(error))
        for what, number in sorted(report.counts.items()):
            self.stdout.write(f"{number:>8,}  {what}")
        for remark in report.remarks:
            self.stdout.write(f"note: {remark}")
        if report.errors:
            self.stderr.write(f"{report.counts['refused']:,} refused: nothing was kept")
        elif dry_run:
            self.stdout.write("dry run: nothing was kept")
        elif batch:
            self.stdout.write(f"kept as batch {batch.pk}; to take it back: manage.py bring undo {batch.pk}")
