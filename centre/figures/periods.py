"""Periods of service days: a month, a quarter, a year, or any first and last day."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from centre.shifts import clock

#: No period is longer: five years of days.
LONGEST = 5 * 366
MONTHS_OFFERED, QUARTERS_OFFERED, YEARS_OFFERED = 13, 8, 5


@dataclass(frozen=True)
class Period:
    """Service days from `first` to `last`, both counted."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if not 0 <= (self.last - self.first).days < LONGEST:
            raise ValueError("a period has its days in order, five years at most")

    @classmethod
    def month(cls, year: int, month: int) -> Period:
        return cls(date(year, month, 1), date(year, month, monthrange(year, month)[1]))

    @classmethod
    def quarter(cls, year: int, number: int) -> Period:
        return cls(date(year, 3 * number - 2, 1), cls.month(year, 3 * number).last)

    @classmethod
    def year(cls, year: int) -> Period:
        return cls(date(year, 1, 1), date(year, 12, 31))

    @classmethod
    def running_month(cls) -> Period:
        """The month of the present service day."""
        today = clock.service_day()
        return cls.month(today.year, today.month)

    @classmethod
    def parse(cls, text: str) -> Period:
        """A period from its code: "2026", "2026Q4", "2026-11", "2026-11-01..2026-11-15". Raises ValueError otherwise."""
        if found := re.fullmatch(r"(\d{4})", text):
            return cls.year(int(found[1]))
        if found := re.fullmatch(r"(\d{4})Q([1-4])", text):
            return cls.quarter(int(found[1]), int(found[2]))
        if found := re.fullmatch(r"(\d{4})-(\d{2})", text):
            return cls.month(int(found[1]), int(found[2]))
        first, dots, last = text.partition("..")
        if not dots:
            raise ValueError("not a period")
        return cls(date.fromisoformat(first), date.fromisoformat(last))

    @property
    def code(self) -> str:
        """The text that `parse` reads."""
        year, quarter = self.first.year, (self.first.month + 2) // 3
        if self == Period.month(year, self.first.month):
            return f"{self.first:%Y-%m}"
        if self == Period.quarter(year, quarter):
            return f"{year}Q{quarter}"
        return str(year) if self == Period.year(year) else f"{self.first.isoformat()}..{self.last.isoformat()}"

    @property
    def words(self) -> str:
        """The period in the language of the page."""
        code = self.code
        if len(code) == 7:
            return date_format(self.first, "F Y")
        if "Q" in code:
            return _("quarter %(number)s of %(year)s") % {"number": code[-1], "year": code[:4]}
        if len(code) == 4:
            return code
        return _("%(first)s to %(last)s") % {"first": date_format(self.first, "j F Y"), "last": date_format(self.last, "j F Y")}

    @property
    def days(self) -> list[date]:
        return [self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1)]

    @property
    def past(self) -> list[date]:
        """Its days whose night is over."""
        today = clock.service_day()
        return [day for day in self.days if day < today]

    @property
    def under_way(self) -> bool:
        """Whether it is not over yet: its figures still grow."""
        return self.last >= clock.service_day()

    @property
    def before(self) -> Period:
        """The period of the same kind before this one."""
        return self._beside(self.first - timedelta(days=1), forward=False)

    @property
    def after(self) -> Period:
        """The period of the same kind after this one."""
        return self._beside(self.last + timedelta(days=1), forward=True)

    def _beside(self, day: date, *, forward: bool) -> Period:
        code = self.code
        if len(code) == 7:
            return Period.month(day.year, day.month)
        if "Q" in code:
            return Period.quarter(day.year, (day.month + 2) // 3)
        if len(code) == 4:
            return Period.year(day.year)
        length = self.last - self.first
        return Period(day, day + length) if forward else Period(day - length, day)


def offered() -> list[tuple[str, list[Period]]]:
    """The periods to choose from, by kind: months, quarters, years, the running ones first."""
    month = Period.running_month()
    quarter = Period.quarter(month.first.year, (month.first.month + 2) // 3)
    groups: list[tuple[str, list[Period]]] = []
    for words, start, number in (
        (_("Months"), month, MONTHS_OFFERED), (_("Quarters"), quarter, QUARTERS_OFFERED), (_("Years"), Period.year(month.first.year), YEARS_OFFERED),
    ):  # fmt: skip
        found = [start]
        while len(found) < number:
            found.append(found[-1].before)
        groups.append((words, found))
    return groups
