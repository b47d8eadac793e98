"""`manage.py generate_docs [--check]`: state diagrams, role matrix and walls, drawn from the code."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from centre.plans import book


class Command(BaseCommand):
    help = "Draw docs/generated from the code, or say with --check which pages are no longer true."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--check", action="store_true", help="write nothing; fail when a page is not fresh")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            if found := book.stale():
                raise CommandError("Not fresh: " + ", ".join(found) + ". Run: manage.py generate_docs")
            self.stdout.write("Every generated page says what the code says.")
            return
        for name in book.write():
            self.stdout.write(f"docs/generated/{name}")
