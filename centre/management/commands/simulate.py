"""`manage.py simulate --persons 100000 --months 24`: a large invented database, always the same, to measure on."""

from __future__ import annotations

import sys
import time
from typing import Any

from django.conf import settings
from django.core.management import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from centre.measure.registry import PARTS, Scale
from centre.shifts import clock
from centre.staff.models import User


class Command(BaseCommand):
    help = "Fills an empty database with invented persons, visits, notes, beds and stays. Refuses one with people in it."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--persons", type=int, default=100_000)
        parser.add_argument("--months", type=int, default=24)

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.CENTRE_DEMO:
            raise CommandError("Only a demonstration or test installation may be filled with invented people.")
        if User.objects.exists():
            raise CommandError("There are accounts in this database: simulate needs an empty one (set CENTRE_DATA).")
        started = time.monotonic()
        scale = Scale(options["persons"], options["months"], clock.now(), say=self._progress)
        with transaction.atomic():
            for part in sorted(PARTS, key=lambda one: one.order):
                begun = time.monotonic()
                rows = part.fill(scale)
                self.stdout.write(f"{rows:>10,}  {part.label} ({time.monotonic() - begun:.0f} s)")
                self.stdout.flush()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        self.stdout.write(f"{options['persons']:,} persons in {time.monotonic() - started:.0f} s")

    def _progress(self, what: str, done: int, total: int) -> None:
        if sys.stderr.isatty():
            sys.stderr.write(f"\r{what}: {done:,} of {total:,}   " + ("\n" if done >= total else ""))
