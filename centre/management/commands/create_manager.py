"""`manage.py create_manager USERNAME`: the teams of a new centre and its first account, once."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from centre.staff.opening import AlreadyOpen, open_centre


class Command(BaseCommand):
    help = "Makes the teams of a new centre and the account that manages all others; prints its first password."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username")
        parser.add_argument("--name", default="", help="the name shown to colleagues")
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES], default="fr")

    def handle(self, *args: Any, **options: Any) -> None:
        username = options["username"]
        try:
            password = open_centre(
                username=username, display_name=options["name"] or username, language=options["language"]
            )
        except AlreadyOpen:
            raise CommandError(
                "This centre has a manager of accounts already; new accounts are made on the page of colleagues."
            ) from None
        self.stdout.write(f"{username}  first password: {password}")
        self.stdout.write("The first sign-in asks for a password of one's own and an authenticator.")
