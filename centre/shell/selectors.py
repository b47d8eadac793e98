"""What the frame reads: the home board, the answer of the command bar, the health of the house."""

import json
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from audit.ledger.selectors import seal_state
from centre.shell.registry import Hit, Refusal, Tile, commands, home
from centre.shifts import clock

MOST_HITS = 7
QUEUE_MAY_WAIT = timedelta(minutes=10)
SEALS_MAY_WAIT = timedelta(minutes=15)
CLOCKS_MAY_DIFFER = timedelta(seconds=10)
BACKUP_MAY_BE = timedelta(hours=50)
DISK_MUST_HAVE = 500 * 1024 * 1024


def home_board(actor: Any) -> list[tuple[Tile, dict[str, Any]]]:
    """The tiles this actor may see, each with what it shows; a tile one may not see is not queried."""
    return [(tile, tile.load(actor)) for tile in home.for_actor(actor)]


@dataclass
class Answer:
    """What the command bar found: an address to go to, words of refusal, or hits."""

    address: str = ""
    refusal: str = ""
    hits: list[Hit] = field(default_factory=list)


def answer_command(actor: Any, text: str) -> Answer:
    """Ask the resolvers in order: the first address or refusal wins; hits of all are gathered, seven at most."""
    hits: list[Hit] = []
    for resolver in commands.for_actor(actor):
        answer = resolver.answer(actor, text)
        if answer is None:
            continue
        if isinstance(answer, Refusal):
            return Answer(refusal=str(answer.words))
        if isinstance(answer, str):
            return Answer(address=answer)
        hits += answer
    return Answer(hits=hits[:MOST_HITS])


def readiness() -> dict[str, str]:
    """The state of each part the centre cannot work without: `ok`, or what is wrong in a few words; no data."""
    return {name: _attempt(check) for name, check in CHECKS.items()}


def _attempt(check: Callable[[], str]) -> str:
    try:
        with transaction.atomic():
            return check()
    except DatabaseError:
        return "no answer"
    except OSError:
        return "cannot be read"


def _database() -> str:
    """A transaction number is only given by a database that can write."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_xact_id()")
    return "ok"


def _queue() -> str:
    """Seconds since the oldest task that is due, as the queue's own table says."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM now() - min(lock)) FROM django_q_ormq WHERE lock <= now()")
        waited = cursor.fetchone()[0] or 0
    return "ok" if waited <= QUEUE_MAY_WAIT.total_seconds() else f"oldest task waits for {int(waited)} s"


def _seals() -> str:
    since = seal_state().waiting_since
    waited = clock.now() - since if since else timedelta()
    return "ok" if waited <= SEALS_MAY_WAIT else f"oldest event waits for {int(waited.total_seconds())} s"


def _disk() -> str:
    free = shutil.disk_usage(settings.DATA).free
    return "ok" if free >= DISK_MUST_HAVE else f"{free // 1024 // 1024} MB left"


def _clock() -> str:
    """This machine and the database agree on the time, and neither went back behind the last seal."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())::float")
        apart = abs(time.time() - cursor.fetchone()[0])
    sealed = seal_state().at
    behind = sealed.timestamp() - time.time() if sealed else 0
    if apart > CLOCKS_MAY_DIFFER.total_seconds():
        return f"{int(apart)} s apart from the database"
    return "ok" if behind <= CLOCKS_MAY_DIFFER.total_seconds() else f"{int(behind)} s behind the last seal"


def _backup() -> str:
    """When `backup_check` last found a backup good; a demonstration has none to keep."""
    if settings.CENTRE_DEMO:
        return "ok"
    try:
        made = json.loads((Path(settings.DATA) / "backup.json").read_text())["at"]
    except (FileNotFoundError, ValueError, KeyError):
        return "none found good yet"
    hours = int((time.time() - made) / 3600)
    return "ok" if hours <= BACKUP_MAY_BE.total_seconds() / 3600 else f"last one {hours} h ago"


CHECKS: dict[str, Callable[[], str]] = {
    "database": _database, "queue": _queue, "seals": _seals, "disk": _disk, "clock": _clock, "backup": _backup,
}
