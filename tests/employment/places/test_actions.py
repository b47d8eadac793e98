"""Sign-up, draw, attendance, allowance: the effect, the event, the refusal, nothing left behind."""

from __future__ import annotations

from datetime import date, time
from io import StringIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import ProgrammingError, connection, transaction

from audit.rules import Refused
from employment.places import actions
from employment.places.models import Allowance, Attendance, Draw, SignUp
from employment.places.selectors import candidates, ceiling_for
from employment.projects.actions import close_session
from employment.projects.selectors import session_for

pytestmark = pytest.mark.django_db
CASH = {"legal_form": "volunteer", "paid_by": "cash"}


@pytest.fixture
def came(as_, vera, colette, momo, plan, at):
    """Momo came to a session on 22 November 2025, a year whose ceilings are known."""
    at("2025-11-22 08:00")
    session = plan(in_days=0)
    with as_(vera):
        entry = actions.sign_up(actor=vera, person=momo, session=session)
    with as_(colette):
        actions.draw_places(actor=colette, session=session, seed="abcd")
        entry = SignUp.objects.select_related("session__project", "person").get(pk=entry.pk)
        actions.mark_present(actor=colette, sign_up=entry, present=True)
        return entry


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


def test_attendance_is_for_those_with_a_place_and_ends_with_the_session(as_, colette, plan, people, enrol):
    session = plan(places=1)
    enrol(session, people(2))
    with as_(colette):
        drawn = actions.draw_places(actor=colette, session=session, seed="abcd")
        rows = SignUp.objects.select_related("session", "person")
        waiting = rows.get(pk=drawn.outcome["waiting"][0])
        with pytest.raises(Refused, match="no place"):
            actions.mark_present(actor=colette, sign_up=waiting, present=True)
        close_session(actor=colette, session=session)
        placed = rows.get(pk=drawn.outcome["placed"][0])
        with pytest.raises(Refused, match="over"):
            actions.mark_present(actor=colette, sign_up=placed, present=True)


def test_an_allowance_is_written_once(as_, colette, came):
    number = uuid4()
    with as_(colette):
        one = actions.write_allowance(actor=colette, sign_up=came, amount_cents=4000, client_uuid=number, **CASH)
        again = actions.write_allowance(actor=colette, sign_up=came, amount_cents=4000, client_uuid=number, **CASH)
        assert (one.pk, one.amount_cents, one.on_day) == (again.pk, 4000, date(2025, 11, 22))
        with pytest.raises(Refused, match="already written"):
            actions.write_allowance(actor=colette, sign_up=came, amount_cents=100, **CASH)


def test_the_ceiling_of_a_day_is_said_in_words(as_, colette, came):
    with as_(colette):
        with pytest.raises(Refused) as refused:
            actions.write_allowance(actor=colette, sign_up=came, amount_cents=4232, **CASH)
        assert refused.value.words.startswith("€ 42.32 is above the ceiling of € 42.31 a day")
        assert Allowance.objects.count() == 0
        assert actions.write_allowance(actor=colette, sign_up=came, amount_cents=4231, **CASH).amount_cents == 4231


def test_the_ceiling_of_a_year_counts_what_was_written(as_, colette, came):
    with as_(colette):
        actions.set_cap(
            actor=colette,
            legal_form="volunteer",
            valid_from=date(2025, 1, 1),
            valid_until=date(2025, 12, 31),
            day_cents=4231,
            year_cents=4000,
            source="a test",
        )
        with pytest.raises(Refused, match="a year"):
            actions.write_allowance(actor=colette, sign_up=came, amount_cents=4001, **CASH)
        actions.write_allowance(actor=colette, sign_up=came, amount_cents=3600, **CASH)
        assert ceiling_for(colette, came.person_id, "volunteer", came.session.day).near is True


def test_an_unknown_year_waits_for_the_coordinator(as_, vera, colette, momo, plan, at):
    at("2026-11-22 08:00")
    session = plan(in_days=0)
    with as_(vera):
        entry = actions.sign_up(actor=vera, person=momo, session=session)
    with as_(colette):
        actions.draw_places(actor=colette, session=session)
        entry = SignUp.objects.select_related("session", "person").get(pk=entry.pk)
        actions.mark_present(actor=colette, sign_up=entry, present=True, came_at=time(9, 5))
        with pytest.raises(Refused, match="ceilings of 2026"):
            actions.write_allowance(actor=colette, sign_up=entry, amount_cents=100, **CASH)
        actions.set_cap(
            actor=colette,
            legal_form="volunteer",
            valid_from=date(2026, 1, 1),
            valid_until=date(2026, 12, 31),
            day_cents=4300,
            year_cents=172000,
            source="the law",
        )
        assert actions.write_allowance(actor=colette, sign_up=entry, amount_cents=100, **CASH).amount_cents == 100


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
