"""The invented centre, told in steps: each app adds its own, in the order of the floors."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

#: One seed, so that every demonstration tells the same two months.
SEED = 20260919
MONTHS = 2


@dataclass
class Story:
    """What the steps share: the dice, the days to tell, the cast by user name, and what each step leaves behind."""

    dice: random.Random
    days: list[date]
    staff: dict[str, Any] = field(default_factory=dict)
    kept: dict[str, Any] = field(default_factory=dict)
    say: Callable[[str, int, int], None] = lambda what, done, total: None

    def form_number(self) -> UUID:
        """The number of the next form sent; the same in every demonstration."""
        return UUID(int=self.dice.getrandbits(128), version=4)


@dataclass(frozen=True)
class Step:
    """A step of the story: `tell(story)` writes through the same actions as a worker would."""

    order: int
    label: str
    tell: Callable[[Story], None]


STEPS: list[Step] = []


def add(order: int, label: str, tell: Callable[[Story], None]) -> None:
    """Register a step; lower orders are told first."""
    STEPS.append(Step(order, label, tell))


def steps() -> list[Step]:
    return sorted(STEPS, key=lambda step: step.order)
