"""Journeys: opened, moved forwards and back, paused, ended; steps; outcomes. The effect, the event, the refusal."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from audit.rules import Refused
from centre.shifts import clock
from employment.journeys import actions, counting, selectors
from employment.journeys.models import Journey, JourneyOutcome, JourneyStep, PhaseMove

pytestmark = pytest.mark.django_db


def test_a_journey_begins_in_a_phase_with_the_words_of_the_person(as_, ivan, colette, begun, verbs):
    assert (begun.phase, begun.state, begun.referent) == ("contact", "running", ivan.pk)
    with as_(colette):
        shown = selectors.shown(colette, begun)
        assert [(one.move.from_phase, one.move.to_phase, one.why) for one in shown.moves] == [("", "contact", "Pour payer un toit")]
        assert [one.here for one in shown.line] == [True, False, False]
    assert verbs("employment.journey.") == ["employment.journey.opened", "employment.journey.viewed"]


def test_a_person_has_one_journey_under_way(as_, ivan, colette, momo, begun):
    with as_(colette):
        assert actions.open_journey(actor=colette, person=momo, phase="care").pk == begun.pk
        assert Journey.objects.count() == 1
        with pytest.raises(IntegrityError), transaction.atomic():
            Journey.objects.create(person=momo, phase="care", opened_on=date(2026, 1, 1))


def test_forwards_and_back_without_a_sanction(as_, ivan, begun):
    with as_(ivan):
        number = uuid4()
        moved = actions.move_phase(actor=ivan, journey=begun, to_phase="accompany", seen="contact", why="Prêt", client_uuid=number)
        again = actions.move_phase(actor=ivan, journey=begun, to_phase="accompany", seen="contact", client_uuid=number)
        assert (moved.phase, again.phase) == ("accompany", "accompany")
        back = actions.move_phase(actor=ivan, journey=moved, to_phase="contact", seen="accompany", why="Trop vite")
        assert (back.phase, back.state) == ("contact", "running")
        assert list(PhaseMove.objects.order_by("pk").values_list("from_phase", "to_phase")) == [
            ("", "contact"), ("contact", "accompany"), ("accompany", "contact"),
        ]


def test_who_comes_second_is_told_where_it_stands(as_, ivan, colette, begun):
    with as_(ivan):
        actions.move_phase(actor=ivan, journey=begun, to_phase="care", seen="contact")
    with as_(colette), pytest.raises(Refused, match="phase “care” now"):
        actions.move_phase(actor=colette, journey=begun, to_phase="accompany", seen="contact")


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"to_phase": "contact"}, "already in this phase"),
        ({"to_phase": "paradise"}, "Choose a phase"),
        ({"to_phase": "care", "on_day": date(2000, 1, 1)}, "before the start"),
        ({"to_phase": "care", "on_day": date(2100, 1, 1)}, "still to come"),
    ],
)
def test_moves_that_make_no_sense_are_refused_in_words(as_, ivan, begun, facts, words):
    with as_(ivan), pytest.raises(Refused, match=words):
        actions.move_phase(actor=ivan, journey=begun, **facts)


def test_moves_are_never_changed(as_, ivan, begun):
    with as_(ivan), pytest.raises(ProgrammingError), transaction.atomic():
        PhaseMove.objects.update(to_phase="care")


def test_paused_taken_up_again_and_ended_with_its_steps(as_, ivan, begun, verbs):
    with as_(ivan):
        actions.pause_journey(actor=ivan, journey=begun)
        with pytest.raises(Refused):
            actions.pause_journey(actor=ivan, journey=begun)
        actions.resume_journey(actor=ivan, journey=begun)
        step = actions.agree_step(actor=ivan, journey=begun, kind="actiris", due_on=clock.local().date())
        ended = actions.end_journey(
            actor=ivan, journey=begun, outcome="contract", contract_kind="fixed", starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 30)
        )
        assert (ended.state, ended.outcome, ended.ended_on) == ("ended", "contract", clock.local().date())
        step.refresh_from_db()
        assert (step.state, step.closed_on) == ("dropped", clock.local().date())
        outcome = JourneyOutcome.objects.get(journey=begun)
        assert (outcome.kind, outcome.months, outcome.contract_kind) == ("contract", 0, "fixed")
        for deed in (actions.pause_journey, actions.resume_journey):
            with pytest.raises(Refused, match="ended"):
                deed(actor=ivan, journey=begun)
        with pytest.raises(Refused, match="ended"):
            actions.agree_step(actor=ivan, journey=begun, kind="papers")
        assert actions.open_journey(actor=ivan, person=begun.person).pk != begun.pk
    assert "employment.journey.ended" in verbs("employment.journey.")


def test_an_end_before_the_start_is_refused(as_, ivan, begun):
    with as_(ivan), pytest.raises(Refused, match="before the start"):
        actions.end_journey(actor=ivan, journey=begun, outcome="choice", ended_on=begun.opened_on - timedelta(days=1))


def test_steps_follow_their_table(as_, ivan, begun):
    today = clock.local().date()
    with as_(ivan):
        step = actions.agree_step(actor=ivan, journey=begun, kind="training", note="Cours de soudure")
        assert step.state == "agreed"
        with pytest.raises(Refused, match="by when"):
            actions.move_step(actor=ivan, step=step, state="planned")
        assert actions.move_step(actor=ivan, step=step, state="planned", due_on=today).due_on == today
        assert [one.pk for one in selectors.steps_due(ivan)] == [step.pk]
        done = actions.move_step(actor=ivan, step=step, state="done")
        assert (done.state, done.closed_on) == ("done", today)
        assert actions.move_step(actor=ivan, step=step, state="done").pk == step.pk
        with pytest.raises(Refused, match="moved this step"):
            actions.move_step(actor=ivan, step=step, state="dropped")
        assert actions.move_step(actor=ivan, step=step, state="agreed").closed_on is None


def test_a_step_sent_twice_is_one(as_, ivan, begun):
    number = uuid4()
    with as_(ivan):
        first = actions.agree_step(actor=ivan, journey=begun, kind="papers", client_uuid=number)
        assert actions.agree_step(actor=ivan, journey=begun, kind="papers", client_uuid=number).pk == first.pk
        assert JourneyStep.objects.count() == 1


def test_six_months_later_somebody_may_be_asked(as_, ivan, begun, at):
    with as_(ivan):
        actions.end_journey(actor=ivan, journey=begun, outcome="choice")
        assert selectors.to_ask_again(ivan) == []
    at((clock.now() + timedelta(days=190)).strftime("%Y-%m-%d 10:00"))
    with as_(ivan):
        journey = Journey.objects.get(pk=begun.pk)
        assert [one.pk for one in selectors.to_ask_again(ivan)] == [journey.pk]
        actions.write_outcome(actor=ivan, journey=journey, kind="elsewhere", months=6, contract_kind="interim")
        assert selectors.to_ask_again(ivan) == []


def test_figures_count_everybody_and_name_nobody(as_, ivan, colette, nadia, vera, begun):
    today = clock.local().date()
    with as_(ivan):
        actions.move_phase(actor=ivan, journey=begun, to_phase="care")
        actions.write_outcome(actor=ivan, journey=begun, kind="training")
    with as_(colette):
        assert counting.phase_moves(today, today) == [
            counting.MoveCount("", "contact", 1, 1), counting.MoveCount("contact", "care", 1, 1),
        ]
        assert counting.outcomes(today, today) == [counting.OutcomeCount(0, "training", "", 1, 1)]
        assert [one.person for one in counting.moves_between(colette, today, today, "contact", "care")] == [begun.person]
        assert [one.kind for one in counting.outcomes_between(colette, today, today, "training")] == ["training"]
    with as_(nadia):
        assert counting.phase_moves(today, today) == []
        assert counting.moves_between(nadia, today, today, "contact", "care") == []


def test_who_may_not(as_, vera, nadia, momo, begun):
    with as_(vera), pytest.raises(Refused, match="Your role"):
        actions.move_phase(actor=vera, journey=begun, to_phase="care")
    with as_(nadia):
        assert Journey.objects.count() == 0
        with pytest.raises(Refused):
            actions.open_journey(actor=nadia, person=momo)


def test_nothing_is_left_when_the_ledger_fails(as_, ivan, known, monkeypatch):
    def broken(*_args, **_kwargs):
        raise ProgrammingError("no ledger")

    with as_(ivan):
        monkeypatch.setattr(actions, "record", broken)
        with pytest.raises(ProgrammingError):
            actions.open_journey(actor=ivan, person=known)
        monkeypatch.undo()
        assert Journey.objects.count() == 0
