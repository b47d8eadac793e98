"""`manage.py demo_accounts [--json]`: the invented accounts and their codes, on demonstration databases only."""

from __future__ import annotations

import json
from typing import Any

from django.core.management import BaseCommand, CommandError, CommandParser
from django_otp.oath import TOTP

from centre.demo import cast, telling


class Command(BaseCommand):
    help = "Prints user name, password, TOTP secret, PIN and recovery code of each invented account."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--json", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        if not telling.told():
            raise CommandError("This is not a demonstration database: no account is printed.")
        rows = [
            {
                "username": one.username, "name": one.name, "role": one.role, "password": one.password,
                "totp_secret": one.secret, "totp_now": f"{TOTP(bytes.fromhex(one.key)).token():06d}", "pin": one.pin,
                "recovery_code": one.recovery, "language": one.language,
            }
            for one in cast.CAST
        ]
        if options["json"]:
            self.stdout.write(json.dumps(rows, indent=2, ensure_ascii=False))
            return
        for row in rows:
            self.stdout.write("  ".join(f"{name}={value}" for name, value in row.items()))
