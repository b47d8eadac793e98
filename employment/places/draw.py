"""The fair draw, as a pure computation: the same candidates and seed always give the same order.

Weights rise with the sessions a person signed up for without a place since their last one; seats may be kept for
people who have never had a place; nobody gets more places in a week than the rules allow. Nothing else about a
person is known here: a candidate is the number of a sign-up. Source: DOMAIN 8.4.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from django.utils.translation import gettext as _

#: The rule's version, stored with each draw; a changed rule is a new version. The second knows limits on work.
RULE = "2"
HEAVIEST = 10


@dataclass(frozen=True)
class Candidate:
    """A sign-up: sessions without a place since the last one, never had a place, weekly cap reached, work limited."""

    sign_up: int
    misses: int = 0
    first_timer: bool = False
    capped: bool = False
    barred: bool = False

    @property
    def weight(self) -> int:
        """0 when the weekly cap is reached or work is limited, else 1 more than the misses, at most ten."""
        return 0 if self.capped or self.barred else min(1 + self.misses, HEAVIEST)


@dataclass(frozen=True)
class Outcome:
    """Numbers of sign-ups: those with a place in order, those waiting in order, those over the weekly cap, those limited."""

    placed: tuple[int, ...]
    waiting: tuple[int, ...]
    capped: tuple[int, ...]
    first_seats: tuple[int, ...]
    barred: tuple[int, ...] = ()

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


def order(candidates: Iterable[Candidate], seed: str) -> list[Candidate]:
    """Who takes part, in the order of the draw, before any seat is kept for first-timers."""
    return sorted((one for one in candidates if one.weight), key=lambda one: (key(seed, one), one.sign_up))


def draw(candidates: Iterable[Candidate], *, places: int, first_timer_places: int, seed: str) -> Outcome:
    """Draw `places` places, of which the first `first_timer_places` go to first-timers as long as there are any.

    The order in which candidates are given does not matter. With fewer candidates than places everybody has one.
    """
    people = list(candidates)
    capped = tuple(sorted(one.sign_up for one in people if one.capped and not one.barred))
    barred = tuple(sorted(one.sign_up for one in people if one.barred))
    drawn = order(people, seed)
    first = [one for one in drawn if one.first_timer][: min(first_timer_places, places)]
    rest = [one for one in drawn if one not in first]
    free = places - len(first)
    placed = [one.sign_up for one in first] + [one.sign_up for one in rest[:free]]
    return Outcome(
        tuple(placed), tuple(one.sign_up for one in rest[free:]), capped, tuple(one.sign_up for one in first), barred
    )


def explain(candidate: Candidate, candidates: Iterable[Candidate], outcome: Outcome, *, places: int, seed: str) -> str:
    """How the draw went for one person, in one sentence that is said or printed to them."""
    if candidate.barred:
        return _("You did not take part in the draw: work is limited for you on this day, and the desk can tell until when.")
    if candidate.capped:
        return _("You already have the most places that one person may have in this week, so you were not drawn; next week you are in again.")
    drawn = order(candidates, seed)
    words: dict[str, Any] = {
        "chances": candidate.weight, "all": sum(one.weight for one in drawn), "places": places,
        "number": drawn.index(candidate) + 1, "people": len(drawn),
    }
    if len(drawn) <= places:
        return _("No more people (%(people)d) than places (%(places)d): everybody has a place, and so have you.") % words
    if candidate.sign_up in outcome.first_seats:
        return _("You have a place: it was kept for people who come for the first time (chances: %(chances)d of %(all)d, number in the order: %(number)d, places: %(places)d).") % words
    if candidate.sign_up in outcome.placed:
        return _("You had %(chances)d of %(all)d chances; your number in the order is %(number)d (places: %(places)d), so you have a place.") % words
    words["waiting"] = outcome.waiting.index(candidate.sign_up) + 1
    if candidate.weight >= HEAVIEST:
        return _("You had %(chances)d of %(all)d chances, the most there are; your number in the order is %(number)d (places: %(places)d); you are number %(waiting)d on the waiting list and keep your chances.") % words
    return _("You had %(chances)d of %(all)d chances; your number in the order is %(number)d (places: %(places)d); you are number %(waiting)d on the waiting list, and next time you have one more chance.") % words


def from_data(candidates: list[dict[str, Any]]) -> list[Candidate]:
    """Candidates from what was stored with a draw; the first rule knew no limits on work."""
    return [
        Candidate(line["sign_up"], line["misses"], line["first_timer"], line["capped"], line.get("barred", False))
        for line in candidates
    ]


def to_data(candidates: Iterable[Candidate]) -> list[dict[str, Any]]:
    """Candidates as they are stored with a draw, weights beside them so that they can be read."""
    return [asdict(one) | {"weight": one.weight} for one in candidates]


def outcome_of(stored: dict[str, list[int]]) -> Outcome:
    """An outcome from what was stored with a draw."""
    return Outcome(**{name: tuple(value) for name, value in stored.items()})
