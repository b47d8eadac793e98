"""Erasure cuts the person from their journey: steps and words go, phases and outcomes stay counted of nobody."""

from __future__ import annotations

from centre.access.grants import grant_team
from centre.access.identity import acting
from employment.journeys import actions
from employment.journeys.models import Journey, JourneyOutcome, JourneyStep, PhaseMove, WorkFact
from employment.journeys.panels import forget, held_here
from tests.conftest import become

FOUND = {"journeys": 1, "phase_moves": 2, "journey_steps": 1, "journey_outcomes": 1, "work_facts": 1}


def test_counts_stay_and_words_go(clone):
    from centre.staff.models import Team, User
    from intake.person.actions import open_file

    vera, ivan = User.objects.get(username="vera"), User.objects.get(username="ivan")
    with acting(vera):
        momo = open_file(actor=vera, alias="Momo")
        grant_team(person=momo, team=Team.objects.get(code="social"), compartment="desk", days=9, origin="contact")
    with acting(ivan):
        journey = actions.open_journey(actor=ivan, person=momo, why="Pour moi")
        actions.move_phase(actor=ivan, journey=journey, to_phase="care", why="Mieux")
        actions.agree_step(actor=ivan, journey=journey, kind="papers", note="Carte")
        actions.write_fact(actor=ivan, journey=journey, stage="entry", employed="no")
        actions.end_journey(actor=ivan, journey=journey, outcome="training")
        assert held_here(momo.pk) == FOUND
    become("worker")
    assert forget(momo.pk) == FOUND
    assert held_here(momo.pk) == dict.fromkeys(FOUND, 0)
    for model in (Journey, JourneyStep, PhaseMove, JourneyOutcome, WorkFact):
        assert not model.history.filter(person_id=momo.pk).exists()
    assert list(PhaseMove.objects.values_list("to_phase", "why").order_by("pk")) == [("contact", None), ("care", None)]
    assert (Journey.objects.get().outcome, JourneyStep.objects.count()) == ("training", 0)
