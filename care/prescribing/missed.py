"""How many days went by without a dose, and what follows: the one place where the next dose is held. Nothing is read here.

A day counts as missed when the calendar asked for a dose, here or at home, and nothing of it was taken. Days on which
nothing was asked do not count; days between two prescriptions do, for the body does not know of papers. A prescription
that begins anew wipes out what was before. Source: DOMAIN 10.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from .enums import AfterMissing

DAY = timedelta(days=1)
#: Nobody counts further: whoever missed this many days begins anew anyway.
FAR = 60


@dataclass(frozen=True)
class Stretch:
    """The calendar of one prescription: asked on these days of the week (1 for Monday) from a day to a day."""

    first: date
    last: date
    weekdays: frozenset[int]
    anew: bool = False

    def runs(self, day: date) -> bool:
        """Whether the prescription is in force on a day."""
        return self.first <= day <= self.last

    def asks(self, day: date) -> bool:
        """Whether it asks for a dose on a day."""
        return self.runs(day) and day.isoweekday() in self.weekdays


@dataclass(frozen=True)
class Step:
    """A signed row: after `first` to `last` missed days (without `last`: and more) this follows."""

    first: int
    last: int | None
    after: str
    percent: int | None = None
    most_ug: int | None = None


@dataclass(frozen=True)
class Verdict:
    """What follows. `held` waits for the prescriber; `sober` asks that the person is awake and not intoxicated.

    `dose_ug`: what may be given, or, held, what the signed rule proposes to the prescriber; None when it proposes nothing.
    `signed`: whether a signed row says so.
    """

    missed: int
    after: str
    held: bool
    sober: bool = False
    dose_ug: int | None = None
    signed: bool = True


def days_missed(stretches: Sequence[Stretch], covered: date | None, today: date) -> int:
    """Missed days just before `today`, since the last day `covered` by a dose taken; at most sixty."""
    begun = sorted((one for one in stretches if one.first <= today), key=lambda one: (one.first, one.last))
    if not begun:
        return 0
    start = next((place for place in range(len(begun) - 1, -1, -1) if begun[place].anew), 0)
    counting = begun[start:]
    first = counting[0].first
    if covered is not None and covered >= first:
        first = covered + DAY
    due = (True for place in range((today - first).days) if _was_due(counting, first + place * DAY))
    return sum(islice(due, FAR))


def _was_due(stretches: Iterable[Stretch], day: date) -> bool:
    running = [one for one in stretches if one.runs(day)]
    return any(one.asks(day) for one in running) if running else True


def judge(missed: int, dose_ug: int, steps: Sequence[Step]) -> Verdict:
    """What follows after `missed` days for a dose of `dose_ug`. Without a signed row any miss holds the dose."""
    if missed <= 0:
        return Verdict(0, AfterMissing.SAME, held=False, dose_ug=dose_ug)
    step = next((one for one in steps if one.first <= missed and (one.last is None or missed <= one.last)), None)
    if step is None:
        return Verdict(missed, AfterMissing.SEE, held=True, signed=False)
    if step.after == AfterMissing.SAME:
        return Verdict(missed, step.after, held=False, dose_ug=dose_ug)
    if step.after == AfterMissing.SOBER:
        return Verdict(missed, step.after, held=False, sober=True, dose_ug=dose_ug)
    return Verdict(missed, step.after, held=True, dose_ug=_proposed(dose_ug, step))


def _proposed(dose_ug: int, step: Step) -> int | None:
    """The lower of the part and the most that the row allows; nothing when it says neither, or a new beginning."""
    if step.after == AfterMissing.INDUCTION:
        return None
    part = dose_ug * step.percent // 100 if step.percent is not None else None
    said = [one for one in (part, step.most_ug) if one is not None]
    return min([*said, dose_ug]) if said else None
