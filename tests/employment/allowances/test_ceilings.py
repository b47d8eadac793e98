"""The arithmetic of the ceilings: for any order of payments, reversals and declarations nothing is paid above them."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.rules import Refused
from centre.shifts import clock
from employment.allowances import actions
from employment.allowances.models import Allowance, AllowanceReversal
from employment.allowances.policies import Ceiling, Terms, Totals, bases_apart, write_allowance
from employment.allowances.selectors import ceiling_for, totals, working_days_after

pytestmark = pytest.mark.django_db
DAY, YEAR = 4000, 10000
DAYS = ("2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23")

moves = st.lists(
    st.one_of(
        st.tuples(st.just("pay"), st.integers(0, 3), st.integers(1, 4500)),
        st.tuples(st.just("reverse"), st.integers(0, 5), st.just(0)),
        st.tuples(st.just("declare"), st.integers(-1, 3), st.integers(1, 4500)),
        st.tuples(st.just("strike"), st.integers(0, 5), st.just(0)),
    ),
    min_size=1, max_size=14,
)


@pytest.fixture
def year(as_, colette, momo, come):
    """Momo came on four days of March 2026; € 40 a day and € 100 a year are entered."""
    entries = [come(momo, day) for day in DAYS]
    with as_(colette):
        actions.set_cap(
            actor=colette, legal_form="volunteer", valid_from=date(2026, 1, 1), valid_until=date(2026, 12, 31), day_cents=DAY,
            year_cents=YEAR, km_year=2000, source="a test",
        )
    return entries


class Book:
    """What the moves did, kept apart from the code under test."""

    def __init__(self) -> None:
        self.paid: list[list] = []
        self.declared: list[list] = []

    def sums(self, day: date) -> tuple[int, int]:
        rows = [one for one in (*self.paid, *self.declared) if one[-1]]
        return sum(cents for on, cents, *_ in rows if on == day), sum(cents for _, cents, *_ in rows)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(moves=moves)
def test_never_above_a_ceiling_for_any_order(as_, colette, momo, year, moves):
    with as_(colette), transaction.atomic():
        try:
            _play(colette, momo, year, moves)
        finally:
            transaction.set_rollback(True)


def _play(colette, momo, year, moves):
    book = Book()
    for what, which, cents in moves:
        if what == "pay":
            _pay(colette, year[which], cents, book)
        elif what == "reverse" and which < len(book.paid) and book.paid[which][-1]:
            actions.reverse_allowance(actor=colette, allowance=book.paid[which][2], reason="a test")
            book.paid[which][-1] = False
        elif what == "declare":
            day = date.fromisoformat(DAYS[which]) if which >= 0 else None
            row = actions.declare_elsewhere(actor=colette, person=momo, amount_cents=cents, year=2026, on_day=day)
            book.declared.append([day, cents, row, True])
        elif what == "strike" and which < len(book.declared) and book.declared[which][-1]:
            actions.strike_declared(actor=colette, declared=book.declared[which][2])
            book.declared[which][-1] = False
    day = date.fromisoformat(DAYS[0])
    ceiling = ceiling_for(colette, momo.pk, "volunteer", day)
    assert (ceiling.day_written, ceiling.year_written) == book.sums(day)


def _pay(colette, entry, cents, book):
    """Pay when both ceilings leave room and nothing stands for that session; be refused otherwise."""
    day = entry.session.day
    on_day, in_year = book.sums(day)
    standing = any(on == day and counts for on, _, _, counts in book.paid)
    fits = not standing and on_day + cents <= DAY and in_year + cents <= YEAR
    facts = {"sign_up": entry, "amount_cents": cents, "legal_form": "volunteer", "paid_by": "transfer"}
    if fits:
        book.paid.append([day, cents, actions.write_allowance(actor=colette, **facts), True])
    else:
        with pytest.raises(Refused):
            actions.write_allowance(actor=colette, **facts)


@given(
    day=st.integers(0, 5000), year=st.integers(0, 20000), elsewhere=st.integers(0, 20000), cents=st.integers(1, 9000),
)
def test_the_rule_lets_through_exactly_what_fits(day, year, elsewhere, cents):
    sums = Totals(paid_day=day, paid_year=day + year, declared_year=elsewhere, flat=True)
    ceiling = Ceiling("volunteer", date(2026, 3, 2), Terms(DAY, YEAR, None), sums)
    words = write_allowance.reason(None, present=True, written=False, amount_cents=cents, ceiling=ceiling)
    assert (words is None) == (day + cents <= DAY and day + year + elsewhere + cents <= YEAR)
    assert words is None or cents > (ceiling.left or 0)


def test_the_database_has_the_last_word(as_, colette, momo, year):
    entry = year[0]
    row = {
        "person": momo, "sign_up": entry, "on_day": entry.session.day, "legal_form": "volunteer", "basis": "flat", "paid_by": "transfer",
        "written_by": colette.pk, "written_at": clock.now(),
    }
    with as_(colette):
        with pytest.raises(IntegrityError, match="above its ceiling"), transaction.atomic():
            Allowance.objects.create(amount_cents=DAY + 1, **row)
        Allowance.objects.create(amount_cents=DAY, **row)
        with pytest.raises(IntegrityError, match="already written"), transaction.atomic():
            Allowance.objects.create(amount_cents=1, turn=2, **row)


def test_near_the_ceiling_is_said_and_what_is_left(as_, colette, momo, year):
    with as_(colette):
        actions.declare_elsewhere(actor=colette, person=momo, amount_cents=9000, year=2026)
        ceiling = ceiling_for(colette, momo.pk, "volunteer", year[0].session.day)
        assert (ceiling.near, ceiling.share, ceiling.left_year, ceiling.left) == (True, 90, 1000, 1000)
        with pytest.raises(Refused, match=r"Still possible this year: €10.00\.$"):
            actions.write_allowance(actor=colette, sign_up=year[0], amount_cents=1001, legal_form="volunteer", paid_by="transfer")
        actions.write_allowance(actor=colette, sign_up=year[0], amount_cents=1000, legal_form="volunteer", paid_by="transfer")
        with pytest.raises(Refused, match="Taking part stays possible"):
            actions.write_allowance(actor=colette, sign_up=year[1], amount_cents=1, legal_form="volunteer", paid_by="transfer")


def test_flat_rate_and_real_costs_are_not_mixed_in_a_year(as_, colette, momo, year):
    paid = {"legal_form": "volunteer", "paid_by": "transfer"}
    with as_(colette):
        first = actions.write_allowance(actor=colette, sign_up=year[0], amount_cents=100, basis="flat", **paid)
        with pytest.raises(Refused, match="The flat rate has been paid this year"):
            actions.write_allowance(actor=colette, sign_up=year[1], amount_cents=100, basis="real", **paid)
        actions.reverse_allowance(actor=colette, allowance=first, reason="Real costs after all")
        real = actions.write_allowance(actor=colette, sign_up=year[1], amount_cents=9999, basis="real", **paid)
        with pytest.raises(Refused, match="Real costs have been paid back this year"):
            actions.write_allowance(actor=colette, sign_up=year[0], amount_cents=100, basis="flat", **paid)
        assert real.amount_cents == 9999
        actions.declare_elsewhere(actor=colette, person=momo, amount_cents=100, year=2026, basis="flat")
        sums = totals(momo.pk, "volunteer", year[0].session.day)
        assert (sums.flat, sums.real) == (True, True)
        assert bases_apart(sums, "km") is None


def test_kilometres_have_their_own_ceiling_beside_the_flat_rate(as_, colette, momo, year):
    paid = {"legal_form": "volunteer", "paid_by": "transfer"}
    with as_(colette):
        actions.write_allowance(actor=colette, sign_up=year[0], amount_cents=DAY, **paid)
        actions.write_allowance(actor=colette, sign_up=year[0], amount_cents=600, basis="km", km=1990, **paid)
        with pytest.raises(Refused, match="Still possible this year: 10 km"):
            actions.write_allowance(actor=colette, sign_up=year[1], amount_cents=400, basis="km", km=11, **paid)
        with pytest.raises(Refused, match="Say how many kilometres"):
            actions.write_allowance(actor=colette, sign_up=year[1], amount_cents=400, basis="km", **paid)
        assert totals(momo.pk, "volunteer", year[0].session.day).km == 1990


def test_joined_files_share_one_ceiling(as_, vera, colette, momo, year):
    from centre.access.grants import grant_team
    from centre.staff.models import Team
    from intake.person.actions import open_file
    from intake.person.models import Person

    with as_(vera):
        other = open_file(actor=vera, alias="Mo")
        team = Team.objects.get(code="coordination")
        grant_team(person=other, team=team, compartment="employment", days=9, origin="relation")
    with as_(colette):
        actions.declare_elsewhere(actor=colette, person=other, amount_cents=9500, year=2026)
        assert totals(momo.pk, "volunteer", year[0].session.day).declared_year == 0
    with as_(vera):
        Person.objects.filter(pk=other.pk).update(merged_into=momo)
    with as_(colette):
        for one in (momo, other):
            assert totals(one.pk, "volunteer", year[0].session.day).declared_year == 9500
        with pytest.raises(Refused, match=r"Still possible this year: €5\.00"):
            actions.write_allowance(actor=colette, sign_up=year[0], amount_cents=501, legal_form="volunteer", paid_by="transfer")


def test_sums_are_told_to_nobody_out_of_reach(as_, colette, nadia, momo, year):
    with as_(colette):
        actions.declare_elsewhere(actor=colette, person=momo, amount_cents=9500, year=2026)
    with as_(nadia):
        assert totals(momo.pk, "volunteer", year[0].session.day) == Totals()


def test_an_allowance_is_reversed_once_and_written_anew(as_, colette, came, verbs):
    paid = {"legal_form": "volunteer", "paid_by": "transfer"}
    with as_(colette):
        first = actions.write_allowance(actor=colette, sign_up=came, amount_cents=4000, **paid)
        with pytest.raises(Refused, match="Say why"):
            actions.reverse_allowance(actor=colette, allowance=first, reason="  ")
        actions.reverse_allowance(actor=colette, allowance=first, reason="Typed wrongly")
        with pytest.raises(Refused, match="already been reversed"):
            actions.reverse_allowance(actor=colette, allowance=first, reason="Again")
        second = actions.write_allowance(actor=colette, sign_up=came, amount_cents=4200, **paid)
        assert (second.turn, Allowance.objects.count(), AllowanceReversal.objects.count()) == (2, 2, 1)
    assert verbs("employment.allowance.") == [
        "employment.allowance.written", "employment.allowance.reversed", "employment.allowance.written",
    ]


def test_a_contract_covers_the_day_or_nothing_is_written(as_, colette, came):
    day = came.session.day
    facts = {"sign_up": came, "amount_cents": 9000, "legal_form": "day_contract", "paid_by": "transfer"}
    with as_(colette):
        with pytest.raises(Refused, match="No contract of this kind covers that day"):
            actions.write_allowance(actor=colette, **facts)
        actions.write_contract(actor=colette, person=came.person, legal_form="day_contract", starts_on=day - timedelta(9), ends_on=day - timedelta(1))
        with pytest.raises(Refused, match="No contract"):
            actions.write_allowance(actor=colette, **facts)
        contract = actions.write_contract(actor=colette, person=came.person, legal_form="day_contract", starts_on=day, ends_on=day, reference="7")
        assert actions.write_allowance(actor=colette, **facts).contract_id == contract.pk


def test_a_legal_form_with_dates_is_used_on_them_alone(as_, colette, came):
    day = came.session.day
    with as_(colette):
        actions.write_contract(actor=colette, person=came.person, legal_form="ale", starts_on=day)
        actions.set_cap(actor=colette, legal_form="ale", valid_from=date(2020, 1, 1), valid_until=date(2020, 12, 31), source="a test")
        facts = {"sign_up": came, "amount_cents": 500, "legal_form": "ale", "paid_by": "voucher"}
        with pytest.raises(Refused, match="A coordinator must enter its dates first"):
            actions.write_allowance(actor=colette, **facts)
        actions.set_cap(actor=colette, legal_form="ale", valid_from=date(2025, 1, 1), valid_until=date(2025, 12, 31), day_cents=400, source="a test")
        with pytest.raises(Refused, match=r"ceiling of €4\.00 a day"):
            actions.write_allowance(actor=colette, **facts)


def test_twelve_working_days():
    assert working_days_after(date(2026, 11, 20), 12) == date(2026, 12, 8)
    assert working_days_after(date(2026, 11, 21), 1) == date(2026, 11, 23)
