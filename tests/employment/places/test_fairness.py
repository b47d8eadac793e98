"""What is never held against anybody: not coming, leaving early, saying "not today", not being reached."""

from __future__ import annotations

from datetime import time

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from audit.rules import Refused
from employment.places import actions
from employment.places.enums import Answer
from employment.places.models import Call, SignUp
from employment.places.selectors import candidates
from employment.projects.actions import cancel_session, open_project, plan_session
from employment.projects.selectors import session_for

pytestmark = pytest.mark.django_db
#: What may happen to somebody with a place in a session.
DAYS = ("came", "left_early", "no_show", "not_today", "withdrew", "cancelled")


def weight_in(as_, actor, session, person):
    """The weight with which a person would be drawn now."""
    with as_(actor):
        found = SignUp.objects.get(session=session, person=person)
        (one,) = [one for one in candidates(session_for(actor, session.pk)) if one.sign_up == found.pk]
        return one.weight


def live(as_, vera, colette, plan, persons, at, day, seed, lives):
    """One week: both sign up for one place, the draw, then what becomes of whoever has it."""
    at(f"2026-11-{day:02d} 08:00")
    session = plan(places=1, in_days=0)
    with as_(vera):
        for person in persons:
            actions.sign_up(actor=vera, person=person, session=session)
    with as_(colette):
        actions.draw_places(actor=colette, session=session, seed=seed)
        entry = SignUp.objects.select_related("session__project").get(session=session, placed=True)
        if lives == "withdrew":
            actions.withdraw(actor=colette, sign_up=entry)
        elif lives == "cancelled":
            cancel_session(actor=colette, session=session, reason="Storm")
        else:
            came = lives in ("came", "left_early")
            left = time(9, 30) if lives == "left_early" else None
            actions.mark_present(actor=colette, sign_up=entry, present=came, left_at=left, not_today=lives == "not_today")
    return entry


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(DAYS), min_size=1, max_size=3), st.integers(0, 99))
def test_no_weight_falls_because_somebody_did_not_come(as_, vera, colette, plan, people, at, lived, seed):
    with transaction.atomic():
        persons = people(2)
        for week, lives in enumerate(lived):
            at(f"2026-11-{2 + 7 * week:02d} 08:00")
            later = plan(places=1, in_days=6, hour=14)
            with as_(vera):
                for person in persons:
                    actions.sign_up(actor=vera, person=person, session=later)
            before = {person.pk: weight_in(as_, colette, later, person) for person in persons}
            entry = live(as_, vera, colette, plan, persons, at, 2 + 7 * week, f"{seed}-{week}", lives)
            after = {person.pk: weight_in(as_, colette, later, person) for person in persons}
            for person in persons:
                had = person.pk == entry.person_id and lives in ("came", "left_early")
                assert after[person.pk] == 1 if had else after[person.pk] >= before[person.pk], (lives, before, after)
        transaction.set_rollback(True)


def test_leaving_early_weighs_as_much_as_staying(as_, vera, colette, plan, people, at):
    weights = []
    for lives in ("came", "left_early"):
        with transaction.atomic():
            persons = people(2)
            entry = live(as_, vera, colette, plan, persons, at, 2, "abcd", lives)
            at("2026-11-09 08:00")
            later = plan(places=1, in_days=0)
            with as_(vera):
                for person in persons:
                    actions.sign_up(actor=vera, person=person, session=later)
            weights.append({person.pk == entry.person_id: weight_in(as_, colette, later, person) for person in persons})
            transaction.set_rollback(True)
    assert weights[0] == weights[1] == {True: 1, False: 2}


@pytest.mark.parametrize("answer", [Answer.NO, Answer.UNREACHED])
def test_who_was_called_and_did_not_come_keeps_the_chance_of_having_waited(as_, vera, colette, plan, people, at, answer):
    at("2026-11-02 08:00")
    persons = people(2)
    session = plan(places=1, in_days=0)
    with as_(vera):
        for person in persons:
            actions.sign_up(actor=vera, person=person, session=session)
    with as_(colette):
        actions.draw_places(actor=colette, session=session, seed="abcd")
        placed = SignUp.objects.select_related("session__project").get(session=session, placed=True)
        actions.mark_present(actor=colette, sign_up=placed, present=False)
        call = Call.objects.select_related("sign_up__session").get(sign_up__session=session)
        actions.answer_call(actor=colette, call=call, answer=answer, way="phone")
    waited = next(person for person in persons if person.pk == call.sign_up.person_id)
    at("2026-11-09 08:00")
    later = plan(places=1, in_days=0)
    with as_(vera):
        actions.sign_up(actor=vera, person=waited, session=later)
    assert weight_in(as_, colette, later, waited) == 2


def test_a_limit_on_work_is_the_only_thing_that_keeps_somebody_out(as_, vera, colette, corentin, momo, plan, at):
    from datetime import timedelta
    from uuid import uuid4

    from centre.shifts import clock
    from intake.desk.models import Service
    from intake.restrictions.actions import decide_restriction, propose_restriction

    at("2026-11-02 08:00")
    session, after = plan(in_days=1), plan(in_days=9)
    with as_(vera):
        work, ends = Service.objects.get(code="work"), clock.now() + timedelta(days=5)
        made = propose_restriction(
            actor=vera, person=momo, space=None, service=work, ends_at=ends, review_on=clock.service_day() + timedelta(days=2),
            reason="Threats on site", client_uuid=uuid4(),
        )
    with as_(colette):
        decide_restriction(actor=colette, restriction=made, agreed=True)
    with as_(vera):
        with pytest.raises(Refused, match="Work is limited"):
            actions.sign_up(actor=vera, person=momo, session=session)
        assert actions.sign_up(actor=vera, person=momo, session=after).pk


def test_a_limit_decided_after_signing_up_leaves_the_person_out_of_the_draw_and_says_so(as_, vera, colette, momo, people, plan, at):
    from datetime import timedelta
    from uuid import uuid4

    from centre.shifts import clock
    from employment.places.selectors import explanations
    from intake.desk.models import Service
    from intake.restrictions.actions import decide_restriction, propose_restriction

    at("2026-11-02 08:00")
    session = plan(in_days=1)
    with as_(vera):
        entry = actions.sign_up(actor=vera, person=momo, session=session)
        made = propose_restriction(
            actor=vera, person=momo, space=None, service=Service.objects.get(code="work"), ends_at=clock.now() + timedelta(days=5),
            review_on=clock.service_day() + timedelta(days=2), reason="Threats on site", client_uuid=uuid4(),
        )
    with as_(colette):
        decide_restriction(actor=colette, restriction=made, agreed=True)
        drawn = actions.draw_places(actor=colette, session=session, seed="abcd")
        assert drawn.outcome["barred"] == [entry.pk]
        assert "work is limited for you" in explanations(drawn, session.places)[entry.pk]


def test_the_most_places_of_a_week_count_over_all_projects_when_the_rule_says_so(as_, vera, colette, momo, plan, at):
    at("2026-11-02 08:00")
    with as_(colette):
        actions.set_rule(actor=colette, valid_from=session_day(2), weekly_cap=1, reason="Twenty people wait")
        wood = open_project(actor=colette, title="Wood")
        other = plan_session(
            actor=colette, project=wood, day=session_day(4), starts=time(9), ends=time(12), places=3, filling="first_come"
        )
    monday = plan(places=1, in_days=0)
    with as_(vera):
        actions.sign_up(actor=vera, person=momo, session=monday)
    with as_(colette):
        actions.draw_places(actor=colette, session=monday)
    with as_(vera):
        late = actions.sign_up(actor=vera, person=momo, session=other)
        assert (late.seat, late.rank) == (None, None)
    with as_(colette):
        actions.set_rule(actor=colette, valid_from=session_day(2), weekly_cap=None, reason="Enough work again")
    with as_(vera):
        actions.withdraw(actor=vera, sign_up=late)
        assert actions.sign_up(actor=vera, person=momo, session=other).seat == 1


def session_day(day):
    from datetime import date

    return date(2026, 11, day)


def test_two_files_of_one_human_are_drawn_once_and_keep_their_chances(as_, vera, colette, people, plan, at):
    from intake.person.models import Person

    at("2026-11-02 08:00")
    one, two, other = people(3)
    missed = plan(places=1, in_days=0)
    with as_(vera):
        for person in (one, other):
            actions.sign_up(actor=vera, person=person, session=missed)
    with as_(colette):
        drawn = actions.draw_places(actor=colette, session=missed, seed="f")
        lost = SignUp.objects.get(pk=drawn.outcome["waiting"][0]).person
    spare = other if lost.pk == one.pk else one
    at("2026-11-09 08:00")
    later = plan(places=2, in_days=0)
    with as_(vera):
        first = actions.sign_up(actor=vera, person=two, session=later)
        second = actions.sign_up(actor=vera, person=lost, session=later)
        actions.sign_up(actor=vera, person=spare, session=later)
        Person.objects.filter(pk=two.pk).update(merged_into=lost)
        found = {one.sign_up: one.weight for one in candidates(session_for(vera, later.pk))}
    assert second.pk not in found
    assert found[first.pk] == 2, "the file that was joined brings what the other waited for"
    with as_(vera):
        assert actions.sign_up(actor=vera, person=lost, session=later).pk in (first.pk, second.pk)
