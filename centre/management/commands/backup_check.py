"""`manage.py backup_check DUMPS VAULTS [--hours N] [--json]`: open the last backup and count what is in it."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import time
from argparse import ArgumentParser
from collections import Counter
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from centre.embedded.programs import find_bindir

#: A dump of a house at work is never empty of these: staff, and the months of the ledger.
NEVER_EMPTY = ("public.centre_user", "audit.event_")
VAULT_DAYS = 7
#: Where the health page finds when a backup was last found good.
STAMP = "backup.json"


class Command(BaseCommand):
    """A dump made by the wrong role holds no row and says nothing about it: so it is read whole, and its rows counted."""

    help = "Opens the last dump and the last copy of the vault, counts their rows, and fails when they are no backup."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("dumps", type=Path, help="folder of the dumps")
        parser.add_argument("vaults", type=Path, help="folder of the copies of the vault")
        parser.add_argument("--hours", type=float, default=26, help="how old the last backup may be (26)")
        parser.add_argument("--json", action="store_true", help="print the outcome as JSON")

    def handle(self, *args: Any, dumps: Path, vaults: Path, hours: float, **options: Any) -> None:
        dump, vault, keys = (_last(folder, pattern) for folder, pattern in (
            (dumps, "centre-*.dump"), (vaults, "vault-*.sqlite3"), (vaults, "keys-*.json")))
        age = (time.time() - min(one.stat().st_mtime for one in (dump, vault, keys))) / 3600
        rows = count_rows(dump)
        held = {"dump": dump.name, "rows": sum(rows.values()), "tables": len(rows), "hours": round(age, 1), "vault_keys": count_keys(vault, keys)}
        wrong = [
            *(f"no row of {name} in {dump.name}: was it made as centre_backup?" for name in NEVER_EMPTY if not _some(rows, name)),
            *([f"the last backup is {age:.0f} hours old"] if age > hours else []),
            *(f"{one.name} is older than {VAULT_DAYS} days: an erased person could be brought back" for one in _too_old(vaults)),
        ]
        self.stdout.write(json.dumps(held | {"wrong": wrong}) if options["json"] else
                          f"{dump.name}: {held['rows']:,} rows in {held['tables']} tables; {vault.name}: {held['vault_keys']:,} keys; {age:.1f} hours old")
        if wrong:
            raise CommandError("\n".join(wrong))
        stamp = Path(settings.DATA) / STAMP
        stamp.write_text(json.dumps(held | {"at": dump.stat().st_mtime}))
        stamp.chmod(0o644)


def count_rows(dump: Path) -> Counter[str]:
    """Rows of each table of a dump, read whole as the restore would. Raises CommandError when it cannot be read."""
    rows: Counter[str] = Counter()
    table = ""
    program = find_bindir()[0] / "pg_restore"
    with subprocess.Popen([program, "--data-only", "-f", "-", dump], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace") as reading:
        for line in reading.stdout or ():
            begun = re.match(r"COPY (\S+) ", line) if not table else None
            if begun:
                table = begun[1].replace('"', "")
                rows[table] += 0
            elif table and line == "\\.\n":
                table = ""
            elif table:
                rows[table] += 1
        said = (reading.stderr.read() if reading.stderr else "").strip()
    if reading.returncode:
        raise CommandError(f"{dump.name} cannot be read: {said}")
    return rows


def count_keys(vault: Path, keys: Path) -> int:
    """Keys in a copy of the vault; the copy must be whole and its key file readable. Raises CommandError."""
    try:
        json.loads(keys.read_text())["epochs"]
        with sqlite3.connect(f"file:{vault}?mode=ro", uri=True) as copy:
            whole = copy.execute("PRAGMA integrity_check").fetchone()[0]
            number = copy.execute("SELECT count(*) FROM data_key").fetchone()[0]
    except (ValueError, KeyError, sqlite3.Error) as error:
        raise CommandError(f"{vault.name} with {keys.name} is no copy of a vault: {error}") from error
    if whole != "ok":
        raise CommandError(f"{vault.name} is damaged: {whole}")
    return int(number)


def _last(folder: Path, pattern: str) -> Path:
    found = sorted(folder.glob(pattern), key=lambda one: one.stat().st_mtime)
    if not found:
        raise CommandError(f"There is no backup: {folder} holds no {pattern}.")
    return found[-1]


def _some(rows: Counter[str], name: str) -> bool:
    return any(number for table, number in rows.items() if table == name or (name.endswith("_") and table.startswith(name)))


def _too_old(vaults: Path) -> list[Path]:
    before = time.time() - (VAULT_DAYS + 1) * 86400
    return [one for one in sorted(vaults.iterdir()) if one.name.startswith(("vault-", "keys-")) and one.stat().st_mtime < before]
