"""`manage.py rotate_keys [tags] [--create]`: a new epoch key for the vault, or a new key for what a room keeps."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from audit.vault import keyring, keys, rotations
from audit.vault.errors import VaultError


class Command(BaseCommand):
    """Wrap every person's key anew; or, named, renew what a room keeps under a key of its own.

    With --create, make the key file and the vault of a new installation.
    """

    help = "Wrap every person's key with a new epoch key and destroy the former one; or rotate the keys of WHAT."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("what", nargs="?", choices=rotations.names(), help="keys of a room instead of the epoch")
        parser.add_argument("--create", action="store_true", help="make the key file and the vault when both are missing")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["create"]:
                made = keyring.create_if_missing()
                self.stdout.write("Key file and vault made." if made else "Key file and vault were already there.")
                return
            if options["what"]:
                renewed = rotations.rotate(options["what"], self._say)
                self.stdout.write(f"{renewed} renewed under a new key. Nobody had to be asked anything.")
                return
            self.stdout.write(f"{keys.rotate_epoch()} keys moved to a new epoch; the former epoch key is destroyed.")
        except VaultError as refusal:
            raise CommandError(str(refusal)) from refusal

    def _say(self, done: int, total: int) -> None:
        self.stderr.write(f"{done} of {total}")
