"""Being in the women's space is itself told to nobody outside it: no list, no count, no search, no SQL. PRIVACY 2."""

from uuid import uuid4

import pytest
from django.db import connection
from django.http import Http404

from audit.rules import Refused
from intake.desk import selectors as desk
from intake.desk.models import Passage
from intake.person.actions import issue_card, open_file
from intake.person.selectors import find_card
from intake.spaces import actions, selectors
from intake.spaces.models import Space


@pytest.fixture
def lou(as_, vera):
    """A trans woman whom the reception knows as Lou."""
    with as_(vera):
        return open_file(actor=vera, alias="Lou", gender="TF")


@pytest.fixture
def inside(as_, women_worker, lou):
    """Lou is in the women's space."""
    with as_(women_worker):
        space = selectors.space_for(women_worker, "women_space")
        actions.enter_space(actor=women_worker, space=space, person=lou, client_uuid=uuid4())
    return space


def test_the_team_of_the_space_sees_who_is_there(as_, women_worker, lou, inside):
    with as_(women_worker):
        assert [presence.passage.person for presence in selectors.present_in(women_worker, inside)] == [lou]


def test_nobody_else_sees_it_anywhere(as_, vera, lou, inside):
    with as_(vera):
        assert "women_space" not in {space.code for space in selectors.spaces_for(vera)}
        assert desk.inside_count(vera) == 0
        assert desk.last_seen(vera, [lou.pk]) == {}
        assert list(desk.recent_passages(vera, lou)) == []
        assert {tile.today for tile in desk.tiles(vera)} == {0}
        with connection.cursor() as cursor:
            cursor.execute("SELECT (SELECT count(*) FROM intake_passage), (SELECT count(*) FROM intake_historicalpassage)")
            assert cursor.fetchone() == (0, 0)


def test_it_is_not_in_the_desk_of_the_same_team_either(as_, women_worker, lou, inside):
    with as_(women_worker):
        assert desk.inside_count(women_worker) == 0
        assert {tile.today for tile in desk.tiles(women_worker)} == {0}
        assert list(desk.recent_passages(women_worker, lou)) == []


def test_the_space_of_others_is_as_if_there_were_none(as_, vera):
    with as_(vera), pytest.raises(Http404):
        selectors.space_for(vera, "women_space")


def test_only_its_team_writes_in_it(as_, vera, lou):
    with as_(vera):
        space = Space.objects.get(code="women_space")
        with pytest.raises(Refused):
            actions.enter_space(actor=vera, space=space, person=lou, client_uuid=uuid4())


def test_leaving_closes_the_presence(as_, women_worker, lou, inside):
    with as_(women_worker):
        assert actions.leave_space(actor=women_worker, space=inside, person=lou) == 1
        assert selectors.present_in(women_worker, inside) == []
        assert actions.leave_space(actor=women_worker, space=inside, person=lou) == 0


def test_the_same_tap_twice_is_one_presence(as_, women_worker, lou):
    tap = uuid4()
    with as_(women_worker):
        space = selectors.space_for(women_worker, "women_space")
        for _ in range(2):
            actions.enter_space(actor=women_worker, space=space, person=lou, client_uuid=tap)
        assert Passage.objects.count() == 1


def test_what_is_said_is_what_counts(as_, women_worker, momo, vera):
    """The software asks no proof and refuses nobody; the team decides at the door."""
    with as_(vera):
        code = issue_card(actor=vera, person=momo)
    with as_(women_worker):
        space = selectors.space_for(women_worker, "women_space")
        person = find_card(women_worker, code)
        passage = actions.enter_space(actor=women_worker, space=space, person=person, client_uuid=uuid4())
    assert passage.compartment == "women_space"


def test_an_open_space_shows_at_the_desk(as_, vera, momo):
    with as_(vera):
        space = selectors.space_for(vera, "day_room")
        actions.enter_space(actor=vera, space=space, person=momo, client_uuid=uuid4())
        assert [presence.passage.person for presence in selectors.present_in(vera, space)] == [momo]
        assert desk.inside_count(vera) == 1
