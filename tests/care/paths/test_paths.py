"""A path: opened once, walked step by step along the table, seen by its own compartment alone."""

import uuid
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.rules import Refused
from care.paths import actions, selectors
from care.paths.enums import StepState
from care.paths.models import CarePath, Step
from care.paths.states import MOVES
from centre.access.grants import grant_team
from centre.shifts import clock
from centre.staff.models import Team


@pytest.fixture
def path(as_, vera, nadia, momo):
    with as_(vera):
        grant_team(person=momo, team=Team.objects.get(code="nurses"), compartment="desk", days=30, origin="contact")
    with as_(nadia):
        return actions.open_path(actor=nadia, person=momo, compartment="nursing")


def test_a_path_is_opened_once(as_, nadia, momo, path):
    with as_(nadia):
        assert actions.open_path(actor=nadia, person=momo, compartment="nursing") == path
        assert CarePath.objects.count() == 1


def test_goals_and_steps_are_shown_opened(as_, nadia, momo, path, at):
    with as_(nadia):
        goal = actions.add_goal(actor=nadia, path=path, words="Dormir au sec.")
        step = actions.add_step(
            actor=nadia, path=path, title="Refaire le pansement", goal_id=goal.pk, due_on=clock.service_day(), client_uuid=uuid.uuid4()
        )
        with clock.at(clock.now() + timedelta(days=3)):
            (shown,) = selectors.paths_of(nadia, momo)
            assert (shown.steps[0].state, shown.steps[0].late) == ("planned", True)
        actions.move_step(actor=nadia, step=step, state="done")
        (shown,) = selectors.paths_of(nadia, momo)
        assert (shown.goals[0].words, shown.goals[0].done, shown.goals[0].all) == ("Dormir au sec.", 1, 1)
        assert (shown.steps[0].title, shown.steps[0].state, shown.steps[0].late) == ("Refaire le pansement", "done", False)


def test_a_move_off_the_table_is_refused_in_words(as_, nadia, path):
    with as_(nadia):
        step = actions.add_step(actor=nadia, path=path, title="x", client_uuid=uuid.uuid4())
        actions.move_step(actor=nadia, step=step, state="dropped")
        with pytest.raises(Refused, match="dropped cannot become done"):
            actions.move_step(actor=nadia, step=step, state="done")
        assert Step.objects.get().state == "dropped"


def test_vera_sees_no_path_and_opens_none(as_, vera, browse, momo, path):
    assert browse(vera).get(f"/person/{momo.pk}/path/").status_code == 403
    with as_(vera):
        assert CarePath.objects.count() == 0
        with pytest.raises(Refused):
            actions.open_path(actor=vera, person=momo, compartment="nursing")


def test_pages_of_a_path(nadia, browse, momo, path):
    client = browse(nadia)
    number = str(uuid.uuid4())
    for _ in range(2):
        assert client.post(f"/path/{path.pk}/goal/", {"words": "Une clé à moi.", "client_uuid": number}).status_code == 302
    for _ in range(2):
        assert client.post(f"/path/{path.pk}/step/", {"title": "Appeler", "client_uuid": number, "owner": nadia.pk}).status_code == 302
    page = client.get(f"/person/{momo.pk}/path/").content.decode()
    assert page.count("<strong>Appeler</strong>") == 1
    assert page.count("<q>Une clé à moi.</q>") == 1
    assert client.post(f"/path/{path.pk}/step/", {"title": "", "client_uuid": number, "owner": nadia.pk}).status_code == 422


@given(st.lists(st.sampled_from(StepState.values), max_size=12))
def test_no_walk_leaves_the_table(walk):
    state = StepState.PLANNED
    for wish in walk:
        if wish in MOVES[state]:
            state = StepState(wish)
    assert state in MOVES
    assert all(target in MOVES for target in MOVES[state])


def test_a_path_that_is_closed_keeps_what_stands_on_it_and_asks_for_nothing_more(as_, browse, nadia, momo, path):
    with as_(nadia):
        actions.name_need(actor=nadia, path=path, area="health", words="Plaie au pied.", client_uuid=uuid.uuid4())
        actions.add_goal(actor=nadia, path=path, words="Marcher sans douleur.")
        actions.add_step(actor=nadia, path=path, title="Revoir la plaie", due_on=clock.service_day(), client_uuid=uuid.uuid4())
        assert (len(selectors.steps_of_mine(nadia)), selectors.steps_due(nadia, clock.service_day())) == (1, 1)
        actions.close_path(actor=nadia, path=path)
    with clock.at(clock.now() + timedelta(days=3)), as_(nadia):
        assert (selectors.steps_of_mine(nadia), selectors.steps_due(nadia, clock.service_day())) == ([], 0)
        assert [one.late for one in selectors.paths_of(nadia, momo)[0].steps] == [False]
    page = browse(nadia).get(f"/person/{momo.pk}/path/").content.decode()
    assert all(words in page for words in ("Plaie au pied.", "Marcher sans douleur.", "Revoir la plaie"))
    assert not any(f"/{deed}/" in page for deed in ("move", "goal", "step", "review", "cover")), "nothing on it is moved any more"
