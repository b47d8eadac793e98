"""`manage.py replay_erasures`: after a restore, erase again every person who had been erased."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from audit.ledger.actions import record
from audit.rights import tasks
from audit.rights.enums import State, Verb
from audit.rights.models import ErasureRequest
from audit.vault import keys


class Command(BaseCommand):
    """The list comes from the vault, from the journal beside the key file, and from finished requests."""

    help = "After a restore: erase again every person who had been erased. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        finished = ErasureRequest.objects.filter(state=State.DONE).order_by("done_at", "pk")
        subjects = list(dict.fromkeys([*keys.shredded_subjects(), *finished.values_list("subject", flat=True)]))
        for subject in subjects:
            with transaction.atomic():
                done = tasks.forget(subject)
                record(Verb.REPLAYED, subject=subject, data={"versions": done["versions"], "events": done["events"]})
            keys.shred(subject)
        if subjects:
            keys.rotate_epoch()
        self.stdout.write(f"{len(subjects)} erasures repeated.")
