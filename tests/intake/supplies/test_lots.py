"""Which lots a quantity comes from."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from intake.supplies.lots import OnShelf, allocate

TODAY = date(2026, 11, 22)
LOTS = st.lists(
    st.tuples(
        st.one_of(st.none(), st.integers(-400, 400).map(lambda n: TODAY + timedelta(days=n))), st.integers(-20, 200)
    ),
    max_size=8,
).map(lambda rows: [OnShelf(number, day, units) for number, (day, units) in enumerate(rows, start=1)])


@given(units=st.integers(1, 500), shelf=LOTS)
def test_shares_add_up_and_never_take_an_expired_lot_or_more_than_it_holds(units, shelf):
    shares = allocate(units, shelf, TODAY)
    held = {one.lot: one for one in shelf}
    assert sum(n for _, n in shares) == units
    for lot, n in shares:
        assert n > 0
        if lot is not None:
            assert n <= held[lot].units
            assert held[lot].expires_on is None or held[lot].expires_on >= TODAY


@given(units=st.integers(1, 500), shelf=LOTS)
def test_no_lot_is_written_only_when_the_usable_ones_are_empty(units, shelf):
    usable = sum(max(0, one.units) for one in shelf if one.expires_on is None or one.expires_on >= TODAY)
    loose = sum(n for lot, n in allocate(units, shelf, TODAY) if lot is None)
    assert loose == max(0, units - usable)


def test_the_first_to_expire_goes_first():
    shelf = [OnShelf(1, None, 9), OnShelf(2, TODAY + timedelta(days=90), 9), OnShelf(3, TODAY, 2), OnShelf(4, TODAY - timedelta(days=1), 9)]
    assert allocate(12, shelf, TODAY) == [(3, 2), (2, 9), (1, 1)]
