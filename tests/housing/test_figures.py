"""Figures of beds and homes, on crafted data: each number by a count of its own."""

from __future__ import annotations

from datetime import date, timedelta
from math import isclose

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.rules import Refused
from centre.figures import selectors
from centre.figures.periods import Period
from centre.figures.registry import figures
from centre.shifts import clock
from housing.figures.counting import Nights
from housing.figures.homes import MONTH, survival_of
from housing.figures.survival import product_limit
from housing.placements.selectors import Tenure
from housing.stays import actions
from housing.stays.models import Stay
from housing.stays.panels import forget

MARCH = Period.month(2026, 3)


def count(actor, slug, period=MARCH):
    return figures.find(slug).load(actor, period)


def lines(table):
    return {line.key or str(line.label): line.values for line in table.rows}


def facts(table):
    return {str(label): value for label, value, _unit in table.facts}


@pytest.fixture
def stay(as_, vera, at):
    """`stay(person, bed, "2026-03-01 18:00", "2026-03-04 09:00", reason="planned")`: admitted and, with an end, ended."""

    def make(person, bed, came, left="", by=None, **how):
        with as_(by or vera) as actor:
            at(came)
            made = actions.admit_to_bed(actor=actor, person=person, bed=bed)
            if left:
                at(left)
                actions.end_stay(actor=actor, stay=made, **({"reason": "planned"} | how))
            return made

    return make


def test_length_of_stay_counts_the_census_hours_between(as_, colette, house, somebody, stay, at):
    stay(somebody("A"), house.b1A, "2026-03-04 18:00", "2026-03-06 10:00")  # two nights
    stay(somebody("B"), house.b1B, "2026-03-07 10:00", "2026-03-07 18:00")  # none: an afternoon
    stay(somebody("C"), house.b2A, "2026-02-20 23:00", "2026-03-02 08:00")  # ten, begun before the period
    stay(somebody("D", gender="F"), house.b3A, "2026-03-30 22:00", "2026-04-02 08:00")  # its end is in April
    at("2026-04-10 12:00")
    with as_(colette):
        table = count(colette, "length")
        assert {key: values[0] for key, values in lines(table).items() if values[0]} == {"n0": 1, "n2": 1, "n8": 1}
        assert facts(table)["stays ended"] == 3
        assert facts(table)["nights, in the middle (median)"] == 2
        assert facts(table)["nights on average (mean)"] == 4
        assert table.totals == (3, 100.0)


@pytest.mark.parametrize(
    ("began", "over", "nights"),
    [
        ("2026-03-28 22:00", "2026-03-29 09:00", 1),  # the clocks go forward
        ("2026-03-28 22:00", "2026-03-30 09:00", 2),
        ("2026-10-24 22:00", "2026-10-25 09:00", 1),  # the clocks go back
        ("2026-10-25 03:59", "2026-10-25 04:01", 1),
        ("2026-10-25 04:00", "2026-10-26 04:00", 1),
        ("2026-10-25 05:00", "2026-10-25 05:30", 0),
    ],
)
def test_nights_are_counted_once_when_the_clocks_change(db, began, over, nights):
    assert Nights()(clock.instant(began), clock.instant(over)) == nights


def test_somebody_who_changes_beds_has_one_stay(as_, colette, vera, house, somebody, at):
    person = somebody("A")
    with as_(vera):
        at("2026-03-02 20:00")
        first = actions.admit_to_bed(actor=vera, person=person, bed=house.b1A)
        at("2026-03-05 12:00")
        second = actions.move_bed(actor=vera, stay=first, bed=house.b2A)
        at("2026-03-09 09:00")
        actions.end_stay(actor=vera, stay=second, reason="own_choice", destination="116")
    with as_(colette):
        assert facts(count(colette, "length"))["stays ended"] == 1
        assert lines(count(colette, "length"))["n4"][0] == 1
        assert lines(count(colette, "exits"))["d116"][0] == 1
        assert lines(count(colette, "movement"))["Mon 2/3"] == (1, 0, 0)
        assert lines(count(colette, "movement"))["Thu 5/3"] == (0, 0, 0)
        assert lines(count(colette, "movement"))["Mon 9/3"] == (0, 0, 1)


def test_exits_stand_by_destination_and_group(as_, colette, house, somebody, stay):
    for number, (bed, destination) in enumerate([("b1A", "116"), ("b1B", "101"), ("b2A", ""), ("b1A", "435")]):
        stay(somebody(f"P{number}"), getattr(house, bed), f"2026-03-{4 + 2 * number:02} 18:00", f"2026-03-{5 + 2 * number:02} 10:00", destination=destination)
        with as_(colette):
            from housing.beds.actions import mark_cleaned

            mark_cleaned(actor=colette, bed=getattr(house, bed))
    with as_(colette):
        table = count(colette, "exits")
        assert {key: values[0] for key, values in lines(table).items()} == {"d116": 1, "d101": 1, "d435": 1, "d99": 1}
        assert table.extra["groups"] == {"homeless": 2, "institution": 0, "temporary": 0, "permanent": 1, "other": 1}
        assert table.totals[0] == 4


def test_an_erased_person_stays_counted_of_nobody(as_worker, as_, colette, house, somebody, stay):
    person = somebody("A")
    stay(person, house.b1A, "2026-03-04 18:00", "2026-03-06 10:00")
    with as_(colette):
        found = count(colette, "length"), count(colette, "occupancy"), count(colette, "movement")
    forget(person.pk)
    with as_(colette):
        assert (count(colette, "length"), count(colette, "occupancy"), count(colette, "movement")) == found
        behind = figures.find("length").rows(colette, MARCH, "n2")
        assert (list(behind.rows), behind.hidden) == ([], 1)


def test_behind_a_number_stand_the_stays_one_may_open(as_, colette, house, somebody, stay, at):
    mine = stay(somebody("A"), house.b1A, "2026-03-04 18:00", "2026-03-06 10:00")
    with as_(colette):
        behind = figures.find("length").rows(colette, MARCH, "n2")
        assert [row.label for row in behind.rows] == ["A"]
        assert behind.rows[0].url == f"/stays/{mine.pk}/"
        assert behind.hidden == 0
    at("2026-11-01 12:00")
    with as_(colette), clock.at("2026-11-01 12:00"):
        assert facts(count(colette, "length"))["stays ended"] == 1


def test_the_spaces_of_another_team_are_not_counted(as_, colette, women_worker, house, somebody, stay):
    inside = somebody("F", gender="F", by=women_worker)
    stay(inside, house.bW1, "2026-03-04 18:00", "2026-03-06 10:00", by=women_worker)
    with as_(colette):
        assert facts(count(colette, "length"))["stays ended"] == 0


def test_occupancy_leaves_out_nights_to_come_and_asks_about_odd_ones(as_, colette, house, somebody, stay, at):
    stay(somebody("A"), house.b1A, "2026-03-01 18:00")
    at("2026-03-04 12:00")
    with as_(colette):
        table = count(colette, "occupancy")
        assert [line.values[:3] for line in table.rows] == [(1, 4, 25.0)] * 3
        assert {str(line.flag) for line in table.rows} == {"please check"}
        assert table.totals[:2] == (3, 12)
        assert facts(table)["nights to check"] == 3
        rooms = count(colette, "rooms")
        assert [line.values for line in rooms.rows] == [(3, 6, 50.0, 3), (0, 3, 0.0, 3), (0, 3, 0.0, 3)]
        assert rooms.heat.lines[0] == ("First floor · Room 1", (50.0, 50.0, 50.0))
        behind = figures.find("rooms").rows(colette, MARCH, str(house.rooms[0].pk))
        assert [row.note for row in behind.rows] == ["1 bed of 2 occupied"] * 3


def test_every_night_of_the_clocks_is_one_night_in_the_heat_map(as_, colette, house, somebody, stay, at):
    stay(somebody("A"), house.b1A, "2026-10-24 20:00", "2026-10-26 10:00")
    stay(somebody("B"), house.b1B, "2026-03-28 20:00", "2026-03-30 10:00")
    at("2026-11-10 12:00")
    with as_(colette):
        assert count(colette, "rooms", Period.month(2026, 10)).totals[0] == 2
        assert count(colette, "rooms", MARCH).totals[0] == 2


def test_a_year_is_told_by_month_and_the_months_add_up_to_it(as_, colette, house, somebody, stay, at):
    stay(somebody("A"), house.b1A, "2025-12-30 20:00", "2026-02-02 10:00")
    at("2026-11-10 12:00")
    with as_(colette):
        table = count(colette, "occupancy", Period.year(2026))
        assert [str(line.label) for line in table.rows][:2] == ["January 2026", "February 2026"]
        assert [line.values[0] for line in table.rows][:3] == [31, 1, 0]
        assert table.totals[0] == 32


def test_ethos_before_against_after(as_, colette, house, somebody, stay):
    made = stay(somebody("A"), house.b1A, "2026-03-04 18:00", "2026-03-06 10:00", ethos="4")
    stay(somebody("B"), house.b1B, "2026-03-04 18:00", "2026-03-06 10:00")
    with as_(colette):
        Stay.objects.filter(pk=made.pk).update(ethos_before="1")
        table = count(colette, "ethos")
        assert lines(table) == {"e1": (1, 1, 0), "eunknown": (1, 0, 1)}
        assert table.totals == (2, 1, 1)
        assert [row.label for row in figures.find("ethos").rows(colette, MARCH, "e1").rows] == ["A"]


def test_who_may_not_see_figures_counts_nothing(as_, vera, olga, house, somebody, stay):
    stay(somebody("A"), house.b1A, "2026-03-04 18:00", "2026-03-06 10:00")
    for user in (vera, olga):
        with as_(user):
            assert facts(count(user, "length"))["stays ended"] == 0
            with pytest.raises(Refused):
                selectors.figure_for(user, "length")


# The survival curve, against a product worked out by hand.

def by_hand(ends, followed, day):
    """The product over each day of an end of one minus the ends of the day over those still followed."""
    share = 1.0
    for when in sorted(set(ends)):
        if when <= day:
            at_risk = sum(one >= when for one in (*ends, *followed))
            share *= 1 - ends.count(when) / at_risk
    return share


DAYS = st.lists(st.integers(0, 900), max_size=40)


@settings(max_examples=150, deadline=None)
@given(ends=DAYS, followed=DAYS, day=st.integers(0, 900))
def test_the_curve_equals_the_product_worked_out_by_hand(ends, followed, day):
    curve = product_limit(ends, followed)
    found = curve.at(day)
    everybody = [*ends, *followed]
    if not everybody or (day > max(everybody) and by_hand(ends, followed, max(everybody)) > 1e-12):
        assert found is None
        return
    value, low, high = found
    assert isclose(value, by_hand(ends, followed, day), abs_tol=1e-9)
    assert curve.at_risk(day) == sum(one >= day for one in everybody)
    if low is not None and high is not None:
        assert -1e-9 <= low <= value + 1e-9
        assert value - 1e-9 <= high <= 1 + 1e-9


def test_deaths_and_lasting_homes_are_followed_until_then_and_lose_nobody():
    start, until = date(2024, 1, 1), date(2026, 1, 1)
    stories = [
        Tenure(None, start, start + timedelta(days=100), "ended"), Tenure(None, start, start + timedelta(days=50), "died"),
        Tenure(None, start, start + timedelta(days=300), "transferred"), Tenure(None, start, None, ""),
    ]  # fmt: skip
    curve = survival_of(stories, until)
    assert isclose(curve.at(6 * MONTH)[0], 2 / 3)
    assert isclose(curve.at(24 * MONTH)[0], 2 / 3)
    assert (curve.at_risk(6 * MONTH), curve.at_risk(12 * MONTH), curve.at_risk(24 * MONTH)) == (2, 1, 1)
    assert curve.at(24 * MONTH + 5) is None


def test_the_interval_is_greenwood_s_on_the_log_minus_log_scale():
    ends, followed = [1, 2, 3], [4, 5]
    value, low, high = product_limit(ends, followed).at(2)
    assert isclose(value, 0.6)
    from math import exp, log, sqrt

    greenwood = sum(1 / (risk * (risk - 1)) for risk in (5, 4))
    spread = 1.959964 * sqrt(greenwood) / abs(log(0.6))
    assert isclose(low, 0.6 ** exp(spread), abs_tol=1e-5)
    assert isclose(high, 0.6 ** exp(-spread), abs_tol=1e-5)


def test_nobody_housed_is_no_curve():
    curve = product_limit([], [])
    assert curve.at(10) is None
    assert product_limit([], [100]).at(50) == (1.0, None, None)


@pytest.fixture
def tenancy(as_worker, db, somebody):
    """`tenancy("A", "2024-01-01", "2024-06-01", died=True)` writes a placement, as an import does."""
    from housing.homes.models import Programme
    from housing.placements.models import Placement

    programme = Programme.objects.create(kind="housing_first", name="Housing First")

    def make(person, moved, ended="", previous=None, destination="", died=False):
        return Placement.objects.create(
            person=somebody(person) if isinstance(person, str) else person, programme=programme, previous=previous, died=died,
            state="ended" if ended else "housed", enrolled_on=date.fromisoformat(moved), moved_in_on=date.fromisoformat(moved),
            ended_on=date.fromisoformat(ended) if ended else None, exit_destination=destination,
        )  # fmt: skip

    return make


def test_retention_counts_stories_of_a_home(tenancy, as_, colette, at):
    at("2026-01-01 12:00")
    first = tenancy("A", "2024-01-01", "2024-04-01")
    tenancy(first.person, "2024-06-01", previous=first)  # re-housed within 90 days: still the same story
    tenancy("B", "2024-01-01", "2024-05-01", destination="116")  # lost after 121 days
    tenancy("C", "2024-01-01", "2025-03-01", died=True)
    tenancy("D", "2024-01-01", "2025-06-01", destination="411")  # a home of their own
    late = tenancy("E", "2024-01-01", "2024-03-01")
    tenancy(late.person, "2024-09-01", previous=late)  # after six months: a loss, then a new story
    tenancy("F", "2027-01-01")  # to come
    with as_(colette):
        table = count(colette, "retention", Period.month(2026, 1))
        told = facts(table)
        assert told == {
            "moved in": 6, "still tenants": 2, "lost the home": 2, "died, counted apart": 1, "went on to a lasting home": 1,
            "second homes within 90 days": 1,
        }  # fmt: skip
        # Six stories at risk at day 60 (E), five at day 121 (B): 5/6 x 4/5.
        assert isclose(lines(table)["m6"][1], 100 * 4 / 6)
        assert [values[0] for values in lines(table).values()] == [4, 4, 1]
        assert table.extra["stories"] == 6
        assert table.curve.marks


def test_each_programme_has_its_own_share(tenancy, as_, colette, at):
    from housing.homes.models import Programme
    from housing.placements.models import Placement

    at("2026-01-01 12:00")
    tenancy("A", "2024-06-01", "2024-07-01", destination="116")
    tenancy("B", "2024-06-01")
    other = tenancy("C", "2025-12-01")
    Placement.objects.filter(pk=other.pk).update(programme=Programme.objects.create(kind="family", name="With a family"))
    with as_(colette):
        table = count(colette, "retention-programmes", Period.month(2026, 1))
        assert lines(table) == {"Housing First": (2, 50.0, 1, None, 0), "With a family": (1, None, 0, None, 0)}


def test_exits_of_placements_tell_deaths_as_deaths(tenancy, as_, colette):
    tenancy("A", "2025-01-01", "2026-03-05", destination="435")
    tenancy("B", "2025-01-01", "2026-03-05", destination="206", died=True)
    tenancy("C", "2025-01-01", "2026-04-05", destination="116")
    with as_(colette):
        table = count(colette, "home-exits")
        assert {key: values[0] for key, values in lines(table).items()} == {"d435": 1, "d24": 1}
        behind = figures.find("home-exits").rows(colette, MARCH, "d435")
        assert len(behind.rows) + behind.hidden == 1


def test_a_command_of_the_house_counts_retention_without_anybody_acting(tenancy, at):
    import io
    import json

    from django.core.management import call_command

    at("2026-01-01 12:00")
    tenancy("A", "2024-01-01", "2024-05-01", destination="116")
    tenancy("B", "2024-01-01")
    out = io.StringIO()
    call_command("figures", "retention", "--json", stdout=out)
    told = json.loads(out.getvalue())
    assert [line["values"][:2] for line in told["rows"]] == [[1, 50.0]] * 3
    assert (told["stories"], told["ended"], told["died"], told["curve"]) == (2, 1, 0, [[0.0, 1.0], [121.0, 0.5], [731.0, 0.5]])


def test_unmet_need_stands_by_reason(as_, colette, vera, house, somebody, at):
    from housing.requests.actions import turn_away

    at("2026-03-04 22:00")
    with as_(vera):
        turn_away(actor=vera, reason="full", count=3)
        turn_away(actor=vera, reason="own_choice", count=1)
    at("2026-03-10 12:00")
    with as_(colette):
        table = count(colette, "turn-aways")
        assert lines(table) == {"full": (3, 3, 0), "own_choice": (1, 1, 0)}
        assert table.totals == (4, 4, 0)
        behind = figures.find("turn-aways").rows(colette, MARCH, "full")
        assert ([row.label for row in behind.rows], behind.hidden) == (["nobody known: 3"], 0)


def test_who_came_who_did_not_and_who_was_extended(as_, colette, vera, house, somebody, at):
    at("2026-03-04 18:00")
    with as_(vera):
        actions.hold_bed(actor=vera, person=somebody("A"), bed=house.b1A)
        kept = actions.admit_to_bed(actor=vera, person=somebody("B"), bed=house.b1B)
    at("2026-03-05 12:00")
    with as_(vera):
        actions.extend_stay(actor=vera, stay=kept, planned_end=kept.planned_end + timedelta(days=1), reason="health")
    with as_(colette):
        assert lines(count(colette, "movement"))["Wed 4/3"] == (1, 1, 0)
        assert facts(count(colette, "movement")) == {"did not come, of the beds given or kept": 50.0}
        assert lines(count(colette, "extensions"))["health"][:2] == (1, 1)


def test_a_command_of_the_house_counts_every_space_and_an_account_its_own(as_worker, as_, colette, women_worker, house, somebody, stay, at):
    from housing.requests.actions import turn_away

    stay(somebody("A"), house.b1A, "2026-03-04 18:00", "2026-03-06 10:00")
    stay(somebody("F", gender="F", by=women_worker), house.bW1, "2026-03-04 18:00", "2026-03-06 10:00", by=women_worker)
    with as_(colette):
        turn_away(actor=colette, reason="full", count=2)
    at("2026-04-01 12:00")
    assert count(None, "occupancy").totals[0] == 4
    assert facts(count(None, "length"))["stays ended"] == 2
    assert count(None, "turn-aways").totals[0] == 2
    with as_(colette):
        assert count(colette, "occupancy").totals[0] == 2
        assert facts(count(colette, "length"))["stays ended"] == 1
