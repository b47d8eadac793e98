"""`manage.py register --check`: the whole controlled-drug register worked out anew."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from care.register.verification import Report, check


class Command(BaseCommand):
    help = "Works the controlled-drug register out anew: balances, gaps, seals, hands, supplies and doses that do not agree, lines the ledger tells otherwise. Exit code 1 when something is wrong."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="look at every account and every line")
        parser.add_argument("--json", action="store_true", help="for a program to read")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            raise CommandError(_("Say what: --check"))
        report = check()
        self.stdout.write(json.dumps(report.as_data()) if options["json"] else _as_text(report))
        if report.faults:
            raise SystemExit(1)


def _as_text(report: Report) -> str:
    """The answer for somebody who reads it."""
    counts = {"accounts": report.accounts, "lines": report.lines, "signatures": report.signatures}
    told = [_("%(accounts)d accounts, %(lines)d lines, %(signatures)d signatures") % counts]
    for fault in report.faults:
        words = {"account": fault.label, "line": fault.line, "words": fault.words}
        told.append("  " + _("%(account)s, line %(line)d: %(words)s") % words)
    told.append(_("Something is wrong. Nothing was changed.") if report.faults else _("The register is whole."))
    return "\n".join(told)
