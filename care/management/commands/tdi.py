"""`manage.py tdi YEAR`: the seventy tables of the treatment demand indicator, from the answers frozen at entry."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation

from audit.ledger.actions import record
from care.episodes.enums import Verb
from care.episodes.selectors import Year, entrants_of
from care.episodes.tables import Table, tables


class Command(BaseCommand):
    help = "Counts who entered treatment in a calendar year in the seventy tables of the European indicator. For the house: exact numbers."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=int)
        parser.add_argument("--json", action="store_true", help="every table with its codes, rows, columns and values")
        parser.add_argument("--table", help="one table by its code, such as 9.1.1")

    def handle(self, *args: Any, **options: Any) -> None:
        found = entrants_of(options["year"])
        with translation.override("en"):
            counted = [table for table in tables(found.entrants) if options["table"] in (None, table.code)]
        record(Verb.COUNTED, data={"year": found.year, "entrants": len(found.entrants)})
        if options["json"]:
            self.stdout.write(json.dumps(self._head(found) | {"tables": [table.as_json() for table in counted]}, indent=1))
            return
        for line in self._head(found).items():
            self.stdout.write("{}: {}".format(*line))
        for table in counted if options["table"] else ():
            self._print(table)

    @staticmethod
    def _head(found: Year) -> dict[str, int]:
        return {
            "year": found.year, "entrants": len(found.entrants), "primary alcohol, counted nationally only": found.alcohol,
            "further entries of the same people": found.again,
        }

    def _print(self, table: Table) -> None:
        self.stdout.write(f"\n{table.code} {table.title}")
        self.stdout.write(" " * 42 + " ".join(f"{code[:9]:>9}" for code, _words in table.columns))
        for (_code, words), line in zip(table.rows, table.values, strict=True):
            self.stdout.write(f"{words[:42]:42}" + " ".join(f"{'' if value is None else value:>9}" for value in line))
