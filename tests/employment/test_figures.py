"""Figures of work by the day, on crafted data: each number by a count of its own."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from centre.figures.periods import Period
from centre.figures.registry import figures
from centre.shifts import clock
from employment.allowances.models import Allowance, AllowanceReversal
from employment.places.models import Attendance, SignUp
from employment.places.panels import forget
from employment.projects.models import Project, Session
from intake.person.models import Person

MARCH = Period.month(2026, 3)


def count(actor, slug, period=MARCH):
    return figures.find(slug).load(actor, period)


def lines(table):
    return {str(line.label): line.values for line in table.rows}


@pytest.fixture
def garden(as_worker, db, colette):
    return Project.objects.create(title="Gardening")


@pytest.fixture
def session(garden, colette):
    def make(day, places=3, state="done", project=None, starts=time(9), ends=time(13)):
        return Session.objects.create(
            project=project or garden, day=day, starts=starts, ends=ends, places=places, state=state, planned_by=colette.pk
        )

    return make


@pytest.fixture
def came(vera):
    """`came(session, person)` had a place and came; `present=False` did not; `hours` how long."""

    def make(session, person, present=True, hours=4, withdrawn=False, not_today=False, began=None, breaks=0):
        at = datetime(2026, 1, 1, tzinfo=UTC)
        entry = SignUp.objects.create(
            person=person, session=session, signed_up_at=at, signed_up_by=vera.pk, placed=not withdrawn, withdrawn_at=at if withdrawn else None
        )
        if withdrawn:
            return entry
        start = began or session.starts_at
        span = {"began_at": start, "ended_at": start + timedelta(hours=hours), "break_minutes": breaks} if present else {}
        Attendance.objects.create(sign_up=entry, present=present, not_today=not_today, recorded_by=vera.pk, recorded_at=at, **span)
        return entry

    return make


@pytest.fixture
def paid(vera):
    def make(entry, cents, form="volunteer", day=None):
        return Allowance.objects.create(
            person=entry.person, sign_up=entry, on_day=day or entry.session.day, amount_cents=cents, legal_form=form,
            basis="flat" if form == "volunteer" else "", paid_by="transfer", written_by=vera.pk, written_at=clock.now(),
        )  # fmt: skip

    return make


@pytest.fixture
def people(as_worker, db):
    return [Person.objects.create(alias=f"P{number}") for number in range(4)]


def test_sessions_and_places_add_up_by_project(session, came, people, garden, as_, colette):
    kitchen = Project.objects.create(title="Kitchen")
    full = session(date(2026, 3, 2), places=2)
    came(full, people[0])
    came(full, people[1], hours=2, breaks=30)
    half = session(date(2026, 3, 9), places=2)
    came(half, people[0], present=False)
    came(half, people[1], present=False, not_today=True)
    came(half, people[2], withdrawn=True)
    session(date(2026, 3, 16), places=5, state="cancelled")
    session(date(2026, 3, 30), places=4, state="open", project=kitchen)
    session(date(2026, 4, 1))
    with as_(colette):
        table = count(colette, "work-sessions")
        assert lines(table) == {"Gardening": (3, 1, 2, 4, 4, 2, 50.0, 1, 1, 5.5), "Kitchen": (1, 0, 0, 4, 0, 0, 0.0, 0, 0, 0.0)}
        assert table.totals == (4, 1, 2, 8, 4, 2, 25.0, 1, 1, 5.5)
        behind = figures.find("work-sessions").rows(colette, MARCH, str(garden.pk))
        assert [row.note for row in behind.rows] == ["0 of 5 places filled", "0 of 2 places filled", "2 of 2 places filled"]
        time_table = count(colette, "work-time", Period.year(2026))
        assert [line.values[0] for line in time_table.rows] == [4, 1]
        assert time_table.totals[:1] == (5,)


def test_hours_are_the_time_that_really_passed_when_the_clocks_change(session, came, people, as_, colette):
    spring = session(date(2026, 3, 29), starts=time(1), ends=time(5))
    came(spring, people[0], began=clock.instant("2026-03-29 01:00"), hours=3)
    autumn = session(date(2026, 10, 25), starts=time(1), ends=time(5))
    came(autumn, people[0], began=clock.instant("2026-10-25 01:00"), hours=5)
    with as_(colette):
        assert count(colette, "work-sessions").totals[-1] == 3
        assert count(colette, "work-sessions", Period.month(2026, 10)).totals[-1] == 5


def test_nobody_is_counted_twice_under_joined_files_or_in_a_longer_period(session, came, people, as_, colette):
    Person.objects.filter(pk=people[1].pk).update(merged_into=people[0])
    first, second = session(date(2026, 3, 2)), session(date(2026, 4, 2))
    for one in (first, second):
        came(one, people[0])
        came(one, people[2])
    came(session(date(2026, 3, 5)), people[1])
    came(session(date(2026, 4, 6)), people[3], present=False)
    with as_(colette):
        months = [count(colette, "work-persons", Period.month(2026, month)) for month in (3, 4)]
        assert [lines(table)["persons who worked"] for table in months] == [(2,), (2,)]
        assert lines(months[1])["persons who worked for the first time"] == (0,)
        assert lines(months[1])["persons who signed up"] == (3,)
        assert lines(count(colette, "work-persons", Period.year(2026))) == {
            "persons who signed up": (3,), "persons who worked": (2,), "persons who worked for the first time": (2,),
        }  # fmt: skip


def test_an_erased_person_leaves_the_numbers_of_the_session(session, came, people, as_, colette):
    came(session(date(2026, 3, 2)), people[0])
    with as_(colette):
        before = count(colette, "work-sessions").totals
    forget(people[0].pk)
    with as_(colette):
        assert count(colette, "work-sessions").totals == before
        assert lines(count(colette, "work-persons"))["persons who worked"] == (0,)


def test_money_stands_by_legal_form_and_what_was_reversed_does_not_count(session, came, people, paid, as_, colette, vera):
    Person.objects.filter(pk=people[1].pk).update(merged_into=people[0])
    one, two = session(date(2026, 3, 2)), session(date(2026, 3, 9))
    paid(came(one, people[0]), 3000)
    paid(came(two, people[1]), 2050)
    paid(came(one, people[2]), 5000, form="ale")
    paid(came(two, people[0]), 100, form="ale")
    wrong = paid(came(two, people[3]), 999)
    AllowanceReversal.objects.create(allowance=wrong, person=people[3], by=vera.pk, at=clock.now())
    with as_(colette):
        table = count(colette, "work-money")
        assert {line.values for line in table.rows} == {(2, 5050, 1), (2, 5100, 2)}
        assert table.totals == (4, 10150, 2)


def test_who_may_not_see_figures_counts_no_money(session, came, people, paid, as_, vera):
    paid(came(session(date(2026, 3, 2)), people[0]), 3000)
    with as_(vera):
        assert count(vera, "work-money").rows == ()


def test_moves_between_phases_and_what_came_of_journeys(as_worker, as_, colette, somebody_at_work, at):
    from employment.journeys.actions import end_journey, move_phase, open_journey

    at("2026-03-02 10:00")
    with as_(colette):
        first, second = (open_journey(actor=colette, person=person) for person in somebody_at_work)
    at("2026-03-12 10:00")
    with as_(colette):
        move_phase(actor=colette, journey=first, to_phase="care")
        end_journey(actor=colette, journey=second, outcome="training")
    at("2026-04-12 10:00")
    with as_(colette):
        table = count(colette, "work-phases")
        assert lines(table) == {"the start to contact": (2, 2), "contact to care": (1, 1)}
        assert table.totals == (3, None)
        behind = figures.find("work-phases").rows(colette, MARCH, "contact-care")
        assert ([row.label for row in behind.rows], behind.hidden) == (["P0"], 0)
        outcomes = count(colette, "work-outcomes")
        assert lines(outcomes) == {"training begun": (1, 1, 0, "")}
        assert [row.label for row in figures.find("work-outcomes").rows(colette, MARCH, "training").rows] == ["P1"]


@pytest.fixture
def somebody_at_work(as_worker, as_, colette):
    from intake.person.actions import open_file

    with as_(colette):
        return [open_file(actor=colette, alias=f"P{number}") for number in range(2)]
