"""The fair draw, as a pure computation: the same candidates and seed always give the same order.

Weights rise with the sessions a person signed up for without a place since their last one; seats may be kept for
people who have never had a place; nobody gets more places in a week than the project allows. Nothing else about a
person is known here: a candidate is the number of a sign-up. Source: DOMAIN 8.4.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

#: The rule's version, stored with each draw; a changed rule is a new version.
RULE = "1"
HEAVIEST = 10


@dataclass(frozen=True)
class Candidate:
    """A sign-up: sessions without a place since the last one (0 or more), never had a place, weekly cap reached."""

    sign_up: int
    misses: int = 0
    first_timer: bool = False
    capped: bool = False

    @property
    def weight(self) -> int:
        """0 when the weekly cap is reached, else 1 more than the misses, at most ten."""
        return 0 if self.capped else min(1 + self.misses, HEAVIEST)


@dataclass(frozen=True)
class Outcome:
    """Numbers of sign-ups: those with a place in order, those waiting in order, those over the weekly cap."""

    placed: tuple[int, ...]
    waiting: tuple[int, ...]
    capped: tuple[int, ...]
    first_seats: tuple[int, ...]

    def as_data(self) -> dict[str, list[int]]:
        """The outcome as it is stored."""
        return {name: list(value) for name, value in asdict(self).items()}


def ticket(seed: str, sign_up: int) -> float:
    """A number above 0 and below 1 that anybody can work out again: SHA-256 of "seed:sign_up"."""
    digest = hashlib.sha256(f"{seed}:{sign_up}".encode()).digest()
    return (int.from_bytes(digest[:6], "big") + 0.5) / 2**48


def key(seed: str, candidate: Candidate) -> float:
    """The place in the order, smallest first: a waiting time that is shorter the heavier the weight."""
    return -math.log(ticket(seed, candidate.sign_up)) / candidate.weight


def draw(candidates: Iterable[Candidate], *, places: int, first_timer_places: int, seed: str) -> Outcome:
    """Draw `places` places, of which the first `first_timer_places` go to first-timers as long as there are any.

    The order in which candidates are given does not matter.
    """
    people = list(candidates)
    capped = tuple(sorted(one.sign_up for one in people if one.weight == 0))
    order = sorted((one for one in people if one.weight), key=lambda one: (key(seed, one), one.sign_up))
    first = [one for one in order if one.first_timer][: min(first_timer_places, places)]
    rest = [one for one in order if one not in first]
    free = places - len(first)
    placed = [one.sign_up for one in first] + [one.sign_up for one in rest[:free]]
    return Outcome(
        tuple(placed), tuple(one.sign_up for one in rest[free:]), capped, tuple(one.sign_up for one in first)
    )


def explain(candidate: Candidate, outcome: Outcome, seed: str) -> str:
    """Why this sign-up stands where it stands, in one sentence."""
    if candidate.weight == 0:
        return _("No place: the most places in this week are already reached.")
    words = {
        "weight": candidate.weight,
        "misses": candidate.misses,
        "ticket": f"{ticket(seed, candidate.sign_up):.6f}",
    }
    if candidate.sign_up in outcome.first_seats:
        return _("Place on a seat for first-timers: weight %(weight)d, ticket %(ticket)s.") % words
    if candidate.sign_up in outcome.placed:
        words["number"] = outcome.placed.index(candidate.sign_up) + 1
        return (
            _("Place %(number)d: weight %(weight)d, times without a place %(misses)d, ticket %(ticket)s.") % words
        )
    words["number"] = outcome.waiting.index(candidate.sign_up) + 1
    return (
        _("Waiting, number %(number)d: weight %(weight)d, times without a place %(misses)d, ticket %(ticket)s.")
        % words
    )


def from_data(candidates: list[dict[str, Any]]) -> list[Candidate]:
    """Candidates from what was stored with a draw."""
    return [Candidate(line["sign_up"], line["misses"], line["first_timer"], line["capped"]) for line in candidates]


def to_data(candidates: Iterable[Candidate]) -> list[dict[str, Any]]:
    """Candidates as they are stored with a draw, weights beside them so that they can be read."""
    return [asdict(one) | {"weight": one.weight} for one in candidates]
