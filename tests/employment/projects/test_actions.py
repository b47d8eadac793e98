"""Projects and sessions: the effect, the event, the refusal, nothing left behind."""

from __future__ import annotations

from datetime import date, time

import pytest
from django.db import ProgrammingError, transaction

from audit.ledger.models import Event
from audit.rules import Refused
from employment.projects import actions, selectors
from employment.projects.models import FeedAddress, Holiday, Project, Session, SessionChange

pytestmark = pytest.mark.django_db
HOURS = {"starts": time(9), "ends": time(13), "places": 5}


@pytest.fixture
def row(as_, colette, gardening):
    """`row(from_on, until_on, weekdays)` plans sessions in a row."""

    def plan(from_on, until_on, weekdays=(1, 3), **more):
        with as_(colette):
            return actions.plan_series(
                actor=colette, project=gardening, weekdays=weekdays, from_on=from_on, until_on=until_on, **HOURS | more
            )

    return plan


def verbs(as_, dora):
    with as_(dora):
        return list(Event.objects.filter(verb__startswith="employment.").order_by("id").values_list("verb", flat=True))


def test_a_row_skips_days_without_work_and_says_which(as_, colette, row, at, dora):
    at("2026-12-01 08:00")
    with as_(colette):
        actions.mark_holiday(actor=colette, day=date(2026, 12, 24), label="Christmas Eve")
        taken_back = actions.mark_holiday(actor=colette, day=date(2026, 12, 22))
        actions.take_back_holiday(actor=colette, holiday=taken_back)
    _series, planned, left_out = row(date(2026, 12, 15), date(2026, 12, 27))
    assert [one.day for one in planned] == [date(2026, 12, 15), date(2026, 12, 17), date(2026, 12, 22)]
    assert left_out == [date(2026, 12, 24)]
    assert verbs(as_, dora)[-1] == "employment.session.repeated"


def test_a_row_ends_within_three_months_and_has_a_day(row, at):
    at("2026-12-01 08:00")
    with pytest.raises(Refused, match="three months"):
        row(date(2026, 12, 1), date(2027, 12, 1))
    with pytest.raises(Refused, match="No day is left"):
        row(date(2026, 12, 1), date(2026, 12, 1), weekdays=(6,))
    with pytest.raises(Refused, match="before the start"):
        row(date(2026, 12, 8), date(2026, 12, 1))
    with pytest.raises(Refused, match="This day is over"):
        row(date(2026, 11, 30), date(2026, 12, 10))


def test_the_same_form_is_one_row_and_a_session_that_stands_is_left_out(as_, colette, row, plan, at):
    from uuid import uuid4

    at("2026-12-01 08:00")
    plan(in_days=2)
    number = uuid4()
    series, planned, left_out = row(date(2026, 12, 1), date(2026, 12, 3), client_uuid=number)
    assert ([one.day for one in planned], left_out) == ([date(2026, 12, 1)], [date(2026, 12, 3)])
    again, same, _left = row(date(2026, 12, 1), date(2026, 12, 3), client_uuid=number)
    assert (again.pk, [one.pk for one in same]) == (series.pk, [one.pk for one in planned])
    with as_(colette):
        assert Session.objects.count() == 2


def test_a_row_over_the_change_of_clocks_leaves_out_an_hour_that_is_not_there(row, at):
    at("2026-03-20 08:00")
    night = {"starts": time(2, 30), "ends": time(5)}
    _series, planned, left_out = row(date(2026, 3, 22), date(2026, 4, 5), weekdays=(6,), **night)
    assert ([one.day for one in planned], left_out) == ([date(2026, 3, 22), date(2026, 4, 5)], [date(2026, 3, 29)])


@pytest.mark.parametrize(
    ("day", "starts", "ends", "words"),
    [
        (date(2026, 12, 2), time(13), time(9), "later than the start"),
        (date(2026, 11, 30), time(9), time(13), "This day is over"),
        (date(2027, 3, 28), time(2, 30), time(5), "clocks go forward"),
    ],
)
def test_hours_that_cannot_be_are_refused_in_words(as_, colette, gardening, at, day, starts, ends, words):
    at("2026-12-01 08:00")
    with as_(colette), pytest.raises(Refused, match=words):
        actions.plan_session(actor=colette, project=gardening, day=day, starts=starts, ends=ends, places=3)


def test_a_session_stands_once_and_again_after_it_was_cancelled(as_, colette, gardening, plan):
    session = plan()
    with pytest.raises(Refused, match="already planned"):
        plan()
    with as_(colette):
        actions.cancel_session(actor=colette, session=session, reason="Storm")
    assert plan().pk != session.pk


def test_a_session_is_moved_with_its_window_and_its_reason(as_, colette, gardening, at, dora):
    at("2026-10-20 08:00")
    with as_(colette):
        session = actions.plan_session(
            actor=colette, project=gardening, day=date(2026, 10, 24), opens_days=3, closes_hours=12, **HOURS
        )
        opens, closes, number = session.opens_at, session.closes_at, session.sequence
        moved = actions.move_session(
            actor=colette, session=session, day=date(2026, 10, 25), starts=time(10), ends=time(14), reason="The park is shut"
        )
        change = SessionChange.objects.get(session=session)
    assert (moved.starts_at - session.starts_at).total_seconds() == 26 * 3600, "the night of 25 October has an hour more"
    assert (moved.opens_at - opens, moved.closes_at - closes) == (moved.starts_at - session.starts_at,) * 2
    assert (moved.sequence, moved.uid) == (number + 1, session.uid)
    assert (change.kind, change.reason, change.was_on) == ("moved", "The park is shut", date(2026, 10, 24))
    assert verbs(as_, dora)[-1] == "employment.session.moved"


def test_what_cannot_be_moved(as_, colette, plan, at):
    at("2026-12-01 08:00")
    first, second = plan(in_days=1), plan(in_days=2)
    to = {"reason": "x", "starts": time(9), "ends": time(13)}
    with as_(colette):
        with pytest.raises(Refused, match="at this hour already"):
            actions.move_session(actor=colette, session=first, day=first.day, **to)
        with pytest.raises(Refused, match="already planned"):
            actions.move_session(actor=colette, session=first, day=second.day, **to)
        with pytest.raises(Refused, match="past"):
            actions.move_session(actor=colette, session=first, day=date(2026, 11, 30), **to)
        actions.cancel_session(actor=colette, session=second, reason="Storm")
        with pytest.raises(Refused, match="over"):
            actions.move_session(actor=colette, session=second, day=date(2026, 12, 9), **to)
    at("2026-12-02 09:30")
    with as_(colette), pytest.raises(Refused, match="has begun"):
        actions.move_session(actor=colette, session=first, day=date(2026, 12, 9), **to)


def test_places_are_not_taken_from_who_has_one(as_, colette, plan, people, enrol):
    from employment.places.actions import draw_places

    session = plan(places=3)
    enrol(session, people(3))
    with as_(colette):
        draw_places(actor=colette, session=session)
        with pytest.raises(Refused, match="3 people already have a place"):
            actions.change_session(actor=colette, session=session, places=2)
        assert actions.change_session(actor=colette, session=session, places=4, reason="A second van").places == 4


def test_a_closed_session_is_opened_again_within_a_day_by_a_coordinator(as_, ivan, colette, plan, people, enrol, at):
    from employment.places.actions import draw_places

    at("2026-12-01 08:00")
    session = plan(in_days=0)
    enrol(session, people(1))
    with as_(colette):
        draw_places(actor=colette, session=session)
    at("2026-12-01 13:30")
    with as_(ivan):
        closed = actions.close_session(actor=ivan, session=session)
        assert (closed.state, closed.closed_by) == ("done", ivan.pk)
        with pytest.raises(Refused, match="Your role"):
            actions.reopen_session(actor=ivan, session=session, reason="Forgot somebody")
    with as_(colette):
        assert actions.reopen_session(actor=colette, session=session, reason="Forgot somebody").state == "drawn"
        assert SessionChange.objects.get(session=session).kind == "reopened"
        actions.close_session(actor=colette, session=session)
    at("2026-12-02 13:31")
    with as_(colette), pytest.raises(Refused, match="more than a day ago"):
        actions.reopen_session(actor=colette, session=session, reason="Too late")


def test_the_desk_changes_nothing_of_a_session_behind_the_actions_back(as_, vera, plan):
    session = plan()
    with as_(vera), pytest.raises(ProgrammingError), transaction.atomic():
        Session.objects.filter(pk=session.pk).update(places=99)


def test_a_project_is_closed_when_nothing_is_planned_and_opened_again(as_, colette, gardening, plan):
    session = plan()
    with as_(colette):
        with pytest.raises(Refused, match="still planned"):
            actions.close_project(actor=colette, project=gardening, reason="The partner stopped")
        actions.cancel_session(actor=colette, session=session, reason="The partner stopped")
        closed = actions.close_project(actor=colette, project=gardening, reason="The partner stopped")
        assert (closed.active, closed.closed_reason) == (False, "The partner stopped")
        with pytest.raises(Refused, match="closed"):
            actions.plan_session(actor=colette, project=closed, day=date(2099, 1, 1), **HOURS)
        assert actions.reopen_project(actor=colette, project=closed).active is True


def test_two_who_change_a_project_at_once_are_told(as_, colette, corentin, gardening):
    with as_(colette):
        actions.change_project(actor=colette, project=gardening, version=1, place="Canal")
    with as_(corentin):
        with pytest.raises(Refused, match="A colleague has changed this project"):
            actions.change_project(actor=corentin, project=gardening, version=1, place="Park")
        assert Project.objects.get(pk=gardening.pk).place == "Canal"


def test_a_briefing_that_changes_is_a_new_version(as_, colette, gardening):
    with as_(colette):
        first = actions.write_briefing(actor=colette, project=gardening, fr="Gants.", en="Gloves.")
        same = actions.write_briefing(actor=colette, project=gardening, fr="Gants.", en="Gloves.")
        second = actions.write_briefing(actor=colette, project=gardening, fr="Gants et lunettes.")
        assert (first.version, same.pk, second.version) == (1, first.pk, 2)
        assert selectors.briefing_of(gardening).fr == "Gants et lunettes."
        with pytest.raises(ProgrammingError), transaction.atomic():
            type(first).objects.filter(pk=first.pk).update(fr="Nothing")


@pytest.mark.parametrize(("until", "state"), [(None, "missing"), ("2026-11-30", "expired"), ("2026-12-01", "soon"), ("2027-06-30", "ok")])
def test_insurance_is_judged_on_the_day(as_, colette, gardening, at, until, state):
    at("2026-12-01 08:00")
    gardening.insurance, gardening.insured_until = ("Ethias 1", date.fromisoformat(until)) if until else ("", None)
    assert selectors.insurance_state(gardening) == state


def test_an_address_is_renewed_and_ended_by_its_owner_alone(as_, vera, colette, gardening):
    with as_(vera):
        first = actions.make_feed(actor=vera, project=gardening)
        second = actions.make_feed(actor=vera, project=gardening)
        everything = actions.make_feed(actor=vera)
    with as_(colette):
        actions.end_feed(actor=colette, project=gardening)
    assert selectors.feed_of(first) is None
    assert selectors.feed_of(second).project_id == gardening.pk
    assert selectors.feed_of(everything).project_id is None
    with as_(vera):
        actions.end_feed(actor=vera)
        (left,) = FeedAddress.objects.filter(user=vera, ended_at=None)
        assert second.encode() not in bytes(left.mac)
    assert selectors.feed_of(everything) is None


def test_nothing_is_left_when_the_ledger_fails(as_, colette, gardening, monkeypatch):
    def broken(*_args, **_kwargs):
        raise ProgrammingError("no ledger")

    with as_(colette):
        monkeypatch.setattr(actions, "record", broken)
        with pytest.raises(ProgrammingError):
            actions.plan_session(actor=colette, project=gardening, day=date(2099, 1, 1), **HOURS)
        with pytest.raises(ProgrammingError):
            actions.mark_holiday(actor=colette, day=date(2099, 1, 1))
        assert (Session.objects.count(), Holiday.objects.count()) == (0, 0)
