"""`manage.py send KIND --format FORM PATH`: write what the house publishes into a new folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from centre.imports.registry import SENDERS


class Command(BaseCommand):
    help = "Writes what the house publishes (its directory of partners) into a new folder, in a form others read."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", choices=sorted({kind for kind, _ in SENDERS}))
        parser.add_argument("--format", required=True, choices=sorted({form for _, form in SENDERS}))
        parser.add_argument("path", help="a folder that is not there yet, or is empty")

    def handle(self, *args: Any, **options: Any) -> None:
        sender, out = SENDERS.get((options["kind"], options["format"])), Path(options["path"])
        if sender is None:
            raise CommandError(f"{options['kind']} is not written as {options['format']}")
        if out.exists() and (not out.is_dir() or any(out.iterdir())):
            raise CommandError(f"{out} is there already and is not an empty folder: nothing was written")
        for what, number in sorted(sender(out).items()):
            self.stdout.write(f"{number:>8,}  {what}")
