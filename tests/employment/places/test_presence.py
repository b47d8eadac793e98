"""The day itself: hours over the changes of clocks, several at once, calls, late sign-ups, who is to be told."""

from __future__ import annotations

from datetime import date, time

import pytest

from audit.ledger.models import Event
from audit.rules import Refused
from employment.places import actions, selectors
from employment.places.enums import Answer, News
from employment.places.models import Attendance, Call, SignUp
from employment.projects.actions import cancel_session, move_session, plan_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawn(as_, colette, plan, people, enrol, at):
    """`drawn(places=1, number=3)`: a session of 2 November 2026, drawn at eight; its sign-ups in the order of the draw."""

    def make(places=1, number=3):
        at("2026-11-02 08:00")
        session = plan(places=places, in_days=0)
        enrol(session, people(number))
        at("2026-11-02 08:01")
        with as_(colette):
            actions.draw_places(actor=colette, session=session, seed="abcd")
            session.refresh_from_db()
            rows = SignUp.objects.select_related("session__project", "person")
            return session, list(rows.filter(session=session).order_by("rank"))

    return make


@pytest.mark.parametrize(
    ("day", "came", "left", "minutes"),
    [
        (date(2026, 3, 29), time(1, 30), time(4, 30), 120),
        (date(2026, 10, 25), time(1, 30), time(4, 30), 240),
        (date(2026, 10, 24), time(1, 30), time(4, 30), 180),
    ],
)
def test_hours_are_those_that_passed(as_, vera, colette, momo, gardening, at, day, came, left, minutes):
    at(f"{day.isoformat()} 00:30")
    with as_(colette):
        session = plan_session(
            actor=colette, project=gardening, day=day, starts=time(1), ends=time(5), places=1, filling="first_come"
        )
    with as_(vera):
        entry = actions.sign_up(actor=vera, person=momo, session=session)
    with as_(colette):
        known = actions.mark_present(actor=colette, sign_up=entry, present=True, came_at=came, left_at=left)
        assert (known.minutes, known.left_early) == (minutes, True)
        known = actions.mark_present(actor=colette, sign_up=entry, present=True, break_minutes=20)
        assert known.minutes == minutes - 20


def test_hours_in_the_wrong_order_are_refused_and_nothing_is_lost(as_, colette, drawn):
    _session, (entry, *_rest) = drawn()
    with as_(colette):
        actions.mark_present(actor=colette, sign_up=entry, present=True)
        with pytest.raises(Refused, match="before they came"):
            actions.mark_present(actor=colette, sign_up=entry, present=True, came_at=time(11), left_at=time(10))
        with pytest.raises(Refused, match="break is longer"):
            actions.mark_present(actor=colette, sign_up=entry, present=True, break_minutes=300)
        assert Attendance.objects.get(sign_up=entry).minutes == 240


def test_leaving_now(as_, colette, drawn, at):
    _session, (entry, *_rest) = drawn()
    at("2026-11-02 11:00")
    with as_(colette):
        known = actions.mark_present(actor=colette, sign_up=entry, present=True, left_early=True)
        assert (known.minutes, known.left_early) == (120, True)


def test_several_come_at_once_and_a_second_tap_changes_nothing(as_, colette, drawn, dora):
    session, entries = drawn(places=3)
    with as_(colette):
        assert actions.mark_several(actor=colette, sign_ups=selectors.sign_ups_in(colette, session, [one.pk for one in entries])) == 3
        assert actions.mark_several(actor=colette, sign_ups=selectors.sign_ups_in(colette, session, [one.pk for one in entries])) == 0
    with as_(dora):
        assert Event.objects.filter(verb="employment.place.present").count() == 3


def test_the_place_of_who_does_not_come_goes_on_until_somebody_takes_it(as_, colette, drawn):
    _session, (first, second, third) = drawn()
    with as_(colette):
        actions.mark_present(actor=colette, sign_up=first, present=False, not_today=True)
        call = Call.objects.select_related("sign_up__session").get()
        assert (call.sign_up_id, call.answer) == (second.pk, Answer.OPEN)
        actions.answer_call(actor=colette, call=call, answer=Answer.UNREACHED, way="phone")
        with pytest.raises(Refused, match="answered at"):
            actions.answer_call(actor=colette, call=call, answer=Answer.YES)
        last = Call.objects.select_related("sign_up__session").get(answer=Answer.OPEN)
        assert last.sign_up_id == third.pk
        actions.answer_call(actor=colette, call=last, answer=Answer.YES)
        with pytest.raises(Refused, match="given to somebody who waited"):
            actions.mark_present(actor=colette, sign_up=first, present=True)
        kept = {one.pk: (one.placed, one.seat) for one in SignUp.objects.all()}
        assert kept == {first.pk: (True, None), second.pk: (False, None), third.pk: (True, 1)}


def test_who_comes_after_all_has_the_place_back_while_it_is_free(as_, colette, drawn):
    _session, (entry, *_rest) = drawn(number=1)
    with as_(colette):
        actions.mark_present(actor=colette, sign_up=entry, present=False)
        assert actions.mark_present(actor=colette, sign_up=entry, present=True).present
        entry.refresh_from_db()
        assert entry.seat == 1


def test_who_waits_is_called_when_there_are_more_places_also_just_before_the_start(as_, colette, drawn, at):
    from employment.projects.actions import change_session

    session, entries = drawn(places=1)
    at("2026-11-02 08:50")
    with as_(colette):
        with pytest.raises(Refused, match="Every place is given"):
            actions.call_waiting(actor=colette, session=session)
        change_session(actor=colette, session=session, places=5)
        assert actions.call_waiting(actor=colette, session=session) == 2
        assert SignUp.objects.filter(session=session, seat__isnull=False).count() == len(entries)
    at("2026-11-02 13:01")
    with as_(colette), pytest.raises(Refused, match="over"):
        actions.call_waiting(actor=colette, session=session)


def test_who_signs_up_after_the_draw_has_a_free_place_or_waits(as_, vera, drawn, people):
    session, _entries = drawn(places=3, number=2)
    late, later = people(2)
    with as_(vera):
        first = actions.sign_up(actor=vera, person=late, session=session)
        second = actions.sign_up(actor=vera, person=later, session=session)
        assert (first.seat, first.rank, second.seat, second.rank) == (3, 3, None, 4)
        assert selectors.standing(first, session) == "Place 3 of 3."
        assert "Number 4 in the order." in selectors.standing(second, session)
        assert actions.withdraw(actor=vera, sign_up=first).seat is None
        second.refresh_from_db()
        assert second.seat == 3


def test_sign_up_has_its_window_and_needs_nothing_but_a_card(as_, vera, colette, momo, gardening, at):
    at("2026-11-02 08:00")
    with as_(colette):
        session = plan_session(
            actor=colette, project=gardening, day=date(2026, 11, 12), starts=time(9), ends=time(13), places=2,
            opens_days=3, closes_hours=12,
        )
    for moment, words in (("2026-11-09 08:59", "begins on"), ("2026-11-11 21:00", "After the draw"), ("2026-11-12 13:00", "over")):
        at(moment)
        with as_(vera), pytest.raises(Refused, match=words):
            actions.sign_up(actor=vera, person=momo, session=session)
    at("2026-11-09 09:00")
    with as_(vera):
        assert actions.sign_up(actor=vera, person=momo, session=session).pk


def test_a_seat_for_first_timers_is_kept_until_the_day_itself(as_, vera, colette, momo, people, gardening, drawn, at):
    _session, (worked, *_rest) = drawn()
    with as_(colette):
        actions.mark_present(actor=colette, sign_up=worked, present=True)
        session = plan_session(
            actor=colette, project=gardening, day=date(2026, 11, 10), starts=time(9), ends=time(13), places=1,
            first_timer_places=1, filling="first_come",
        )
    with as_(vera):
        entry = actions.sign_up(actor=vera, person=worked.person, session=session)
        assert entry.seat is None
        assert "kept for people who come for the first time" in selectors.standing(entry, session)
    at("2026-11-10 08:50")
    with as_(vera):
        assert actions.call_waiting(actor=vera, session=session) == 1


def test_everybody_is_told_once_and_again_when_something_changes(as_, vera, colette, drawn, at):
    session, (first, second, third) = drawn()

    def news():
        with as_(vera):
            return {one.sign_up.pk: one.news for one in selectors.to_tell(vera)}

    at("2026-11-02 08:05")
    assert news() == dict.fromkeys((first.pk, second.pk, third.pk), News.DRAWN)
    with as_(vera):
        for entry in (first, second, third):
            actions.tell(actor=vera, sign_up=entry)
    assert news() == {}
    at("2026-11-02 08:10")
    with as_(colette):
        move_session(actor=colette, session=session, day=date(2026, 11, 4), starts=time(9), ends=time(13), reason="Frost")
    assert news() == dict.fromkeys((first.pk, second.pk, third.pk), News.MOVED)
    with as_(vera):
        told = selectors.to_tell(vera, first.person)
        assert selectors.reasons(told) == {session.pk: "Frost"}
        actions.tell(actor=vera, sign_up=second)
    at("2026-11-02 08:20")
    with as_(vera):
        actions.withdraw(actor=vera, sign_up=first)
        assert news()[second.pk] == News.CALLED
    with as_(colette):
        at("2026-11-02 08:30")
        cancel_session(actor=colette, session=session, reason="More frost")
    assert set(news().values()) == {News.CANCELLED}
    with as_(vera), pytest.raises(Refused, match="cancelled"):
        actions.sign_up(actor=vera, person=first.person, session=session)


def test_figures_count_everybody_once_seen_or_not(as_, colette, vera, drawn, nadia):
    session, (first, second, third) = drawn(places=2)
    with as_(colette):
        actions.mark_present(actor=colette, sign_up=first, present=True, break_minutes=30)
        actions.mark_present(actor=colette, sign_up=second, present=False)
        actions.mark_present(actor=colette, sign_up=SignUp.objects.select_related("session__project").get(pk=third.pk), present=True)
    day = date(2026, 11, 2)
    with as_(vera):
        (told,) = selectors.worked_sessions(vera, day, day)
        assert (told.session, told.places, told.signed, told.given, told.came, told.no_shows, told.not_today, told.minutes) == (
            session.pk, 2, 3, 3, 2, 1, 0, 450,
        )
        assert selectors.persons_reached(vera, day, day) == (3, 2, 2)
        assert selectors.worked_sessions(vera, date(2026, 11, 3), date(2026, 11, 9)) == []


def test_the_sentence_is_told_in_three_languages_and_its_reading_is_kept(as_, vera, drawn, dora):
    from employment.places.page import words_for

    _session, entries = drawn()
    with as_(vera):
        told = words_for(vera, entries[-1])
        assert [code for code, _words in told] == ["fr", "nl", "en"]
        assert told[2][1] == (
            "You had 1 of 3 chances; your number in the order is 3 (places: 1); you are number 2 on the waiting list, "
            "and next time you have one more chance."
        )
    with as_(dora):
        assert Event.objects.filter(verb="employment.place.printed").count() == 1
