"""`manage.py bench [--json]`: every measured page against itself without walls, in one run on one database."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import connection

from audit.ledger.actions import seal
from audit.ledger.verification import verify
from audit.release.measure import close_synthetic_quarter
from centre.measure import timing, writing
from centre.measure.noise import Noise
from centre.measure.registry import PAGES
from centre.staff.models import User

WRITING, VERIFY, QUARTER = "writing", "verify_audit", "close_quarter"


class Command(BaseCommand):
    help = "Measures pages, writes, the ledger's proof and a quarter's closing on a simulated database."

    def add_arguments(self, parser: CommandParser) -> None:
        codes = [*(page.code for page in PAGES), WRITING, VERIFY, QUARTER]
        parser.add_argument("--json", action="store_true")
        parser.add_argument("--only", choices=codes, help="one page or one piece of work")

    def handle(self, *args: Any, **options: Any) -> None:
        if not User.objects.filter(username="bench-0").exists():
            raise CommandError("This database was not made by simulate: nothing can be compared here.")
        only, noise = options["only"], Noise()
        result: dict[str, Any] = {"machine": self._machine(), "pages": []}
        for page in PAGES:
            if only in (None, page.code):
                result["pages"].append(timing.measure(page))
                self._say(options, f"measured: {page.label}")
                noise.look()
        work = {
            WRITING: writing.measure, VERIFY: self._verify,
            QUARTER: close_synthetic_quarter if only else self._quarter_apart,
        }
        for name, measure in work.items():
            if only in (None, name):
                result[name] = measure()
                self._say(options, f"measured: {name}")
                noise.look()
        result["noise"] = noise.told()
        self.stdout.write(json.dumps(result, indent=2)) if options["json"] else self._table(result)

    def _say(self, options: dict[str, Any], text: str) -> None:
        if not options["json"] or sys.stderr.isatty():
            self.stderr.write(text)

    @staticmethod
    def _machine() -> dict[str, Any]:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT version(), (SELECT count(*) FROM intake_person), (SELECT count(*) FROM intake_passage),"
                " pg_database_size(current_database()) / 1048576"
            )
            version, persons, passages, size = cursor.fetchone()
        return {
            "cores": os.cpu_count(), "python": platform.python_version(), "postgresql": version.split(" on ")[0],
            "persons": persons, "passages": passages, "database_mb": size,
        }

    @staticmethod
    def _verify() -> dict[str, Any]:
        seal()
        verdict = verify()
        kept = {name: value for name, value in vars(verdict).items() if isinstance(value, (int, float))}
        return {**kept, "rows_per_s": round(verdict.events / verdict.seconds) if verdict.seconds else 0}

    @staticmethod
    def _quarter_apart() -> dict[str, Any]:
        """In a process of its own, so that its memory is its own."""
        command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "bench", "--only", QUARTER, "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        closed: dict[str, Any] = json.loads(done.stdout)[QUARTER]
        return closed

    def _table(self, result: dict[str, Any]) -> None:
        self.stdout.write(f"{result['machine']}")
        self.stdout.write(f"noise: {result['noise']}")
        for one in result["pages"]:
            sql = f"sql {one['sql']['median_ms']:>7.2f}" if "sql" in one else " " * 11
            self.stdout.write(
                f"{one['page']:<28} {one['walled']['median_ms']:>8.1f} ms  p95 {one['walled']['p95_ms']:>8.1f}  unwalled"
                f" {one['unwalled']['median_ms']:>8.1f}  ×{one['ratio']:<5} {sql}  {one['queries']:>3} queries"
                f" {one['statements']:>3} statements {one['bytes']:>7} bytes"
            )
        for name in (WRITING, VERIFY, QUARTER):
            if name in result:
                self.stdout.write(f"{name}: {json.dumps(result[name], indent=2)}")
