"""The book of a period and the overview of a quarter, as they are read and printed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, OuterRef, Subquery, Sum

from centre.figures.periods import Period
from centre.shifts import clock
from centre.staff.models import User

from .enums import LineKind
from .measures import milligrams
from .models import DrugAccount, RegisterEntry
from .selectors import BookLine, book, every_account, lines

#: The columns of the quarter, in their order: what came in, what went out. Those in which nothing moved are left out.
COLUMNS = (LineKind.OPENING, LineKind.RECEIVE, LineKind.SUPPLY, LineKind.BACK, LineKind.WASTE, LineKind.RETURN, LineKind.FROM_PATIENT, LineKind.CORRECTION)


@dataclass(frozen=True)
class Book:
    """The lines written in a period of days, what was there before and after."""

    account: DrugAccount
    period: Period
    before_ug: int
    lines: list[BookLine]

    @property
    def before(self) -> str:
        """The balance carried over, as it is written."""
        return self.account.shown(self.before_ug)

    @property
    def after(self) -> str:
        """The balance at the end, as it is written."""
        return self.account.shown(self.lines[-1].entry.balance_ug if self.lines else self.before_ug)

    @property
    def missing(self) -> int:
        """How many lines wait for a second hand."""
        return sum(1 for line in self.lines if line.waits)


@dataclass(frozen=True)
class QuarterRow:
    """One account in a quarter, in milligrams as written: how many supplies, what moved by kind, before and after."""

    account: DrugAccount
    supplies: int
    before: str
    sums: list[str]
    after: str


@dataclass(frozen=True)
class Quarter:
    """Every account in a quarter."""

    period: Period
    columns: list[str]
    rows: list[QuarterRow]


def _between(period: Period) -> tuple[datetime, datetime]:
    """The instants between which the lines of a period were written: whole calendar days."""
    first, after = (datetime.combine(day, time(0), clock.ZONE) for day in (period.first, period.last + timedelta(days=1)))
    return first, after


def book_of(actor: User, account: DrugAccount, period: Period) -> Book:
    """The book of an account for the calendar days of a period. Lines stand where they were written, late ones too."""
    first, after = _between(period)
    before = RegisterEntry.objects.filter(account=account, at__lt=first).order_by("-number").values_list("balance_ug", flat=True).first()
    return Book(account, period, before or 0, lines(actor, book(account).filter(at__gte=first, at__lt=after).order_by("number")))


def last_quarter() -> Period:
    """The last quarter that is over: its overview is due within the month. Source: DOMAIN 10."""
    today = clock.local().date()
    last = date(today.year, 3 * ((today.month - 1) // 3) + 1, 1) - timedelta(days=1)
    return Period.quarter(last.year, (last.month + 2) // 3)


def quarter_of(actor: User, period: Period) -> Quarter:
    """What went in and out of every account in a period, usually a quarter."""
    first, after = _between(period)
    within = RegisterEntry.objects.filter(at__gte=first, at__lt=after).order_by().values_list("account", "kind")
    moved = {(account, kind): (number, ug) for account, kind, number, ug in within.annotate(number=Count("pk"), ug=Sum("amount_ug"))}
    columns = [kind for kind in COLUMNS if any(ug for (_account, moved_by), (_number, ug) in moved.items() if moved_by == kind)]
    accounts = every_account(actor).annotate(start_ug=_balance(first), end_ug=_balance(after)).filter(end_ug__isnull=False)
    rows = [
        QuarterRow(
            one, moved.get((one.pk, LineKind.SUPPLY), (0, 0))[0], milligrams(one.start_ug or 0),
            [milligrams(moved.get((one.pk, kind), (0, 0))[1]) for kind in columns], milligrams(one.end_ug),
        )
        for one in accounts
    ]
    return Quarter(period, [str(kind.label) for kind in columns], rows)


def _balance(moment: datetime) -> Subquery:
    """What an account held at an instant; nothing before its book began."""
    before = RegisterEntry.objects.filter(account=OuterRef("pk"), at__lt=moment).order_by("-number")
    return Subquery(before.values("balance_ug")[:1])
