"""May this worker write money down, reverse it, enter a ceiling; and the words when not."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from audit.rules import rule
from centre.shell.amounts import euros
from centre.shifts import clock
from centre.staff.models import User
from employment.allowances.enums import CONTRACT_FORMS, Basis, LegalForm, PaidBy


@dataclass(frozen=True)
class Terms:
    """The ceilings of a legal form on a day, in cents and kilometres; None where the law sets none."""

    day_cents: int | None = None
    year_cents: int | None = None
    km_year: int | None = None

    @property
    def day_euros(self) -> str:
        """The ceiling of a day as it is written."""
        return "" if self.day_cents is None else euros(self.day_cents)

    @property
    def year_euros(self) -> str:
        """The ceiling of a year as it is written."""
        return "" if self.year_cents is None else euros(self.year_cents)


@dataclass(frozen=True)
class Totals:
    """What counts already, in cents: written here and declared elsewhere, on that day and in that calendar year."""

    paid_day: int = 0
    paid_year: int = 0
    declared_day: int = 0
    declared_year: int = 0
    km: int = 0
    flat: bool = False
    real: bool = False


@dataclass(frozen=True)
class Ceiling:
    """What may still be paid under a legal form on a day. `terms` is None when they have not been entered."""

    legal_form: str
    day: date
    terms: Terms | None
    totals: Totals = field(default_factory=Totals)

    @property
    def known(self) -> bool:
        """Whether the ceilings of that day have been entered."""
        return self.terms is not None

    @property
    def year(self) -> int:
        """The calendar year that is counted."""
        return self.day.year

    @property
    def day_written(self) -> int:
        """Cents that count for the day."""
        return self.totals.paid_day + self.totals.declared_day

    @property
    def year_written(self) -> int:
        """Cents that count for the year."""
        return self.totals.paid_year + self.totals.declared_year

    @property
    def left_day(self) -> int | None:
        """Cents still possible that day; None without a ceiling."""
        most = self.terms.day_cents if self.terms else None
        return None if most is None else max(0, most - self.day_written)

    @property
    def left_year(self) -> int | None:
        """Cents still possible that year; None without a ceiling."""
        most = self.terms.year_cents if self.terms else None
        return None if most is None else max(0, most - self.year_written)

    @property
    def left(self) -> int | None:
        """Cents still possible that day, under both ceilings; None without any."""
        known = [one for one in (self.left_day, self.left_year) if one is not None]
        return min(known) if known else None

    @property
    def share(self) -> int:
        """How much of the year's ceiling is used, in hundredths; 0 without a ceiling."""
        most = self.terms.year_cents if self.terms else None
        return min(100, 100 * self.year_written // most) if most else 0

    @property
    def near(self) -> bool:
        """Whether nine tenths of the year's ceiling are reached. Source: DOMAIN 8.4."""
        most = self.terms.year_cents if self.terms else None
        return bool(most) and 10 * self.year_written >= 9 * (most or 0)

    @property
    def words(self) -> dict[str, str]:
        """Its amounts as they are written; a dash where there is no ceiling."""
        amounts = {
            "day_most": self.terms.day_cents if self.terms else None, "year_most": self.terms.year_cents if self.terms else None,
            "day": self.day_written, "year": self.year_written, "elsewhere": self.totals.declared_year,
            "left": self.left, "left_year": self.left_year,
        }
        return {name: "–" if cents is None else euros(cents) for name, cents in amounts.items()}


def bases_apart(totals: Totals, basis: str) -> str | None:
    """Why this way of paying back cannot follow the other one in the same year, or None. Source: DOMAIN 8.4."""
    if basis == Basis.FLAT and totals.real:
        return _("Real costs have been paid back this year, here or elsewhere. The flat rate cannot be mixed with them until the next year.")
    if basis == Basis.REAL and totals.flat:
        return _("The flat rate has been paid this year, here or elsewhere. Real costs cannot be mixed with it until the next year.")
    return None


def _above(ceiling: Ceiling, amount_cents: int) -> str | None:
    """Why an amount is too much, with what is still possible; None under both ceilings."""
    terms, words = ceiling.terms or Terms(), {"amount": euros(amount_cents)}
    still = euros(ceiling.left or 0)
    if terms.day_cents is not None and ceiling.day_written + amount_cents > terms.day_cents:
        words |= {"most": euros(terms.day_cents), "before": euros(ceiling.day_written), "still": still}
        return (
            _("%(amount)s is above the ceiling of %(most)s a day; %(before)s is already written today. Still possible today: %(still)s.")
            % words
        )
    if terms.year_cents is not None and ceiling.year_written + amount_cents > terms.year_cents:
        words |= {"most": euros(terms.year_cents), "before": euros(ceiling.year_written), "still": euros(ceiling.left_year or 0)}
        if ceiling.left_year:
            return (
                _("%(amount)s is above the ceiling of %(most)s a year; %(before)s is already written this year. Still possible this year: %(still)s.")
                % words
            )
        return (
            _("%(amount)s is above the ceiling of %(most)s a year; %(before)s is already written this year. Taking part stays possible, without money or under a contract.")
            % words
        )
    return None


def _kilometres(ceiling: Ceiling, km: int | None) -> str | None:
    """Why these kilometres cannot be paid back, or None."""
    if not km:
        return _("Say how many kilometres.")
    most = ceiling.terms.km_year if ceiling.terms else None
    if most is None:
        return _("The kilometres of %(year)d have not been entered. A coordinator must enter them first.") % {"year": ceiling.year}
    if ceiling.totals.km + km > most:
        return _("%(km)d km is above the ceiling of %(most)d km a year. Still possible this year: %(still)d km.") % {
            "km": km, "most": most, "still": max(0, most - ceiling.totals.km),
        }
    return None


def _unknown(ceiling: Ceiling) -> str:
    if ceiling.legal_form == LegalForm.VOLUNTEER:
        return _("The ceilings of %(year)d have not been entered. A coordinator must enter them first.") % {"year": ceiling.year}
    return _("This legal form is not entered for that day. A coordinator must enter its dates first.")


@rule("employment.write_allowance")
def write_allowance(
    actor: User, *, present: bool, written: bool, amount_cents: int, ceiling: Ceiling, basis: str = Basis.FLAT,
    km: int | None = None, contract: bool = False, box_needed: bool = False,
) -> str | None:
    """Only for somebody who came, once, and never above a legal ceiling. Source: DOMAIN 8.4."""
    if not present:
        return _("Mark the person as present first.")
    if written:
        return _("The allowance of this session is already written down.")
    if not ceiling.known:
        return _unknown(ceiling)
    if box_needed:
        return _("Choose the cash box the money comes from.")
    if ceiling.legal_form in CONTRACT_FORMS and not contract:
        return _("No contract of this kind covers that day. Write its number and dates first.")
    if basis == Basis.KM:
        return _kilometres(ceiling, km)
    if mixed := bases_apart(ceiling.totals, basis):
        return mixed
    return None if basis == Basis.REAL else _above(ceiling, amount_cents)


@rule("employment.write_allowance")
def reverse_allowance(actor: User, *, reversed_before: bool, reason: str) -> str | None:
    """Whole, once, with a reason."""
    if reversed_before:
        return _("This allowance has already been reversed.")
    return None if reason.strip() else _("Say why.")


@rule("employment.write_allowance")
def sign_receipt(actor: User, *, cash: bool) -> str | None:
    """Only cash from a box has a receipt to sign."""
    return None if cash else _("This was not paid from a cash box.")


@rule("employment.set_cap")
def set_cap(actor: User) -> str | None:
    """Coordinators enter legal forms and ceilings with their source."""
    return None


@rule("employment.note_papers")
def note_papers(actor: User) -> str | None:
    """What the person says they received elsewhere, form C45B, contracts: whoever signs people up may note it."""
    return None


@rule("employment.note_papers")
def declare_elsewhere(actor: User, *, year: int, on_day: date | None) -> str | None:
    """Of this year or an earlier one: nobody has received what is still to come."""
    today = clock.local().date()
    if year > today.year or (on_day and on_day > today):
        return _("This day is still to come.")
    return None


@rule("employment.note_papers")
def strike_declared(actor: User, *, struck: bool) -> str | None:
    """Once."""
    return _("This line is already struck out.") if struck else None


@rule("employment.note_papers")
def note_c45b(actor: User, *, on_day: date) -> str | None:
    """Nothing is handed in tomorrow."""
    return _("This day is still to come.") if on_day > clock.local().date() else None


@rule("employment.note_papers")
def end_contract(actor: User, *, starts_on: date, ends_on: date) -> str | None:
    """Not before it begins."""
    return _("The end must not be before the start.") if ends_on < starts_on else None


def box_needed(paid_by: str, chosen: bool, boxes: int) -> bool:
    """Whether cash needs a box to be chosen: as soon as the house keeps one."""
    return paid_by == PaidBy.CASH and not chosen and boxes > 0
