"""`manage.py vendor`: bring the third-party files of the pages again (developers; needs npm)."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from centre.shell import vendoring


class Command(BaseCommand):
    help = "Bring the vendored files of the pages again, or check them with --check."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="only compare the files with their hashes")

    def handle(self, *args: Any, **options: Any) -> None:
        if not options["check"]:
            vendoring.bring_all(say=self.stdout.write)
        faults = vendoring.check()
        if faults:
            raise CommandError("\n".join(faults))
        self.stdout.write("every vendored file is as it was brought")
