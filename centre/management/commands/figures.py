"""`manage.py figures [SLUG] [--period 2026-11] [--from DAY --to DAY] [--as NAME] [--json]`: the coordination's figures."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from contextlib import nullcontext
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from centre.access.identity import acting
from centre.figures import selectors
from centre.figures.periods import Period
from centre.figures.registry import figures
from centre.figures.selectors import Counted
from centre.staff.models import User


class Command(BaseCommand):
    """Runs as the worker: over the whole house, or over what an account's teams may know of with `--as`."""

    help = "Count the coordination's figures now. Without a name: which figures there are."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("slug", nargs="?", default="", help="the figure; none: a list of them")
        parser.add_argument("--period", default="", help="2026, 2026Q4, 2026-11; the running month when none is given")
        parser.add_argument("--from", dest="first", default="", help="first service day")
        parser.add_argument("--to", dest="last", default="", help="last service day")
        parser.add_argument("--as", dest="account", default="", help="count what this account's teams may know of")
        parser.add_argument("--json", action="store_true", help="for a program to read")

    def handle(self, *args: Any, slug: str, account: str, **options: Any) -> None:
        if not slug:
            self._list(options["json"])
            return
        figure = figures.find(slug)
        if figure is None:
            raise CommandError(f"there is no figure {slug}; there are: {', '.join(one.slug for one in figures.everything())}")
        period = self._period(options)
        user = User.objects.filter(username=account, is_active=True).first() if account else None
        if account and user is None:
            raise CommandError(f"there is no account {account}")
        with transaction.atomic(), acting(user, workstation="command") if user else nullcontext() as actor:
            counted = selectors.counted(actor, figure, period)
        self.stdout.write(json.dumps(as_data(counted), cls=DjangoJSONEncoder) if options["json"] else self._written(counted))

    def _list(self, as_json: bool) -> None:
        found = [{"slug": one.slug, "title": str(one.title), "version": one.version} for one in figures.everything()]
        self.stdout.write(json.dumps(found) if as_json else "\n".join(f"{one['slug']:<24} {one['title']}" for one in found))

    def _period(self, options: dict[str, Any]) -> Period:
        try:
            if options["first"] or options["last"]:
                return Period(date.fromisoformat(options["first"]), date.fromisoformat(options["last"]))
            return Period.parse(options["period"]) if options["period"] else Period.running_month()
        except ValueError as error:
            raise CommandError(f"this is not a period: {error}") from None

    def _written(self, counted: Counted) -> str:
        heads = [str(column.label) for column in counted.table.columns]
        lines = [f"{counted.figure.title}, {counted.period.words}, {counted.as_counted}", ""]
        lines += [f"{words}: {value}" for value, words in counted.facts]
        lines.append("  ".join([f"{counted.table.corner!s:<40}", *(f"{head:>14}" for head in heads)]))
        rows = [*((str(line.label), values) for line, values in counted.written), *([("=", counted.totals)] if counted.totals else [])]
        lines += ["  ".join([f"{label[:40]:<40}", *(f"{value:>14}" for value in values)]) for label, values in rows]
        return "\n".join([*lines, "", str(counted.figure.definition), counted.version])


def as_data(counted: Counted) -> dict[str, Any]:
    """What a program reads: exact values, no words but labels."""
    table = counted.table
    return {
        "figure": counted.figure.slug, "version": counted.figure.version, "first": counted.period.first, "last": counted.period.last,
        "counted_at": counted.at, "columns": [str(column.label) for column in table.columns],
        "rows": [{"key": line.key, "label": str(line.label), "values": line.values} for line in table.rows],
        "totals": table.totals, "facts": {str(label): value for label, value, _unit in table.facts}, "note": str(table.note),
    } | table.extra  # fmt: skip
