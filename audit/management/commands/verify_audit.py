"""`manage.py verify_audit [--json] [--checkpoint TEXT]`: prove the ledger whole; exit 1 and names when it is not."""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audit.ledger.enums import Fault
from audit.ledger.verification import Problem, Verdict, verify


class Command(BaseCommand):
    """Counts, speed and every problem found, on the terminal or as JSON."""

    help = "Proves that no event of the ledger was altered, removed or added afterwards."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--json", action="store_true", help="print the outcome as JSON")
        parser.add_argument("--checkpoint", default="", help="a checkpoint from a handover sheet")

    def handle(self, *args: Any, **options: Any) -> None:
        quiet = options["json"] or not self.stderr.isatty()
        verdict = verify(checkpoint=options["checkpoint"], progress=self._silent if quiet else self._progress)
        if options["json"]:
            self.stdout.write(json.dumps(verdict.as_dict()))
        else:
            self._say(verdict)
        if not verdict.whole:
            found = len(verdict.problems)
            raise CommandError(f"The ledger is NOT whole: {found} problem{'' if found == 1 else 's'}.", returncode=1)

    def _say(self, verdict: Verdict) -> None:
        self.stdout.write(
            f"{verdict.events:,} events in {verdict.seals:,} seals, {verdict.waiting:,} waiting to be sealed; "
            f"{verdict.seconds:.1f} s, {verdict.rate:,.0f} events/s"
        )
        for problem in verdict.problems:
            self.stdout.write(f"  {describe(problem)}")
        if verdict.whole:
            self.stdout.write(self.style.SUCCESS("The ledger is whole."))

    def _progress(self, done: int, total: int) -> None:
        self.stderr.write(f"\r{done:,} of {total:,} events", ending="\n" if done >= total else "")
        sys.stderr.flush()

    def _silent(self, done: int, total: int) -> None:
        """Nothing is said while it runs."""


def describe(problem: Problem) -> str:
    """One line naming what is wrong and where."""
    parts = [str(Fault(problem.fault).label)]
    if problem.id is not None:
        parts.append(f"event {problem.id}")
    if problem.label:
        parts.append(f"{problem.label} {problem.key or ''}".strip())
    if problem.seal is not None:
        parts.append(f"seal {problem.seal}")
    if problem.at:
        parts.append(problem.at)
    return " · ".join(parts)
