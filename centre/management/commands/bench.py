"""`manage.py bench [--json]`: every measured page against itself without walls, in one run on one database."""

from __future__ import annotations

import json
import os
import platform
import sys
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import connection

from audit.ledger.actions import seal
from audit.ledger.verification import verify
from audit.release.measure import close_synthetic_quarter
from centre.measure import timing, writing
from centre.measure.registry import PAGES
from centre.staff.models import User


class Command(BaseCommand):
    help = "Measures pages, writes, the ledger's proof and a quarter's closing on a simulated database."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--only", help="one page by its code")

    def handle(self, *args: Any, **options: Any) -> None:
        if not User.objects.filter(username="bench-0").exists():
            raise CommandError("This database was not made by simulate: nothing can be compared here.")
        pages = [page for page in PAGES if options["only"] in (None, page.code)]
        result: dict[str, Any] = {"machine": self._machine(), "pages": []}
        for page in pages:
            result["pages"].append(timing.measure(page))
            self._say(options, f"measured: {page.label}")
        if not options["only"]:
            result["writing"] = writing.measure()
            self._say(options, "measured: writing with the ledger")
            result["verify_audit"] = self._verify()
            result["close_quarter"] = close_synthetic_quarter()
        self.stdout.write(json.dumps(result, indent=2)) if options["json"] else self._table(result)

    def _say(self, options: dict[str, Any], text: str) -> None:
        if not options["json"] or sys.stderr.isatty():
            self.stderr.write(text)

    @staticmethod
    def _machine() -> dict[str, Any]:
        with connection.cursor() as cursor:
            cursor.execute("SELECT version(), (SELECT count(*) FROM intake_person), (SELECT count(*) FROM intake_passage)")
            version, persons, passages = cursor.fetchone()
        return {
            "cores": os.cpu_count(), "load": round(os.getloadavg()[0], 2), "python": platform.python_version(),
            "postgresql": version.split(" on ")[0], "persons": persons, "passages": passages,
        }

    @staticmethod
    def _verify() -> dict[str, Any]:
        seal()
        verdict = verify()
        kept = {name: value for name, value in vars(verdict).items() if isinstance(value, (int, float))}
        return {**kept, "rows_per_s": round(verdict.events / verdict.seconds) if verdict.seconds else 0}

    def _table(self, result: dict[str, Any]) -> None:
        self.stdout.write(f"{result['machine']}")
        for one in result["pages"]:
            self.stdout.write(
                f"{one['page']:<28} {one['walled']['median_ms']:>8.1f} ms  p95 {one['walled']['p95_ms']:>8.1f}  unwalled"
                f" {one['unwalled']['median_ms']:>8.1f}  ×{one['ratio']:<5} {one['queries']:>3} queries  {one['bytes']:>7} bytes"
            )
        for name in ("writing", "verify_audit", "close_quarter"):
            if name in result:
                self.stdout.write(f"{name}: {result[name]}")
