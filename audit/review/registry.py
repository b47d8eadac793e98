"""What the floors above know of a reading: whether the reader was at work, and whether their team works with the person.

A room answers for many readings at once, in a module read when the house starts:

    registry.ask(Reason.OFF_ROTA, off_the_rota)

`off_the_rota(reads)` takes `Read` rows of one week and gives the ids of those to look at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from .enums import Reason


@dataclass(frozen=True)
class Read:
    """One reading of the ledger: who saw what about whom, when; `subject` is None when many were shown at once."""

    id: int
    at: datetime
    actor: int
    verb: str
    subject: UUID | None


Question = Callable[[list[Read]], Iterable[int]]
_questions: dict[Reason, Question] = {}


def ask(reason: Reason, question: Question) -> None:
    """Register who answers for a reason; the same reason again replaces the former one."""
    _questions[reason] = question


def questions() -> list[tuple[Reason, Question]]:
    """Every reason that somebody answers for, in an order that never changes."""
    return sorted(_questions.items())
