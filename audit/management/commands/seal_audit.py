"""`manage.py seal_audit`: seal the finished events now instead of waiting for the worker's next minute."""

from typing import Any

from django.core.management.base import BaseCommand

from audit.ledger.actions import seal
from audit.ledger.selectors import checkpoint


class Command(BaseCommand):
    """Prints how many events were sealed and the checkpoint to write down."""

    help = "Seals every finished event of the ledger."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"{seal():,} events sealed.")
        point = checkpoint()
        if point:
            self.stdout.write(f"Checkpoint: {point.number} {point.words}")
