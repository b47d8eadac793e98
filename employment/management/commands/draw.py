"""Work a draw out again from its stored seed and candidates, and say whether it is the same."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from employment.places import draw as lottery
from employment.places.models import Draw
from employment.places.selectors import explanations
from employment.projects.models import Session


class Command(BaseCommand):
    help = "Work out the draw of a session again from its seed and candidates. Exit code 1 when it is not the same."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("session", type=int, help="number of the session")
        parser.add_argument("--explain", action="store_true", help="one sentence for each sign-up")
        parser.add_argument("--json", action="store_true", help="for a program to read")

    def handle(self, *args: Any, **options: Any) -> None:
        session = Session.objects.filter(pk=options["session"]).first()
        drawn = Draw.objects.filter(session=session).first() if session else None
        if session is None or drawn is None:
            raise CommandError(f"session {options['session']} has not been drawn")
        again = lottery.draw(
            lottery.from_data(drawn.candidates),
            places=session.places,
            first_timer_places=session.first_timer_places,
            seed=drawn.seed,
        )
        same = again.as_data() == drawn.outcome
        why = explanations(drawn) if options["explain"] else {}
        if options["json"]:
            answer = {"session": session.pk, "seed": drawn.seed, "rule": drawn.rule, "same": same}
            self.stdout.write(json.dumps(answer | {"outcome": drawn.outcome, "explanations": why}))
        else:
            self.stdout.write(
                f"session {session.pk}: seed {drawn.seed}, rule {drawn.rule}, {len(drawn.candidates)} sign-ups"
            )
            for number, sentence in why.items():
                self.stdout.write(f"  sign-up {number}: {sentence}")
            self.stdout.write("the same outcome again" if same else "NOT the outcome that was stored")
        if not same:
            raise SystemExit(1)
