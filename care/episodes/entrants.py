"""One person entering treatment, as the tables count them: codes only, nobody's name."""

from __future__ import annotations

from dataclasses import dataclass

from care.episodes.lists import (
    AgonistStatus,
    CentreType,
    Children,
    Drug,
    Education,
    Frequency,
    Injecting,
    Labour,
    LivesWhere,
    LivesWith,
    Polydrug,
    Referral,
    Route,
    Sex,
    Sharing,
    Tested,
    Treated,
)


@dataclass(frozen=True)
class Entrant:
    """Codes of one entry into treatment. Ages are whole years; None is not known.

    `secondary`: other drugs in order of weight, None when it was not asked; empty when there is none.
    """

    centre: str = CentreType.LOW_THRESHOLD
    sex: str = Sex.UNKNOWN
    age: int | None = None
    treated: str = Treated.UNKNOWN
    referral: str = Referral.UNKNOWN
    lives_with: str = LivesWith.UNKNOWN
    children: str = Children.UNKNOWN
    lives_where: str = LivesWhere.UNKNOWN
    education: str = Education.UNKNOWN
    labour: str = Labour.UNKNOWN
    primary: str = Drug.UNKNOWN
    route: str = Route.UNKNOWN
    frequency: str = Frequency.UNKNOWN
    first_use_age: int | None = None
    secondary: tuple[str, ...] | None = None
    polydrug: str = Polydrug.UNKNOWN
    injecting: str = Injecting.UNKNOWN
    first_injection_age: int | None = None
    sharing: str = Sharing.UNKNOWN
    hiv_test: str = Tested.UNKNOWN
    hcv_test: str = Tested.UNKNOWN
    agonist: str = AgonistStatus.UNKNOWN
    first_agonist_age: int | None = None

    @property
    def lag(self) -> int | None:
        """Years from first use of the primary drug to this entry."""
        return _years(self.age, self.first_use_age)

    @property
    def drugs(self) -> tuple[str, ...]:
        """The primary and the other drugs, each once."""
        return tuple(dict.fromkeys((self.primary, *(self.secondary or ()))))


def _years(now: int | None, then: int | None) -> int | None:
    return None if now is None or then is None else max(now - then, 0)


def years_since(entrant: Entrant, age: int | None) -> int | None:
    """Years from an age of the past to this entry; None when either is not known."""
    return _years(entrant.age, age)
