"""Readers of foreign files, registered by the rooms that know what to do with them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .models import Batch, BroughtRow

#: Errors kept for the report; the rest are counted.
MOST_ERRORS = 1000


@dataclass(frozen=True)
class LineError:
    """One refused line, said as `file:line: field: reason`."""

    file: str
    line: int
    field: str
    reason: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.field}: {self.reason}"


@dataclass
class Report:
    """What a run found: counts that add up to the file's rows, refused lines, and remarks on rows kept anyway."""

    counts: Counter[str] = field(default_factory=Counter)
    errors: list[LineError] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    progress: Callable[[str, int, int], None] = lambda what, done, total: None
    #: What was asked beside the file, such as "identity".
    options: frozenset[str] = frozenset()

    def refuse(self, file: str, line: int, field: str, reason: str) -> None:
        """A line that cannot be brought: the whole run will be refused, and the line named."""
        self.counts["refused"] += 1
        if len(self.errors) < MOST_ERRORS:
            self.errors.append(LineError(file, line, field, reason))

    def remark(self, text: str) -> None:
        """Something the reader should know about a row that was kept."""
        self.remarks.append(text)


class Memory:
    """What earlier runs of one kind brought, and what this one adds to it."""

    def __init__(self, batch: Batch):
        self.batch = batch
        self._known = dict(BroughtRow.objects.filter(kind=batch.kind).values_list("key", "object_key"))
        self._new: list[BroughtRow] = []

    def known(self, key: str) -> str | None:
        """The primary key (text) of what an earlier row made, or None."""
        return self._known.get(key)

    def remember(self, key: str, made: Any) -> None:
        """This row made that object."""
        self._known[key] = str(made.pk)
        self._new.append(
            BroughtRow(batch=self.batch, kind=self.batch.kind, key=key, label=made._meta.label, object_key=str(made.pk))
        )

    def keep(self) -> None:
        """Write what was remembered; called once, at the end of the run."""
        BroughtRow.objects.bulk_create(self._new, batch_size=2000)
        self._new = []


#: A reader brings everything of `source` (a file or a folder) in the transaction it is called in.
Reader = Callable[[Path, Memory, Report], None]
READERS: dict[str, list[tuple[int, Reader]]] = {}


def register(kind: str, reader: Reader, order: int = 0) -> None:
    """Make `manage.py bring <kind> PATH` know this kind of file. Several rooms may read one folder, in `order`, with one memory."""
    readers = READERS.setdefault(kind, [])
    if reader not in (known for _, known in readers):
        readers.append((order, reader))
        readers.sort(key=lambda one: one[0])


def kinds() -> Iterable[str]:
    return sorted(READERS)


#: A sender writes everything of a kind into a new folder and returns how many of what.
Sender = Callable[[Path], dict[str, int]]
SENDERS: dict[tuple[str, str], Sender] = {}


def register_sender(kind: str, form: str, sender: Sender) -> None:
    """Make `manage.py send <kind> --format <form> PATH` know this way out."""
    SENDERS[kind, form] = sender
