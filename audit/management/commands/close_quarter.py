"""`manage.py close_quarter 2026Q3 [--json]`: count and round a quarter that is over, with those before it."""

from __future__ import annotations

import json
import re
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from audit.ledger.actions import record
from audit.release import calendar, policies, selectors, tasks
from audit.release.enums import QuarterState, Verb
from audit.release.models import Closing, Quarter


class Command(BaseCommand):
    """Runs as the worker. A quarter is closed once; figures once closed never change."""

    help = "Close a quarter: count, round, check and store its figures."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("quarter", help="year and quarter, for example 2026Q3")
        parser.add_argument("--json", action="store_true", help="print the outcome as JSON")

    def handle(self, *args: Any, quarter: str, **options: Any) -> None:
        named = re.fullmatch(r"(\d{4})[Qq]([1-4])", quarter)
        if named is None:
            raise CommandError("Name a quarter like 2026Q3.")
        year, number = int(named[1]), int(named[2])
        self._refuse(year, number)
        before = calendar.not_closed_before(year, number, selectors.closed_quarters())
        done = [self._close(*one) for one in [*before, (year, number)]]
        outcome = [self._told(one) for one in done]
        self.stdout.write(json.dumps(outcome) if options["json"] else "\n".join(map(self._line, outcome)))
        if done[-1].state != QuarterState.CLOSED:
            raise CommandError(_(done[-1].words))

    def _close(self, year: int, number: int) -> Quarter:
        self._refuse(year, number)
        with transaction.atomic():
            quarter, _made = Quarter.objects.update_or_create(
                year=year, number=number, defaults={"state": QuarterState.ORDERED, "words": ""}
            )
            record(Verb.QUARTER_ORDERED, obj=quarter, data={"quarter": str(quarter)})
        return tasks.close(quarter.pk)

    def _refuse(self, year: int, number: int) -> None:
        if words := policies.why_not_close(year, number):
            raise CommandError(f"{year}Q{number}: {words}")

    def _told(self, quarter: Quarter) -> dict[str, Any]:
        closings = Closing.objects.filter(quarter=quarter).order_by("source")
        return {
            "quarter": str(quarter), "state": quarter.state, "words": quarter.words,
            "sources": [
                {"source": one.source, "base": one.base, "atoms": one.atoms.count(), "deviation": one.deviation,
                 "way": one.way, "digest": one.digest} for one in closings
            ],
        }

    def _line(self, told: dict[str, Any]) -> str:
        parts = [f"{one['source']}: {one['atoms']} atoms, base {one['base']}" for one in told["sources"]]
        return f"{told['quarter']} {told['state']}. " + (f"{_(told['words'])} " if told["words"] else "") + "; ".join(parts)
