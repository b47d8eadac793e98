"""The room of the large database, in small: it fills, and its board reads fifty people within the statements allowed."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from care.measure.room import PEOPLE, fill_room
from care.room.visits import board
from centre.access.identity import acting
from centre.measure.registry import PAGES, PARTS, Scale
from centre.shifts import clock

pytestmark = pytest.mark.slow


def test_the_bench_reads_what_it_filled(clone):
    from centre.staff.models import User

    connection.close()
    connection.settings_dict["USER"] = "centre_owner"
    scale = Scale(400, 2, clock.now())
    for part in sorted(PARTS, key=lambda one: one.order):
        if part.order <= 10 or part.fill is fill_room:
            part.fill(scale)
    connection.close()
    connection.settings_dict["USER"] = "centre_web"
    with acting(User.objects.get(username="bench-4"), lifetime=600) as actor, CaptureQueriesContext(connection) as asked:
        facts = board.read(actor)
        drawn = board.draw(actor, facts)
    assert (len(facts.visits), len(drawn["watched"]), len(drawn["waiting"])) == (PEOPLE, 15, 15)
    assert len(asked) <= 15
    assert [one.username for one in PAGES if one.code == "room"] == ["bench-4"]
