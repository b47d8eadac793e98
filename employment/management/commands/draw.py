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
        parser.add_argument("--explain", action="store_true", help="candidates by number, weights, order, and the sentence told to each")
        parser.add_argument("--json", action="store_true", help="for a program to read")

    def handle(self, *args: Any, **options: Any) -> None:
        session = Session.objects.filter(pk=options["session"]).first()
        if session is None:
            raise CommandError(f"there is no session {options['session']}")
        drawn = Draw.objects.filter(session=session).first()
        if drawn is None:
            raise CommandError(f"session {options['session']} has not been drawn")
        places = drawn.places or session.places
        first = session.first_timer_places if drawn.first_timer_places is None else drawn.first_timer_places
        people = lottery.from_data(drawn.candidates)
        again = lottery.draw(people, places=places, first_timer_places=first, seed=drawn.seed)
        same = again == lottery.outcome_of(drawn.outcome)
        answer: dict[str, Any] = {
            "session": session.pk, "seed": drawn.seed, "rule": drawn.rule, "places": places, "first_timer_places": first,
            "same": same, "outcome": drawn.outcome,
        }
        if options["explain"]:
            answer |= {"candidates": _table(people, drawn.seed), "explanations": explanations(drawn, session.places)}
        self.stdout.write(json.dumps(answer) if options["json"] else _as_text(answer, len(people)))
        if not same:
            raise SystemExit(1)


def _table(people: list[lottery.Candidate], seed: str) -> list[dict[str, Any]]:
    """Every candidate with weight, ticket and number in the order; who takes no part comes last, without a number."""
    drawn = lottery.order(people, seed)
    rest = sorted((one for one in people if not one.weight), key=lambda one: one.sign_up)
    rows = lottery.to_data([*drawn, *rest])
    return [
        row | {"ticket": round(lottery.ticket(seed, row["sign_up"]), 6), "number": number if row["weight"] else None}
        for number, row in enumerate(rows, start=1)
    ]


def _as_text(answer: dict[str, Any], people: int) -> str:
    """The answer for somebody who reads it."""
    lines = [f"session {answer['session']}: seed {answer['seed']}, rule {answer['rule']}, {people} sign-ups, {answer['places']} places, {answer['first_timer_places']} of them for first-timers"]
    if people <= answer["places"]:
        lines.append("no more people than places: everybody who may have one has one")
    for row in answer.get("candidates", ()):
        number = row["sign_up"]
        facts = f"weight {row['weight']} (without a place {row['misses']}×{', first-timer' if row['first_timer'] else ''}), ticket {row['ticket']:.6f}"
        lines.append(f"  {row['number'] or '–':>3}  sign-up {number}: {facts}")
        lines.append(f"       {answer['explanations'][number]}")
    lines.append("the same outcome again" if answer["same"] else "NOT the outcome that was stored")
    return "\n".join(lines)
