"""The invented room is told through the same actions as a worker would; whatever the hour, its board is not empty."""

import random
from datetime import timedelta

import pytest

from care.demo import room
from care.room.checking.models import Sample
from care.room.visits import board
from care.room.visits.models import RoomVisit
from centre.demo.registry import SEED, Story
from centre.shifts import clock
from intake.person.actions import open_file
from intake.safety.models import Incident

pytestmark = pytest.mark.django_db


def test_no_page_of_the_room_is_empty(as_, vera, colette, amina, rosa, robin):
    today = clock.service_day()
    days = [today - timedelta(days=62 - number) for number in range(63)]
    with as_(vera):
        people = [open_file(actor=vera, alias=f"P{number}", birth_year=1980) for number in range(12)]
    story = Story(random.Random(SEED), days, {one.username: one for one in (vera, colette, amina, rosa, robin)})
    story.kept["persons"] = [(days[0], person) for person in people]
    room.tell_room(story)
    room.check_samples(story)
    with as_(rosa):
        drawn = board.draw(rosa, board.read(rosa))
        assert (drawn["shut"], len(drawn["waiting"]), len(drawn["watched"]), len(drawn["bulletins"])) == (None, 2, 1, 1)
        assert [space.taken for space in drawn["spaces"]] == [1, 1]
        assert RoomVisit.objects.filter(ending="early").count() == 1
        assert Incident.objects.filter(stopped_at=None).count() == 0
        assert Sample.objects.count() == 3
