"""Sign-up, draw, attendance: the effect, the event, the refusal, nothing left behind."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction

from audit.rules import Refused
from employment.places import actions
from employment.places.models import Attendance, Draw, SignUp
from employment.places.selectors import candidates
from employment.projects.actions import close_session
from employment.projects.selectors import session_for

pytestmark = pytest.mark.django_db


def test_signing_up_twice_is_once(as_, vera, momo, plan):
    session = plan()
    with as_(vera):
        first = actions.sign_up(actor=vera, person=momo, session=session)
        assert actions.sign_up(actor=vera, person=momo, session=session).pk == first.pk
        assert SignUp.objects.filter(session=session).count() == 1


def test_stepping_back_and_again(as_, vera, momo, plan):
    session = plan()
    with as_(vera):
        entry = actions.sign_up(actor=vera, person=momo, session=session)
        actions.withdraw(actor=vera, sign_up=entry)
        assert candidates(session) == []
        actions.sign_up(actor=vera, person=momo, session=session)
        assert [one.sign_up for one in candidates(session)] == [entry.pk]


def test_the_draw_keeps_seed_weights_and_outcome_and_happens_once(as_, colette, plan, people, enrol):
    session = plan(places=2)
    entries = enrol(session, people(5))
    with as_(colette):
        drawn = actions.draw_places(actor=colette, session=session, seed="abcd")
        assert drawn.seed == "abcd"
        assert [line["sign_up"] for line in drawn.candidates] == [entry.pk for entry in entries]
        assert len(drawn.outcome["placed"]) == 2
        placed = SignUp.objects.filter(session=session, placed=True).values_list("pk", flat=True)
        assert set(placed) == set(drawn.outcome["placed"])
        with pytest.raises(Refused, match="already drawn"):
            actions.draw_places(actor=colette, session=session)


def test_a_draw_is_never_changed(as_, colette, plan, people, enrol):
    session = plan()
    enrol(session, people(2))
    with as_(colette):
        drawn = actions.draw_places(actor=colette, session=session)
        with pytest.raises(ProgrammingError), transaction.atomic():
            Draw.objects.filter(pk=drawn.pk).update(seed="other")
        with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("delete from employment_draw where id = %s", [drawn.pk])


def test_nobody_signed_up_is_no_draw_and_the_desk_does_not_draw(as_, vera, colette, plan, people, enrol):
    session = plan()
    with as_(colette), pytest.raises(Refused, match="Nobody has signed up"):
        actions.draw_places(actor=colette, session=session)
    enrol(session, people(1))
    with as_(vera), pytest.raises(Refused, match="Your role"):
        actions.draw_places(actor=vera, session=session)


def test_a_missed_draw_weighs_and_a_place_had_starts_anew(as_, colette, plan, people, enrol, at):
    at("2026-11-02 08:00")
    persons = people(2)
    first = plan(places=1, in_days=0)
    enrol(first, persons)
    with as_(colette):
        drawn = actions.draw_places(actor=colette, session=first, seed="abcd")
        winner = SignUp.objects.select_related("session", "person").get(pk=drawn.outcome["placed"][0])
        actions.mark_present(actor=colette, sign_up=winner, present=True)
    at("2026-11-09 08:00")
    second = plan(places=1, in_days=0)
    entries = enrol(second, persons)
    by_number = {one.sign_up: one for one in candidates_as(as_, colette, second)}
    for entry in entries:
        one = by_number[entry.pk]
        won = entry.person_id == winner.person_id
        assert (one.misses, one.first_timer) == ((0, False) if won else (1, True))


def candidates_as(as_, actor, session):
    """The candidates as this worker's database role sees them."""
    with as_(actor):
        return candidates(session_for(actor, session.pk))


def test_the_weekly_cap_leaves_the_place_to_others(as_, colette, plan, people, enrol, at, gardening):
    at("2026-11-02 08:00")
    persons = people(1)
    with as_(colette):
        gardening.weekly_cap = 1
        gardening.save()
    monday, tuesday = plan(places=1, in_days=0), plan(places=1, in_days=1)
    enrol(monday, persons)
    with as_(colette):
        actions.draw_places(actor=colette, session=monday)
    enrol(tuesday, persons)
    assert [one.capped for one in candidates_as(as_, colette, tuesday)] == [True]


def test_the_draw_counts_people_whom_the_worker_may_not_see(as_, nadia, plan, people, enrol):
    session = plan()
    entries = enrol(session, people(2))
    with as_(nadia):
        assert SignUp.objects.filter(session=session).count() == 0
        assert [one.sign_up for one in candidates(session)] == [entry.pk for entry in entries]


def test_who_does_not_come_makes_room_for_who_waits(as_, colette, plan, people, enrol):
    session = plan(places=1)
    enrol(session, people(2))
    with as_(colette):
        drawn = actions.draw_places(actor=colette, session=session, seed="abcd")
        absent = SignUp.objects.select_related("session", "person").get(pk=drawn.outcome["placed"][0])
        actions.mark_present(actor=colette, sign_up=absent, present=False)
        waiting = SignUp.objects.get(pk=drawn.outcome["waiting"][0])
        assert waiting.placed is True
        assert Attendance.objects.get(sign_up=absent).present is False


def test_attendance_is_for_those_with_a_place_and_ends_with_the_session(as_, colette, plan, people, enrol, at):
    at("2026-11-21 08:00")
    session = plan(places=1)
    enrol(session, people(2))
    with as_(colette):
        drawn = actions.draw_places(actor=colette, session=session, seed="abcd")
        rows = SignUp.objects.select_related("session", "person")
        waiting = rows.get(pk=drawn.outcome["waiting"][0])
        with pytest.raises(Refused, match="no place"):
            actions.mark_present(actor=colette, sign_up=waiting, present=True)
        with pytest.raises(Refused, match="not begun"):
            close_session(actor=colette, session=session)
        at("2026-11-22 13:30")
        close_session(actor=colette, session=session)
        placed = rows.get(pk=drawn.outcome["placed"][0])
        with pytest.raises(Refused, match="over"):
            actions.mark_present(actor=colette, sign_up=placed, present=True)


def test_the_command_draws_the_same_again(as_, colette, plan, people, enrol, monkeypatch):
    session = plan(places=1)
    enrol(session, people(3))
    with as_(colette):
        actions.draw_places(actor=colette, session=session, seed="abcd")
        said = StringIO()
        call_command("draw", session.pk, "--explain", stdout=said)
    assert "the same outcome again" in said.getvalue()
    assert said.getvalue().count("sign-up ") == 3


def test_nothing_is_left_when_the_ledger_fails(as_, vera, momo, plan, monkeypatch):
    session = plan()

    def broken(*_args, **_kwargs):
        raise ProgrammingError("no ledger")

    with as_(vera):
        monkeypatch.setattr(actions, "record", broken)
        with pytest.raises(ProgrammingError):
            actions.sign_up(actor=vera, person=momo, session=session)
        monkeypatch.undo()
        assert SignUp.objects.filter(session=session).count() == 0
