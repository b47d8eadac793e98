"""Erasure cuts the person from the rounds; what was counted stays, of nobody."""

from __future__ import annotations

from centre.access.identity import acting
from housing.beds.models import Bed, Room, Ward
from housing.nights import actions
from housing.nights.panels import forget, held_here
from housing.nights.selectors import rounds_for
from housing.stays.actions import admit_to_bed


def test_erasure_leaves_the_count_of_nobody(clone):
    from centre.staff.models import User
    from intake.person.actions import open_file
    from tests.conftest import become

    vera = User.objects.get(username="vera")
    with acting(User.objects.get(username="colette")):
        bed = Bed.objects.create(room=Room.objects.create(ward=Ward.objects.create(label="First floor"), label="Room 1"), label="1A")
    with acting(vera):
        momo = open_file(actor=vera, alias="Momo")
        admit_to_bed(actor=vera, person=momo, bed=bed)
        round = actions.open_night_round(actor=vera)
        actions.look_at_bed(actor=vera, round=round, bed=bed, seen="here")
    become("worker")
    assert held_here(momo.pk) == {"looks": 1}
    assert forget(momo.pk) == {"looks": 1}
    assert held_here(momo.pk) == {"looks": 0}
    become("web")
    with acting(vera):
        assert [one.here for one in rounds_for(vera)] == [1]
