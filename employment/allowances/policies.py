"""May this worker write an allowance or enter a ceiling; and the words when not."""

from __future__ import annotations

from typing import NamedTuple

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.staff.models import User
from employment.allowances.models import euros


class Ceiling(NamedTuple):
    """What may still be paid, in euro cents. `known` is False when the ceilings of that year are not entered."""

    known: bool
    year: int
    day_cents: int | None = None
    year_cents: int | None = None
    day_written: int = 0
    year_written: int = 0

    @property
    def near(self) -> bool:
        """Whether nine tenths of the year's ceiling are reached. Source: DOMAIN 8.4."""
        return bool(self.year_cents) and 10 * self.year_written >= 9 * (self.year_cents or 0)


@rule("employment.write_allowance")
def write_allowance(actor: User, *, present: bool, written: bool, amount_cents: int, ceiling: Ceiling) -> str | None:
    """Only for somebody who came, once, and never above a legal ceiling. Source: DOMAIN 8.4."""
    if not present:
        return _("Mark the person as present first.")
    if written:
        return _("The allowance of this session is already written down.")
    if not ceiling.known:
        return _("The ceilings of %(year)d have not been entered. A coordinator must enter them first.") % {
            "year": ceiling.year
        }
    words = {"amount": euros(amount_cents)}
    if ceiling.day_cents is not None and ceiling.day_written + amount_cents > ceiling.day_cents:
        words |= {"most": euros(ceiling.day_cents), "before": euros(ceiling.day_written)}
        return (
            _("€ %(amount)s is above the ceiling of € %(most)s a day; € %(before)s is already written today.") % words
        )
    if ceiling.year_cents is not None and ceiling.year_written + amount_cents > ceiling.year_cents:
        words |= {"most": euros(ceiling.year_cents), "before": euros(ceiling.year_written)}
        return (
            _("€ %(amount)s is above the ceiling of € %(most)s a year; € %(before)s is already written this year.")
            % words
        )
    return None


@rule("employment.set_cap")
def set_cap(actor: User) -> str | None:
    """Coordinators enter legal ceilings with their source."""
    return None
