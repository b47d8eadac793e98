"""`manage.py erase_person FILE [--dry-run]`: carry out an approved erasure now, without the worker."""

import json
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db import ProgrammingError

from audit.rights import registry, tasks
from audit.rights.enums import State
from audit.rights.models import ErasureRequest


class Command(BaseCommand):
    """Two people must have decided on the pages first: this command replaces the worker, not the deciders."""

    help = "Carry out the approved erasure of one file and print its certificate."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=UUID, help="number of the file (uuid)")
        parser.add_argument("--dry-run", action="store_true", help="only count what is held")

    def handle(self, *args: Any, file: UUID, **options: Any) -> None:
        if options["dry_run"]:
            held = {str(one.label): one.collect(file) for one in registry.collectors()}
            self.stdout.write(json.dumps(held, ensure_ascii=False, indent=2))
            return
        request = ErasureRequest.objects.filter(subject=file, state__in=(State.ORDERED, State.CLEARED)).first()
        if request is None:
            raise CommandError("No erasure of this file is ordered. Two people ask, approve and order it on the DPO page.")
        try:
            done = tasks.erase(request.pk)
        except ProgrammingError as refusal:
            raise CommandError(str(refusal).splitlines()[0]) from refusal
        self.stdout.write(json.dumps(done.certificate, ensure_ascii=False, indent=2))
